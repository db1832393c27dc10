// The layout tables against the C compiler: every sizeof, alignment, offset and member size, for both architectures,
// from mingw-w64's headers, which were written without ours. What those lack is named in mingw-gaps.ts.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Arch, Layout } from '#ks/tables/layout.ts';
import { placeFields } from '#ks/tables/layout-math.ts';
import { layouts } from '#ks/tables/layouts.ts';
import { declarationOf } from './declarations.ts';
import { archs, compile, kept, type Mode, skip, ulongs } from './mingw.ts';
import { driversOnly, missing } from './mingw-gaps.ts';

interface Probe {
  /** `STRUCT` or `STRUCT.member`. */
  readonly name: string;
  /** C expressions, and what our tables say they are. */
  readonly questions: readonly (readonly [c: string, ours: number])[];
}

/** A type that has no name in C is reached through the member that has it. */
function typeOf(layout: Layout): string {
  const [outer = '', ...members] = layout.name.split('.');
  return members.length === 0 ? outer : `__typeof__(((${outer} *)0)->${members.join('.')})`;
}

function probesOf(layout: Layout, arch: Arch): readonly Probe[] {
  const type = typeOf(layout);
  const placed = placeFields(layout, arch);
  const whole: Probe = {
    name: layout.name,
    questions: [
      [`sizeof(${type})`, placed.size],
      [`_Alignof(${type})`, placed.align],
    ],
  };
  const members = placed.fields.map(
    ({ field, offset, size }): Probe => ({
      name: `${layout.name}.${field.name}`,
      questions: [
        [`offsetof(${type}, ${field.name})`, offset],
        // A flexible array member has no sizeof.
        ...(size === 0 ? [] : [[`sizeof(((${type} *)0)->${field.name})`, size] as const]),
      ],
    }),
  );
  return [whole, ...members];
}

function source(probes: readonly Probe[]): readonly string[] {
  const rows = probes.map(({ questions }) => `${questions.map(([c]) => c).join(', ')},`);
  return [`${kept} const ULONG answers[] = {`, ...rows, '};'];
}

function gapsOf(mode: Mode): ReadonlySet<string> {
  return new Set(Object.keys(mode === 'user' ? { ...missing, ...driversOnly } : missing));
}

const isGap = (gaps: ReadonlySet<string>, { name }: Probe): boolean =>
  gaps.has(name) || gaps.has(name.split('.')[0] ?? '');

/** Compiles the questions and compares every answer; the result is how many there were. */
async function compare(
  probes: readonly Probe[],
  arch: Arch,
  mode: Mode,
  declarations: readonly string[] = [],
): Promise<number> {
  const { bytes, output } = await compile([...declarations, ...source(probes)], arch, mode);
  const questions = probes.flatMap((probe) => probe.questions);
  assert.ok(bytes.length >= questions.length * 4, output);
  const answers = ulongs(bytes, questions.length);
  const ours = questions.map(([c, value]) => `${c} = ${value}`);
  const compiled = questions.map(([c], index) => `${c} = ${answers[index]}`);
  assert.deepEqual(ours, compiled);
  return questions.length;
}

const all: readonly Layout[] = Object.values(layouts);

for (const mode of ['user', 'kernel'] as const) {
  for (const arch of archs) {
    describe(`${mode}-mode headers on ${arch}`, { skip }, () => {
      const gaps = gapsOf(mode);
      const probes = all.flatMap((layout) => probesOf(layout, arch));

      test('lay out every structure that they declare as our tables do', async (t) => {
        const compared = await compare(
          probes.filter((probe) => !isGap(gaps, probe)),
          arch,
          mode,
        );
        assert.ok(compared > 900, `${compared} numbers`);
        t.diagnostic(`${compared} numbers compared`);
      });

      test('lack exactly the structures and members that the list of gaps names', async () => {
        const lines = source(probes);
        const { errorLines } = await compile(lines, arch, mode);
        const lacking = probes.filter((_, index) => errorLines.has(index + 1)).map(({ name }) => name);
        const wholly = new Set(lacking.filter((name) => !name.includes('.')));
        const found = lacking.filter((name) => !name.includes('.') || !wholly.has(name.split('.')[0] ?? ''));
        assert.deepEqual(found.toSorted(), [...gaps].toSorted());
      });
    });
  }
}

for (const arch of archs) {
  test(`structures that mingw lacks are placed on ${arch} as the compiler places our declaration`, {
    skip,
  }, async () => {
    const lacking = all.filter(({ name }) => name in missing);
    const compared = await compare(
      lacking.flatMap((layout) => probesOf(layout, arch)),
      arch,
      'user',
      lacking.map(declarationOf),
    );
    assert.ok(compared > 200, `${compared} numbers`);
  });
}
