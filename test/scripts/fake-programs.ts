// Programs that stand in for the ones that change a machine: what a set-up asks of apt or npm can be seen without it.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface FakePrograms {
  /** Where they are and where they may make files; nothing else is on their PATH. */
  readonly folder: string;
  /** PATH for whom they shall deceive. */
  readonly path: string;
  /** Makes a program of this name from lines of sh. */
  readonly add: (name: string, ...lines: readonly string[]) => void;
  /** Every call until now, `name argument ...`. */
  readonly calls: () => readonly string[];
  readonly remove: () => void;
}

export function fakePrograms(): FakePrograms {
  const folder = mkdtempSync(join(tmpdir(), 'kspin-fake-'));
  const path = join(folder, 'bin');
  const log = join(folder, 'calls');
  mkdirSync(path);
  writeFileSync(log, '');
  return {
    folder,
    path,
    add: (name, ...lines) => {
      const head = ['#!/bin/sh', `echo "${name} $*" >> "${log}"`, `cd "${folder}"`];
      writeFileSync(join(path, name), [...head, ...lines, ''].join('\n'), { mode: 0o755 });
    },
    calls: () => readFileSync(log, 'utf8').split('\n').slice(0, -1),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
