// Which filter a connect means: category, glob, and what is said when none or several match.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseFilter, matchesDevice } from '#extension/filter-choice.ts';
import { sampleFilters } from './samples.ts';

const filters = sampleFilters().map(({ filter }) => filter);
const pathOf = (index: number): string | undefined => filters[index]?.path;

const chosen = (selector: Parameters<typeof chooseFilter>[0]): string | undefined => {
  const choice = chooseFilter(selector, filters);
  return choice.kind === 'one' ? choice.filter.path : choice.kind;
};

test('a category alone picks the only filter that has it', () => {
  assert.equal(chosen({ category: 'KSCATEGORY_VIDEO_CAMERA' }), pathOf(1));
  assert.equal(chosen({ category: '{e5323777-f976-4f5b-9b55-b94699c46e44}' }), pathOf(1));
});

test('a glob matches friendly name, device instance id or interface path, whatever the case', () => {
  assert.equal(chosen({ device: '*SAMPLE audio*' }), pathOf(0));
  assert.equal(chosen({ device: 'root\\image\\????' }), pathOf(1));
  assert.equal(chosen({ device: '*kspin_sample_camera' }), pathOf(1));
});

test('category and device must both match', () => {
  assert.equal(chosen({ category: 'KSCATEGORY_CAPTURE' }), 'several');
  assert.equal(chosen({ category: 'KSCATEGORY_CAPTURE', device: '*camera*' }), pathOf(1));
  assert.equal(chosen({ category: 'KSCATEGORY_RENDER', device: '*camera*' }), 'none');
});

test('no selector means the only filter of the target, else a person decides', () => {
  assert.equal(chosen({}), 'several');
  assert.equal(chooseFilter({}, filters.slice(0, 1)).kind, 'one');
});

test('when none matches, the wish and what is there are both named', () => {
  const choice = chooseFilter({ category: 'KSCATEGORY_RENDER', device: '*usb*' }, filters);
  assert.deepEqual(choice, {
    kind: 'none',
    why: 'No filter of the target is of category KSCATEGORY_RENDER and matches "*usb*". It has: "kspin sample audio", "kspin sample camera".',
  });
  assert.deepEqual(chooseFilter({}, []), {
    kind: 'none',
    why: 'The target has no kernel-streaming filter.',
  });
});

test('a category that is no GUID and no name is said to be none', () => {
  const choice = chooseFilter({ category: 'KSCATEGORY_SPEAKER' }, filters);
  assert.deepEqual(choice, {
    kind: 'none',
    why: '"KSCATEGORY_SPEAKER" is no category: write a header name or a GUID.',
  });
});

test('a glob is matched without backtracking over all ways to split it', () => {
  const name = 'a'.repeat(2000);
  const filter = { path: '', name, categories: [] };
  assert.equal(matchesDevice(`${'*a'.repeat(500)}*b`, filter), false);
  assert.equal(matchesDevice('a*a', filter), true);
  assert.equal(matchesDevice('', filter), true);
  assert.equal(matchesDevice('', { path: 'x', categories: [] }), false);
});
