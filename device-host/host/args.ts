// The device host's command line. A wrong one is told in a sentence on stderr, because a program on the other end reads stdout.
import { parseArgs } from 'node:util';
import { parseTarget, type Target } from '#device-host/client/target.ts';
import { defaultJournalFolder } from '#device-host/journal.ts';
import { fail, ok, type Result } from '#ks/result.ts';

export interface HostArgs {
  readonly target: Extract<Target, { readonly kind: 'local' | 'simulate' }>;
  readonly journalFolder: string;
}

export const usage = 'device-host --stdio [--target local|simulate:FILE.kscaps.json] [--journal FOLDER]';

/** `--stdio` is the only way to talk to it: nothing ever listens on a port. */
export function readArgs(args: readonly string[]): Result<HostArgs, string> {
  const parsed = parse(args);
  if (!parsed.ok) return parsed;
  const { stdio, target: text, journal } = parsed.value;
  if (!stdio)
    return fail('--stdio is missing: the device host talks over its standard input and output only');
  const target = parseTarget(text);
  if (!target.ok) return fail(target.error.message);
  if (target.value.kind !== 'local' && target.value.kind !== 'simulate') {
    return fail(`a device host is local or simulated; ${text} is for its client`);
  }
  return ok({ target: target.value, journalFolder: journal ?? defaultJournalFolder(target.value.kind) });
}

function parse(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        stdio: { type: 'boolean', default: false },
        target: { type: 'string', default: 'local' },
        journal: { type: 'string' },
      },
    });
    return ok(values);
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
}
