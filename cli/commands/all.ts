// Every subcommand, in the order in which people meet them: the program, its help and docs/cli.md read this list.
import type { Command } from '#cli/command.ts';
import { capture } from './capture.ts';
import { connect } from './connect.ts';
import { decode } from './decode.ts';
import { diff } from './diff.ts';
import { drive } from './drive.ts';
import { encode } from './encode.ts';
import { evidence } from './evidence.ts';
import { filters } from './filters.ts';
import { intersectCommand } from './intersect.ts';
import { lint } from './lint.ts';
import { property } from './property.ts';
import { setupTarget } from './setup-target.ts';
import { sweep } from './sweep.ts';
import { test } from './test.ts';

export const commands: readonly Command[] = [
  lint,
  encode,
  decode,
  filters,
  capture,
  connect,
  drive,
  sweep,
  intersectCommand,
  property,
  test,
  diff,
  evidence,
  setupTarget,
];
