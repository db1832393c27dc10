// A constant's name stands for its number in a request, and the other way round in every view: names must be
// unique, and flags must be whole bits.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ConstantSet } from '#ks/tables/constant-set.ts';
import { constantSets } from '#ks/tables/constants.ts';

const sets: readonly (readonly [string, ConstantSet])[] = Object.entries(constantSets);
const isOneBit = (value: number): boolean => value !== 0 && Number.isInteger(Math.log2(value));

/** Numbers of 32 bits have no sign here, so bits are compared as BigInt. */
const bits = (value: number): bigint => BigInt(value);

describe('constant sets', () => {
  it('are listed under their own names', () => {
    for (const [key, set] of sets) assert.equal(set.name, key);
  });

  it('use a name once, and only for unsigned 32-bit numbers', () => {
    for (const [key, { entries }] of sets) {
      assert.equal(new Set(entries.map(({ name }) => name)).size, entries.length, key);
      for (const { name, value } of entries) {
        assert.ok(Number.isInteger(value) && value >= 0 && value <= 0xffffffff, name);
      }
    }
  });

  it('give a name that stands in two sets one value', () => {
    const seen = new Map<string, number>();
    for (const [, { entries }] of sets) {
      for (const { name, value } of entries) {
        assert.equal(seen.get(name) ?? value, value, name);
        seen.set(name, value);
      }
    }
  });

  it('have one name for output for each value', () => {
    for (const [key, { entries }] of sets) {
      const values = entries.filter((entry) => !entry.inputOnly).map(({ value }) => value);
      assert.equal(new Set(values).size, values.length, key);
    }
  });

  it('make every flag one bit, or a combination of bits that have names', () => {
    for (const [key, { flags, entries }] of sets) {
      if (!flags) continue;
      const named = entries
        .filter(({ value }) => isOneBit(value))
        .reduce((all, { value }) => all | bits(value), 0n);
      for (const { name, value } of entries) assert.equal(bits(value) & ~named, 0n, `${key}: ${name}`);
    }
  });

  it('explain every name', () => {
    for (const [, { entries }] of sets) {
      for (const { name, meaning } of entries) assert.match(meaning, /\S.*[.?]$/, name);
    }
  });

  const known: readonly (readonly [keyof typeof constantSets, string, number])[] = [
    ['KSINTERFACE_STANDARD', 'KSINTERFACE_STANDARD_LOOPED_STREAMING', 1],
    ['KSPRIORITY', 'KSPRIORITY_NORMAL', 0x40000000],
    ['KSPRIORITY', 'KSPRIORITY_EXCLUSIVE', 0xffffffff],
    ['ACCESS_MASK', 'GENERIC_READ', 0x80000000],
    ['ACCESS_MASK', 'GENERIC_WRITE', 0x40000000],
    ['KSPIN_DATAFLOW', 'KSPIN_DATAFLOW_IN', 1],
    ['KSPIN_COMMUNICATION', 'KSPIN_COMMUNICATION_BRIDGE', 4],
    ['WAVE_FORMAT', 'WAVE_FORMAT_EXTENSIBLE', 0xfffe],
    ['BI', 'BI_BITFIELDS', 3],
    ['KSDATARANGE_FLAGS', 'KSDATARANGE_REQUIRED_ATTRIBUTES', 4],
    ['KSPROPERTY_PIN', 'KSPROPERTY_PIN_PROPOSEDATAFORMAT', 14],
  ];
  for (const [set, name, value] of known) {
    it(`give ${name} the value of the header`, () => {
      assert.equal(constantSets[set].entries.find((entry) => entry.name === name)?.value, value);
    });
  }

  it('spell each speaker arrangement as the sum of its speakers', () => {
    const mask = (...names: readonly string[]): number =>
      names.reduce(
        (sum, name) =>
          sum + (constantSets.SPEAKER.entries.find((entry) => entry.name === name)?.value ?? Number.NaN),
        0,
      );
    const front = ['SPEAKER_FRONT_LEFT', 'SPEAKER_FRONT_RIGHT'];
    const centre = [...front, 'SPEAKER_FRONT_CENTER', 'SPEAKER_LOW_FREQUENCY'];
    const back = ['SPEAKER_BACK_LEFT', 'SPEAKER_BACK_RIGHT'];
    const side = ['SPEAKER_SIDE_LEFT', 'SPEAKER_SIDE_RIGHT'];
    const ofCentre = ['SPEAKER_FRONT_LEFT_OF_CENTER', 'SPEAKER_FRONT_RIGHT_OF_CENTER'];
    assert.equal(mask('KSAUDIO_SPEAKER_STEREO'), mask(...front));
    assert.equal(mask('KSAUDIO_SPEAKER_QUAD'), mask(...front, ...back));
    assert.equal(mask('KSAUDIO_SPEAKER_5POINT1'), mask(...centre, ...back));
    assert.equal(mask('KSAUDIO_SPEAKER_5POINT1_SURROUND'), mask(...centre, ...side));
    assert.equal(mask('KSAUDIO_SPEAKER_7POINT1'), mask(...centre, ...back, ...ofCentre));
    assert.equal(mask('KSAUDIO_SPEAKER_7POINT1_SURROUND'), mask(...centre, ...back, ...side));
  });
});
