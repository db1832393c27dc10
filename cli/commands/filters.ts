// `kspin filters`: the kernel-streaming filters of a target. Listing opens no pin and sets nothing.
import { type Command, type ExitCode, endWith, exit } from '#cli/command.ts';
import { defaultTarget, endHost, openTarget, targetOption } from '#cli/device-target.ts';
import type { Style, Terminal } from '#cli/terminal.ts';
import { filterName, parseCategory } from '#device-host/client/index.ts';
import type { FilterSummary, ListParams } from '#device-host/protocol.ts';
import { guidText } from '#ks/guid.ts';
import { ok, type Result } from '#ks/result.ts';
import { oneLine } from '#ks/words.ts';

export const filters: Command = {
  name: 'filters',
  about: 'lists the filters of a target',
  operands: '',
  minOperands: 0,
  maxOperands: 0,
  options: {
    target: targetOption,
    category: { value: 'CATEGORY', about: 'filters of this category only: KSCATEGORY_RENDER, or a GUID' },
    format: { value: 'FORMAT', choices: ['text', 'json'], about: 'what to write' },
  },
  notes: ['Exit code 0: there are some. 1: there are none. 2: usage, or trouble with the target.'],
  run: async ({ option }, terminal) => {
    const params = listParams(option('category'));
    if (!params.ok) return trouble(terminal, params.error);
    const target = await openTarget(option('target') ?? defaultTarget, terminal);
    if (!target.ok) return trouble(terminal, target.error);
    const listed = await target.value.host.listFilters(params.value);
    await endHost(target.value, listed.ok);
    if (!listed.ok) return trouble(terminal, listed.error.message);
    for (const problem of listed.value.problems) await terminal.note(`kspin filters: ${oneLine(problem)}`);
    const found = listed.value.filters;
    if (option('format') === 'json') {
      await terminal.out(`${JSON.stringify(found.map(filterJson), null, 2)}\n`);
    } else {
      await terminal.out(found.map((filter) => filterText(filter, terminal.style)).join('\n'));
    }
    if (found.length > 0) return exit.ok;
    return endWith(exit.no, terminal, `kspin filters: ${target.value.text} has no such filter`);
  },
};

function trouble(terminal: Terminal, message: string): Promise<ExitCode> {
  return endWith(exit.trouble, terminal, `kspin filters: ${message}`);
}

function listParams(category: string | undefined): Result<ListParams, string> {
  if (category === undefined) return ok({});
  const guid = parseCategory(category);
  return guid.ok ? ok({ category: guid.value }) : guid;
}

function categoryNames({ categories }: FilterSummary): readonly string[] {
  return categories.map((category) => guidText(category, ['filter-category']));
}

function filterJson(filter: FilterSummary) {
  return { ...filter, categories: categoryNames(filter) };
}

function filterText(filter: FilterSummary, { bold, dim, red }: Style): string {
  const facts = [
    ['path', filter.path],
    ['device', filter.device],
    ['categories', categoryNames(filter).join(', ')],
  ] as const;
  return [
    bold(oneLine(filterName(filter))),
    ...facts.flatMap(([name, value]) =>
      value === undefined || value === '' ? [] : [`  ${dim(name.padEnd(12))}${oneLine(value)}`],
    ),
    ...(filter.problem === undefined ? [] : [`  ${red('problem'.padEnd(12))}${oneLine(filter.problem)}`]),
    '',
  ].join('\n');
}
