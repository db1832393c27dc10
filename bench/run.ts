// `npm run bench`: how many structures a second are encoded, decoded and matched by ks/, by koffi's own struct codec, and by
// C under Wine, in one run of one machine. koffi is what the device host would use if it described layouts to it.
import koffi from 'koffi';
import { encodeConnect } from '#ks/connect.ts';
import { dataRangeFromBytes } from '#ks/data-range.ts';
import { explain } from '#ks/explain.ts';
import { matchesRange } from '#ks/match.ts';
import { decodeStruct, encodeStruct, type StructName, sizeOf } from '#ks/struct.ts';
import { measureC } from './c-side.ts';
import { cases, pcmRange, speaker } from './cases.ts';
import { koffiType, koffiValue } from './koffi-side.ts';
import { perSecond } from './measure.ts';

interface Row {
  readonly what: string;
  readonly ours: number;
  readonly koffi: number | undefined;
  readonly c: number | undefined;
}

function sameBytes(struct: StructName, ours: Uint8Array, theirs: Uint8Array): void {
  if (Buffer.compare(ours, theirs) !== 0) throw new Error(`koffi lays ${struct} out differently`);
}

function measureStructs(c: Awaited<ReturnType<typeof measureC>> | undefined): readonly Row[] {
  return cases.flatMap(({ struct, value, bytes }): readonly Row[] => {
    const type = koffiType(struct);
    const given = koffiValue(value);
    const buffer = Buffer.alloc(sizeOf(struct, 'x64'));
    koffi.encode(buffer, type, given);
    sameBytes(struct, bytes, buffer);
    const speed = c?.structs.get(struct);
    return [
      {
        what: `encode ${struct}`,
        ours: perSecond(() => encodeStruct(struct, value, 'x64')),
        koffi: perSecond(() => koffi.encode(buffer, type, given)),
        c: speed?.encode,
      },
      {
        what: `decode ${struct}`,
        ours: perSecond(() => decodeStruct(struct, bytes, 'x64')),
        koffi: perSecond(() => koffi.decode(buffer, type)),
        c: speed?.decode,
      },
    ];
  });
}

/** A whole request: our side derives, checks every member and puts the parts together; koffi only fills in its structures. */
function measureRequest(): Row {
  const parts = [
    ['KSPIN_CONNECT', speaker.KSPIN_CONNECT],
    ['KSDATAFORMAT', speaker.KSDATAFORMAT],
    ['WAVEFORMATEXTENSIBLE', speaker.block?.value ?? {}],
  ] as const;
  const described = parts.map(([struct, value]) => ({
    type: koffiType(struct),
    value: koffiValue(value),
    size: sizeOf(struct, 'x64'),
  }));
  const withKoffi = (): Buffer =>
    Buffer.concat(
      described.map(({ type, value, size }) => {
        const buffer = Buffer.alloc(size);
        koffi.encode(buffer, type, value);
        return buffer;
      }),
    );
  const ours = encodeConnect(speaker, 'x64');
  if (!ours.ok) throw new Error(JSON.stringify(ours.error));
  sameBytes('KSPIN_CONNECT', ours.value, withKoffi());
  return {
    what: 'encode a whole request, checked',
    ours: perSecond(() => encodeConnect(speaker, 'x64')),
    koffi: perSecond(withKoffi),
    c: undefined,
  };
}

/** One format against one data range, as it comes from the driver: in bytes. */
function measureMatch(c: number | undefined): readonly Row[] {
  const type = koffiType('KSDATARANGE');
  const format = koffiValue(speaker.KSDATAFORMAT) as Readonly<Record<string, object>>;
  const buffer = Buffer.from(pcmRange.bytes);
  const equal = (a: object | undefined, b: object | undefined): boolean =>
    JSON.stringify(a) === JSON.stringify(b);
  const withKoffi = (): boolean => {
    const range = koffi.decode(buffer, type) as Readonly<Record<string, object>>;
    return ['MajorFormat', 'SubFormat', 'Specifier'].every((member) => equal(range[member], format[member]));
  };
  const fromBytes = (): boolean => {
    const range = dataRangeFromBytes(pcmRange.bytes);
    return range !== undefined && matchesRange(speaker.KSDATAFORMAT, range);
  };
  const filter = {
    filter: { path: '', categories: [] },
    pins: [
      {
        id: 0,
        communication: 1,
        instances: {},
        interfaces: [],
        mediums: [],
        dataRanges: [pcmRange],
        problems: [],
      },
    ],
    topology: { nodes: [], connections: [] },
    problems: [],
  };
  return [
    { what: 'match a range in bytes', ours: perSecond(fromBytes), koffi: perSecond(withKoffi), c: undefined },
    {
      what: 'match a decoded range',
      ours: perSecond(() => matchesRange(speaker.KSDATAFORMAT, pcmRange)),
      koffi: undefined,
      c,
    },
    {
      what: 'explain a request, all stages',
      ours: perSecond(() => explain(speaker, filter)),
      koffi: undefined,
      c: undefined,
    },
  ];
}

const thousands = (value: number | undefined): string =>
  value === undefined ? '-' : Math.round(value / 1000).toLocaleString('en');
const ratio = (a: number, b: number | undefined): string => {
  if (b === undefined || b === 0) return '-';
  const value = a / b;
  return value >= 1 ? `${value.toFixed(1)} x` : `1/${Math.round(1 / value)}`;
};

function table(rows: readonly Row[]): string {
  const cells = [
    ['thousands a second', 'kspin', 'koffi', 'to koffi', 'C, Wine', 'to C'],
    ...rows.map(({ what, ours, koffi: theirs, c }) => [
      what,
      thousands(ours),
      thousands(theirs),
      ratio(ours, theirs),
      thousands(c),
      ratio(ours, c),
    ]),
  ];
  const widths =
    cells[0]?.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0))) ?? [];
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ');
  return cells.map(line).join('\n');
}

const c = await measureC(cases.map(({ struct }) => struct)).catch((error: unknown) => {
  console.error(`Without C: ${error instanceof Error ? error.message : String(error)}`);
  return undefined;
});
const rows = [...measureStructs(c), measureRequest(), ...measureMatch(c?.match)];
console.log(table(rows));
const slower = rows.filter((row) => row.koffi !== undefined && row.ours < row.koffi);
console.log(
  slower.length === 0
    ? '\nkspin is faster than koffi in all of these.'
    : `\nSlower than koffi: ${slower.map(({ what }) => what).join('; ')}.`,
);
