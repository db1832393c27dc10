// `kspin intersect`: which format the driver itself chooses from a data range, and whether it keeps its word. Opens nothing.
import { type Command, endWith, exit } from '#cli/command.ts';
import { defaultTarget, endHost, openTarget, targetOption } from '#cli/device-target.ts';
import { filterNote } from '#cli/filter-choice.ts';
import { type ChosenPin, pinOption, readPin } from '#cli/pin-choice.ts';
import type { Style } from '#cli/terminal.ts';
import {
  type HostClient,
  type HostFailure,
  type Intersection,
  intersect,
} from '#device-host/client/index.ts';
import { toHex } from '#ks/bytes.ts';
import type { DataRange } from '#ks/data-range.ts';
import { describeFormat } from '#ks/describe-format.ts';
import { describeRange } from '#ks/describe-range.ts';
import { descriptorJson } from '#ks/import/descriptor-json.ts';
import { fail, ok, type Result } from '#ks/result.ts';
import { win32Status, win32Text } from '#ks/status.ts';
import { oneLine } from '#ks/words.ts';

interface Row {
  readonly index: number;
  readonly range: DataRange;
  readonly chosen: Intersection;
}

export const intersectCommand: Command = {
  name: 'intersect',
  about: 'asks a pin which format it chooses from its data ranges',
  operands: 'FILTER',
  minOperands: 1,
  maxOperands: 1,
  options: {
    target: targetOption,
    pin: pinOption,
    range: { value: 'INDEX', about: 'this data range alone, counted from 0' },
    format: { value: 'FORMAT', choices: ['text', 'json'], about: 'what to write' },
  },
  notes: [
    filterNote,
    'Each data range of the pin goes to KSPROPERTY_PIN_DATAINTERSECTION; what comes is proposed to the pin again. Opens nothing and changes nothing.',
    'Exit code 0: every range gives a format that the pin would take. 1: not. 2: usage, or trouble with the target.',
  ],
  run: async ({ operands, option }, terminal) => {
    const target = await openTarget(option('target') ?? defaultTarget, terminal);
    if (!target.ok) return endWith(exit.trouble, terminal, `kspin intersect: ${target.error}`);
    const { host } = target.value;
    const chosen = await readPin(host, operands[0] ?? '', option('pin'));
    const rows = chosen.ok ? await intersectAll(host, chosen.value, option('range')) : undefined;
    await endHost(target.value, chosen.ok && rows?.ok === true);
    if (!chosen.ok) return endWith(chosen.error.code, terminal, `kspin intersect: ${chosen.error.message}`);
    if (!rows?.ok)
      return endWith(exit.trouble, terminal, `kspin intersect: ${oneLine(rows?.error.message ?? '')}`);
    if (rows.value.length === 0)
      return endWith(exit.no, terminal, 'kspin intersect: the pin has no such data range');
    const json = option('format') === 'json';
    await terminal.out(json ? rowsJson(chosen.value, rows.value) : rowsText(rows.value, terminal.style));
    const good = rows.value.every((row) => row.chosen.win32 === 0 && row.chosen.findings.length === 0);
    return good ? exit.ok : exit.no;
  },
};

async function intersectAll(
  host: HostClient,
  { filter, pin }: ChosenPin,
  only: string | undefined,
): Promise<Result<readonly Row[], HostFailure>> {
  const rows: Row[] = [];
  for (const [index, range] of pin.dataRanges.entries()) {
    if (only !== undefined && String(index) !== only) continue;
    const chosen = await intersect(host, filter, pin.id, [range], host.hello.layout);
    if (!chosen.ok) return fail(chosen.error);
    rows.push({ index, range, chosen: chosen.value });
  }
  return ok(rows);
}

function rowsText(rows: readonly Row[], { bold, dim, green, red, yellow }: Style): string {
  return rows
    .flatMap(({ index, range, chosen }) => [
      bold(oneLine(`range ${index}: ${describeRange(range)}`)),
      `  ${dim('chosen'.padEnd(9))}${chosen.format ? green(describeFormat(chosen.format)) : red(win32Text(chosen.win32))}`,
      ...chosen.findings.map((finding) => `  ${dim('but'.padEnd(9))}${yellow(oneLine(finding))}`),
    ])
    .concat('')
    .join('\n');
}

/** `descriptor` is the format as a connect of a descriptor has it. */
function rowsJson({ filter, pin }: ChosenPin, rows: readonly Row[]): string {
  const json = {
    filter: { path: filter },
    pin: pin.id,
    ranges: rows.map(({ index, range, chosen: { win32, format, bytes, findings } }) => ({
      range: index,
      text: describeRange(range),
      win32: win32Status(win32).name,
      format: format && describeFormat(format),
      descriptor: format && descriptorJson({ ...format, KSPIN_CONNECT: { PinId: pin.id } }),
      bytes: bytes && toHex(bytes),
      findings,
    })),
  };
  return `${JSON.stringify(json, null, 2)}\n`;
}
