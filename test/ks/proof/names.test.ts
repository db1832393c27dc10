// Names that have a value (GUIDs and constants) against the headers of mingw-w64, which spell the same names. A name that
// those lack proves nothing; one with another value there is listed with the reason.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { guidFromBytes, guidNamed } from '#ks/guid.ts';
import { constantSets } from '#ks/tables/constants.ts';
import { namedGuids } from '#ks/tables/guid-table.ts';
import { compile, kept, skip, ulongs } from './mingw.ts';
import type { Gaps } from './mingw-gaps.ts';

/** GUIDs that mingw-w64 defines with another value. */
const otherGuids: Gaps = {
  KSNODETYPE_VCR_AUDIO:
    'the header has two values: its STATIC_ macro ends in E8, its DEFINE_GUIDSTRUCT in E9; code that names the GUID itself gets E9',
};

/** With the GUID 128 bytes: the compiler may align what it keeps, and then leaves no gap between records. */
const nameSize = 112;

/** One definition in C: a name and its GUID, which `readGuids` reads back. */
const record = (name: string, guid: string): string =>
  `${kept} const struct { char name[${nameSize}]; GUID guid; } record_##${name} = { #${name}, { ${guid} } };`;

/** Compares every GUID that the source keeps; answers how many there are, and the names that differ. */
async function compareGuids(lines: readonly string[]): Promise<{ compared: number; different: string[] }> {
  const { bytes, output } = await compile(lines, 'x64');
  assert.ok(bytes.length > 0 && bytes.length % (nameSize + 16) === 0, output);
  const different: string[] = [];
  let compared = 0;
  for (let at = 0; at < bytes.length; at += nameSize + 16) {
    const name = new TextDecoder().decode(bytes.subarray(at, bytes.indexOf(0, at)));
    const ours = guidNamed(name);
    if (ours === undefined) continue;
    compared++;
    if (ours.value !== guidFromBytes(bytes, at + nameSize)) different.push(name);
  }
  return { compared, different };
}

test('GUIDs have the value of their STATIC_ macro in ks.h, ksmedia.h and bdamedia.h', { skip }, async (t) => {
  const keep = [`#define KEEP(name, ...) ${record('name', '__VA_ARGS__')}`];
  const rows = namedGuids.flatMap(({ name }) => [
    `#ifdef STATIC_${name}`,
    `KEEP(${name}, STATIC_${name})`,
    '#endif',
  ]);
  const { compared, different } = await compareGuids([...keep, ...rows]);
  assert.deepEqual(different, Object.keys(otherGuids));
  assert.ok(compared > 380, `${compared} GUIDs`);
  t.diagnostic(`${compared} of ${namedGuids.length} GUIDs compared`);
});

test('GUIDs have the value that uuids.h and ksuuids.h give them', { skip }, async (t) => {
  const entry = `#define OUR_GUID_ENTRY(name, ...) ${record('name', '__VA_ARGS__')}`;
  // uuids.h includes ksuuids.h.
  const headers = ['#undef OUR_GUID_ENTRY', entry, '#include <uuids.h>'];
  const { compared, different } = await compareGuids(headers);
  assert.deepEqual(different, []);
  assert.ok(compared > 100, `${compared} GUIDs`);
  t.diagnostic(`${compared} GUIDs compared`);
});

test('constants have the value that the headers give them', { skip }, async (t) => {
  const entries = Object.values(constantSets).flatMap((set) => set.entries);
  const source = (some: typeof entries): readonly string[] => [
    `${kept} const ULONG answers[] = {`,
    ...some.map(({ name }) => `(ULONG)(${name}),`),
    '};',
  ];
  const { errorLines } = await compile(source(entries), 'x64');
  const there = entries.filter((_, index) => !errorLines.has(index + 1));
  const { bytes, output } = await compile(source(there), 'x64');
  assert.ok(bytes.length > 0, output);
  const values = ulongs(bytes, there.length);
  const different = there.filter(({ value }, index) => value !== values[index]);
  assert.deepEqual(
    different.map(({ name }) => name),
    [],
  );
  assert.ok(there.length > 500, `${there.length} constants`);
  t.diagnostic(`${there.length} of ${entries.length} constants compared`);
});
