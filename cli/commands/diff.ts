// `kspin diff`: what the clients of one driver build meet in the next one, for a person before a release and for a CI job.
import { resolve } from 'node:path';
import { readCapabilityFile } from '#cli/capability-files.ts';
import { type Command, type ExitCode, endWith, exit } from '#cli/command.ts';
import { diffText } from '#cli/report/diff-report.ts';
import type { Capabilities } from '#ks/capabilities.ts';
import { type Change, gravest, tally } from '#ks/diff/change.ts';
import { changePath, diffCapabilities } from '#ks/diff/diff-capabilities.ts';
import { pathText } from '#ks/path.ts';
import type { Result } from '#ks/result.ts';

export const diff: Command = {
  name: 'diff',
  about: 'compares two recordings of a filter and says what breaks clients',
  operands: 'OLD.kscaps.json NEW.kscaps.json',
  minOperands: 2,
  maxOperands: 2,
  options: { format: { value: 'FORMAT', choices: ['text', 'json'], about: 'what to write' } },
  notes: [
    'Breaking: a client that worked before may be refused or find less (a removed pin, range, mode, interface or medium, a narrowed range, fewer instances, another data flow or communication).',
    'Compatible: it still works, and more is possible. Neutral: names, versions, the formats that a driver prefers, how many instances were open.',
    'Exit code 0: no difference, or none that breaks. 1: something breaks. 2: usage, or an unreadable file.',
  ],
  run: async ({ operands, option }, terminal) => {
    const [older = '', newer = ''] = operands;
    const read = (file: string): Result<readonly Capabilities[], string> =>
      readCapabilityFile(resolve(terminal.cwd, file));
    const [before, after] = [read(older), read(newer)];
    const troubles = [
      ...(before.ok ? [] : [`kspin diff: ${older} ${before.error}`]),
      ...(after.ok ? [] : [`kspin diff: ${newer} ${after.error}`]),
    ];
    if (!before.ok || !after.ok) return endWith(exit.trouble, terminal, ...troubles);
    const changes = diffCapabilities(before.value, after.value);
    const text =
      option('format') === 'json' ? diffJson(older, newer, changes) : diffText(changes, terminal.style);
    await terminal.out(text);
    return exitOf(changes);
  },
};

function exitOf(changes: readonly Change[]): ExitCode {
  return gravest(changes) === 'breaking' ? exit.no : exit.ok;
}

/** `oldPath` and `newPath` lead into the two files; one of them is missing where something was added or removed. */
function diffJson(older: string, newer: string, changes: readonly Change[]): string {
  const rows = changes.map((one) => ({
    effect: one.effect,
    breaking: one.effect === 'breaking',
    path: changePath(one),
    oldPath: one.before && pathText(one.before),
    newPath: one.after && pathText(one.after),
    subject: one.subject,
    message: one.message,
  }));
  const report = {
    old: older,
    new: newer,
    breaking: gravest(changes) === 'breaking',
    counts: tally(changes),
    changes: rows,
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}
