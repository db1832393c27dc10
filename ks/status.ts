// Status codes in words. In user mode KsCreatePin answers with a Win32 code although its prototype says
// NTSTATUS, so both kinds are needed, and the way from one to the other.
import { type StatusRow, statuses } from '#ks/tables/statuses.ts';

export interface StatusText {
  readonly name: string;
  readonly value: number;
  readonly meaning: string;
  readonly likelyCauses: readonly string[];
  readonly whatToCheck: readonly string[];
}

/** ERROR_MR_MID_NOT_FOUND: what RtlNtStatusToDosError answers for a status it has no mapping for. */
const unmapped = 317;

const byKind = (kind: StatusRow['kind']): ReadonlyMap<number, StatusRow> =>
  new Map(statuses.filter((row) => row.kind === kind).map((row) => [row.value, row]));

const ntstatuses = byKind('ntstatus');
const win32s = byKind('win32');
const byName = new Map(statuses.map((row) => [row.name, row]));

/** The Win32 code that user mode sees for an NTSTATUS, as RtlNtStatusToDosError maps it. */
export function win32Of(ntstatus: number): number {
  return ntstatuses.get(ntstatus >>> 0)?.win32 ?? unmapped;
}

/**
 * The one NTSTATUS that user mode sees as this Win32 code; undefined where several share it, or none is known. A driver that
 * answers ERROR_NO_MATCH cannot have said anything but STATUS_NO_MATCH.
 */
export function onlyStatusBehind(code: number): number | undefined {
  const [only, ...others] = [...ntstatuses.values()].filter(({ win32 }) => win32 === code);
  return others.length === 0 ? only?.value : undefined;
}

export function win32Status(code: number): StatusText {
  return win32s.get(code) ?? unknown(`error ${code}`, code);
}

/** `ERROR_NO_MATCH (1169)`: the name first, the number for searching. */
export function win32Text(code: number): string {
  return `${win32Status(code).name} (${code})`;
}

export function ntStatus(code: number): StatusText {
  const value = code >>> 0;
  return ntstatuses.get(value) ?? unknown(`0x${value.toString(16).padStart(8, '0').toUpperCase()}`, value);
}

export function statusNamed(name: string): Pick<StatusRow, 'kind' | 'value'> | undefined {
  const row = byName.get(name);
  return row && { kind: row.kind, value: row.value };
}

function unknown(name: string, value: number): StatusText {
  return {
    name,
    value,
    meaning: 'A code without a known meaning for kernel streaming.',
    likelyCauses: [],
    whatToCheck: [],
  };
}
