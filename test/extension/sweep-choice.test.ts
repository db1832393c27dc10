// The questions before a format sweep, answered by a list of answers in place of a person.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseAxes, type SweepQuestions } from '#extension/sweep-choice.ts';
import { axisOffers } from '#ks/sweep-offers.ts';
import { sampleFilter } from './samples.ts';

const [speaker, camera] = [sampleFilter(0), sampleFilter(1)].map(({ pins }) =>
  axisOffers(pins[0] ?? noPin()),
);

function noPin(): never {
  throw new Error('the sample has no pin');
}

/** Picks these labels, one list for each question; a list that is missing is a question that was left. */
function person(how: 'usual' | 'choose' | undefined, ...answers: readonly (readonly string[])[]) {
  const asked: string[] = [];
  const questions: SweepQuestions = {
    usualOrChosen: async () => how,
    values: async ({ axis, values }, step, steps) => {
      asked.push(`${axis} ${step}/${steps}`);
      return answers[asked.length - 1]?.map((label) => values.findIndex((value) => value.label === label));
    },
  };
  return { asked, questions };
}

test('what is usual is asked for at one answer', async () => {
  const { asked, questions } = person('usual');
  assert.deepEqual(await chooseAxes(speaker ?? [], questions), {});
  assert.deepEqual(asked, []);
});

test('sound is chosen by rates, bits and channels', async () => {
  const { asked, questions } = person('choose', ['44100', '48000'], ['16'], ['2']);
  assert.deepEqual(await chooseAxes(speaker ?? [], questions), {
    rates: [44100, 48000],
    bits: [16],
    channels: [2],
  });
  assert.deepEqual(asked, ['rates 1/3', 'bits 2/3', 'channels 3/3']);
});

test('pictures are chosen by sizes and subtypes', async () => {
  const { asked, questions } = person('choose', ['640x480'], ['MEDIASUBTYPE_NV12']);
  assert.deepEqual(await chooseAxes(camera ?? [], questions), {
    sizes: [{ width: 640, height: 480 }],
    subtypes: ['3231564e-0000-0010-8000-00aa00389b71'],
  });
  assert.deepEqual(asked, ['sizes 1/2', 'subtypes 2/2']);
});

test('an axis without a value is asked for again', async () => {
  const { asked, questions } = person('choose', [], ['48000'], ['16'], ['2']);
  assert.deepEqual(await chooseAxes(speaker ?? [], questions), { rates: [48000], bits: [16], channels: [2] });
  assert.deepEqual(asked, ['rates 1/3', 'rates 1/3', 'bits 2/3', 'channels 3/3']);
});

test('whoever leaves a question asks for nothing', async () => {
  assert.equal(await chooseAxes(speaker ?? [], person(undefined).questions), undefined);
  for (const answers of [[], [['48000']], [['48000'], ['16']]]) {
    assert.equal(await chooseAxes(speaker ?? [], person('choose', ...answers).questions), undefined);
  }
});

test('a pin without sound and pictures is not asked about', async () => {
  assert.deepEqual(await chooseAxes([], person(undefined).questions), {});
});
