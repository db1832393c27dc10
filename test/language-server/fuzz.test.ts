// Whatever somebody types, deletes or pastes: the service answers and never throws. The sequence of edits is fixed by its
// seed; a failure prints the text that broke it.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  applyEdits,
  complete,
  diagnose,
  fixAllEdits,
  hover,
  parseDescriptor,
} from '#language-server/service.ts';
import { audioCases } from './cases/audio-cases.ts';
import { capabilityCases } from './cases/capability-cases.ts';
import { formatCases } from './cases/format-cases.ts';
import { videoCases } from './cases/video-cases.ts';
import { readMarks } from './marks.ts';
import { workspaceWithFilter } from './recorded-filter.ts';

/** Numbers from 0 up to below 1, always the same ones for a seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const texts = [...formatCases, ...audioCases, ...videoCases, ...capabilityCases]
  .map(({ fires }) => readMarks(fires).text)
  .filter((text) => text.length < 5000);

const pieces = [
  '"',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '|',
  '0',
  '-1',
  '1e400',
  'null',
  '//',
  '/*',
  '\\',
  '\ud800',
  '__proto__',
  '"constructor"',
  '"0xFFFFFFFFFFFFFFFFFF"',
  '\n',
];

function mutate(text: string, random: () => number): string {
  const at = Math.floor(random() * (text.length + 1));
  const length = Math.floor(random() * 12);
  const choice = random();
  if (choice < 0.35) return text.slice(0, at) + text.slice(at + length);
  if (choice < 0.7)
    return text.slice(0, at) + (pieces[Math.floor(random() * pieces.length)] ?? '') + text.slice(at);
  const from = Math.floor(random() * text.length);
  return text.slice(0, at) + text.slice(from, from + length * 4) + text.slice(at);
}

function useAll(text: string, offset: number): void {
  const doc = parseDescriptor(text);
  const findings = diagnose(doc, workspaceWithFilter);
  for (const { range } of findings) {
    assert.ok(
      0 <= range.start && range.start <= range.end && range.end <= text.length,
      'a range outside of the text',
    );
  }
  applyEdits(text, fixAllEdits(doc, findings));
  hover(doc, offset);
  complete(doc, offset);
}

describe('the service under random edits', () => {
  const seed = 20261123;

  it('answers after each of 3,000 edits', () => {
    const random = randomOf(seed);
    let text = '';
    for (let step = 0; step < 3000; step++) {
      // A few edits pile up before another descriptor is taken.
      if (step % 6 === 0) text = texts[Math.floor(random() * texts.length)] ?? '';
      text = mutate(text, random);
      try {
        useAll(text, Math.floor(random() * text.length));
      } catch (error) {
        throw new Error(`seed ${seed}, step ${step}: ${JSON.stringify(text)}`, { cause: error });
      }
    }
  });

  it('answers at every offset of a descriptor that is typed from the start', () => {
    const [whole = ''] = texts;
    for (let length = 0; length <= whole.length; length++) useAll(whole.slice(0, length), length);
  });
});
