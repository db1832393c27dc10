// `kspin capture`: what a filter says of itself as a capability file, to check descriptors against without the hardware and to
// compare with the next build of the driver. Capturing opens no pin and sets nothing.
import { type Command, endWith, exit } from '#cli/command.ts';
import { defaultTarget, endHost, type OpenTarget, openTarget, targetOption } from '#cli/device-target.ts';
import { filterNote, findFilter, type NoFilter } from '#cli/filter-choice.ts';
import type { Terminal } from '#cli/terminal.ts';
import type { Capabilities, PropertyProblem } from '#ks/capabilities.ts';
import { capabilitiesToJson } from '#ks/capability-file.ts';
import { fail, type Result } from '#ks/result.ts';
import { oneLine } from '#ks/words.ts';

export const capture: Command = {
  name: 'capture',
  about: 'writes what a filter says of itself as a capability file',
  operands: 'FILTER',
  minOperands: 1,
  maxOperands: 1,
  options: { target: targetOption },
  notes: [
    filterNote,
    'Exit code 0: written. 1: not one filter matches. 2: usage, or trouble with the target.',
  ],
  run: async ({ operands, option }, terminal) => {
    const target = await openTarget(option('target') ?? defaultTarget, terminal);
    if (!target.ok) return endWith(exit.trouble, terminal, `kspin capture: ${target.error}`);
    const read = await readFilter(target.value, operands[0] ?? '');
    await endHost(target.value, read.ok);
    if (!read.ok) return endWith(read.error.code, terminal, `kspin capture: ${read.error.message}`);
    await tellProblems(read.value, terminal);
    await terminal.out(`${JSON.stringify(capabilitiesToJson(read.value), null, 2)}\n`);
    return exit.ok;
  },
};

async function readFilter({ host }: OpenTarget, text: string): Promise<Result<Capabilities, NoFilter>> {
  const filter = await findFilter(host, text);
  if (!filter.ok) return filter;
  const read = await host.readFilter(filter.value.path);
  return read.ok ? read : fail({ message: read.error.message, code: exit.trouble });
}

/** The file keeps them too; a person who redirects it to disk should not have to look there. */
async function tellProblems({ problems, pins }: Capabilities, terminal: Terminal): Promise<void> {
  const tell = (where: string, { property, message }: PropertyProblem) =>
    terminal.note(`kspin capture: ${where}${property}: ${oneLine(message)}`);
  for (const problem of problems) await tell('', problem);
  for (const pin of pins) for (const problem of pin.problems) await tell(`pin ${pin.id}, `, problem);
}
