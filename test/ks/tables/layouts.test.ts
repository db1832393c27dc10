// The layout table against what a C compiler made of the Microsoft headers: test/ks/fixtures/layouts.json holds
// sizeof, alignment and every member's type, offset and size, read from GCC's debug information for the Windows ABI.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { constantSets } from '#ks/tables/constants.ts';
import type { Arch, Field, Layout } from '#ks/tables/layout.ts';
import { placeFields } from '#ks/tables/layout-math.ts';
import { layouts, type StructName } from '#ks/tables/layouts.ts';

type Member = readonly [name: string, type: string, offset: number, size: number];
interface Compiled {
  readonly size: number;
  readonly align: number;
  readonly fields: readonly Member[];
}

const compiled: Readonly<Record<string, Readonly<Record<Arch, Compiled>>>> = JSON.parse(
  readFileSync(new URL('../fixtures/layouts.json', import.meta.url), 'utf8'),
);
const structs: readonly Layout[] = Object.values(layouts);
const archs: readonly Arch[] = ['x64', 'x86'];

const isStructName = (type: string): type is StructName => Object.hasOwn(layouts, type);

/** How the debug information writes the type of a field. */
function compiledType(field: Field): string {
  const debugNames: Readonly<Record<string, string>> = {
    union: '(anonymous union)',
    struct: '(anonymous structure)',
    'unsigned long': 'long unsigned int',
    'unsigned short': 'short unsigned int',
  };
  const type = debugNames[field.c] ?? field.c;
  return field.count === undefined ? type : `${type}[${field.count}]`;
}

/** The members of a layout with those of its unnamed unions and structs, as the fixture lists them. */
function membersOf(layout: Layout, arch: Arch, prefix = '', base = 0): Member[] {
  return placeFields(layout, arch).fields.flatMap(({ field, offset, size }): Member[] => {
    const member: Member = [prefix + field.name, compiledType(field), base + offset, size];
    const inner = `${layout.name}.${field.name}`;
    return field.type === inner && isStructName(inner)
      ? [member, ...membersOf(layouts[inner], arch, `${field.name}.`, base + offset)]
      : [member];
  });
}

const byName = (members: readonly Member[]): readonly Member[] =>
  members.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));

describe('layouts', () => {
  it('hold the 102 structures of the fixture', () => {
    assert.equal(Object.keys(compiled).length, 102);
    assert.deepEqual(
      Object.keys(compiled).filter((name) => !isStructName(name)),
      [],
    );
  });

  for (const [name, expected] of Object.entries(compiled)) {
    for (const arch of archs) {
      it(`${name} on ${arch} is laid out as the compiler does it`, () => {
        assert.ok(isStructName(name));
        const placed = placeFields(layouts[name], arch);
        assert.deepEqual(
          {
            size: placed.size,
            align: placed.align,
            fields: byName(membersOf(layouts[name], arch)),
          },
          {
            size: expected[arch].size,
            align: expected[arch].align,
            fields: byName(expected[arch].fields),
          },
        );
      });
    }
  }

  it('are listed under their own names', () => {
    for (const [key, layout] of Object.entries(layouts)) assert.equal(layout.name, key);
  });

  it('give each member of a structure one name', () => {
    for (const { name, fields } of structs) {
      const names = fields.map((field) => field.name);
      assert.equal(new Set(names).size, names.length, name);
    }
  });

  it('name the constants of members only from sets whose values fit', () => {
    const largest: Readonly<Record<string, number>> = { u8: 0xff, u16: 0xffff, i32: 0x7fffffff };
    for (const { name, fields } of structs) {
      for (const field of fields) {
        const sets = [field.constants, ...Object.values(field.constantsBySet ?? {})];
        for (const set of sets) {
          if (set === undefined) continue;
          for (const entry of constantSets[set].entries) {
            assert.ok(
              entry.value <= (largest[field.type] ?? 0xffffffff),
              `${name}.${field.name}: ${entry.name} does not fit`,
            );
          }
        }
      }
    }
  });

  it('explain every structure and member in whole sentences', () => {
    for (const { name, meaning, fields } of structs) {
      assert.match(meaning, /^[A-Z].*\.$/, name);
      for (const field of fields) {
        const sentence = /^([A-Z]|[a-z]+_[a-z]+|profile_idc).*\.$/;
        assert.match(field.meaning, sentence, `${name}.${field.name}`);
      }
    }
  });
});

describe('placeFields', () => {
  const u8: Field = { name: 'small', type: 'u8', c: 'BYTE', meaning: 'One byte.' };
  const u32: Field = { name: 'big', type: 'u32', c: 'DWORD', meaning: 'Four bytes.' };
  const test = (fields: readonly Field[], shape: Partial<Layout> = {}): Layout => ({
    name: 'TEST',
    meaning: 'A structure.',
    header: 'test.h',
    ...shape,
    fields,
  });
  const offsets = (layout: Layout): readonly number[] =>
    placeFields(layout, 'x64').fields.map(({ offset }) => offset);

  it('leaves no padding where the packing is 1, and some of it where it is 2', () => {
    assert.deepEqual(offsets(test([u8, u32], { pack: 1 })), [0, 1]);
    assert.deepEqual(offsets(test([u8, u32], { pack: 2 })), [0, 2]);
    assert.equal(placeFields(test([u8, u32], { pack: 2 }), 'x64').size, 6);
  });

  it('puts the members of an anonymous union where the strictest of them may start', () => {
    const wide: Field = {
      name: 'wide',
      type: 'u64',
      c: 'ULONGLONG',
      overlaps: 'big',
      meaning: 'Eight bytes.',
    };
    const after: Field = { name: 'after', type: 'u8', c: 'BYTE', meaning: 'One byte.' };
    assert.deepEqual(offsets(test([u8, u32, wide, after])), [0, 8, 8, 16]);
  });

  it('refuses a member that overlaps nothing and a type that nothing describes', () => {
    assert.throws(
      () => placeFields(test([{ ...u32, overlaps: 'gone' }]), 'x64'),
      /TEST\.big overlaps no earlier/,
    );
    assert.throws(
      () => placeFields(test([{ ...u32, type: 'KS_NOTHING' }]), 'x64'),
      /no layout named KS_NOTHING/,
    );
  });
});
