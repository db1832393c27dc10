// A failed KsCreatePin is explained from this table alone: every code must be found, and every NTSTATUS must lead to
// the Win32 code that user mode sees.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type StatusKind, type StatusRow, statuses } from '#ks/tables/statuses.ts';

const ofKind = (kind: StatusKind): readonly StatusRow[] => statuses.filter((row) => row.kind === kind);
const named = (name: string): StatusRow | undefined => statuses.find((row) => row.name === name);

describe('statuses', () => {
  it('are 61 NTSTATUS, 50 Win32 and 9 HRESULT codes', () => {
    assert.deepEqual(
      (['ntstatus', 'win32', 'hresult'] as const).map((kind) => ofKind(kind).length),
      [61, 50, 9],
    );
  });

  it('use a name once, and a value once within a kind', () => {
    assert.equal(new Set(statuses.map(({ name }) => name)).size, statuses.length);
    for (const kind of ['ntstatus', 'win32', 'hresult'] as const) {
      const values = ofKind(kind).map(({ value }) => value);
      assert.equal(new Set(values).size, values.length, kind);
    }
  });

  it('lead from every NTSTATUS to a Win32 code with a name', () => {
    const win32 = new Set(ofKind('win32').map(({ value }) => value));
    for (const { name, win32: code } of ofKind('ntstatus')) {
      assert.ok(code !== undefined && win32.has(code), name);
    }
  });

  it('have a Win32 code for nothing but NTSTATUS', () => {
    for (const row of statuses) assert.equal(row.win32 !== undefined, row.kind === 'ntstatus', row.name);
  });

  it('fit the range of their kind', () => {
    for (const { name, value } of ofKind('win32')) assert.ok(value >= 0 && value <= 0xffff, name);
    for (const { name, value } of ofKind('ntstatus')) {
      assert.ok(value === 0 || (value >= 0x100 && value <= 0xcfffffff), name);
    }
    for (const { name, value } of ofKind('hresult')) assert.ok(value === 0 || value >= 0x80000000, name);
  });

  const mappings: readonly (readonly [ntstatus: string, value: number, win32: string, code: number])[] = [
    ['STATUS_SUCCESS', 0, 'ERROR_SUCCESS', 0],
    ['STATUS_NO_MATCH', 0xc0000272, 'ERROR_NO_MATCH', 1169],
    ['STATUS_INVALID_PARAMETER', 0xc000000d, 'ERROR_INVALID_PARAMETER', 87],
    ['STATUS_INVALID_DEVICE_REQUEST', 0xc0000010, 'ERROR_INVALID_FUNCTION', 1],
    ['STATUS_INVALID_DEVICE_STATE', 0xc0000184, 'ERROR_BAD_COMMAND', 22],
    ['STATUS_INSUFFICIENT_RESOURCES', 0xc000009a, 'ERROR_NO_SYSTEM_RESOURCES', 1450],
    ['STATUS_BUFFER_OVERFLOW', 0x80000005, 'ERROR_MORE_DATA', 234],
    ['STATUS_BUFFER_TOO_SMALL', 0xc0000023, 'ERROR_INSUFFICIENT_BUFFER', 122],
    ['STATUS_ACCESS_DENIED', 0xc0000022, 'ERROR_ACCESS_DENIED', 5],
    ['STATUS_NOT_FOUND', 0xc0000225, 'ERROR_NOT_FOUND', 1168],
  ];
  for (const [status, value, error, code] of mappings) {
    it(`show ${status} as ${error} (${code})`, () => {
      assert.deepEqual([named(status)?.value, named(status)?.win32], [value, code]);
      assert.deepEqual([named(error)?.value, named(error)?.kind], [code, 'win32']);
    });
  }

  it('say what happened, in a sentence, and where that is known', () => {
    for (const { name, meaning, source } of statuses) {
      assert.match(meaning, /\S.*\.$/, name);
      assert.ok(source.length > 0, name);
    }
  });
});
