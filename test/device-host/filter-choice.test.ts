// Which filter a connect means, and what is said when none or several match.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseFilter, filterName, parseCategory } from '#device-host/client/filter-choice.ts';
import { sampleFilters } from '#test/extension/samples.ts';

const filters = sampleFilters().map(({ filter }) => filter);
const [audio, camera] = filters;

test('a selector that one filter matches picks it', () => {
  for (const selector of [
    { category: 'KSCATEGORY_VIDEO_CAMERA' },
    { category: '{e5323777-f976-4f5b-9b55-b94699c46e44}' },
    { device: 'root\\image\\????' },
    { category: 'KSCATEGORY_CAPTURE', device: '*camera*' },
  ]) {
    assert.deepEqual(chooseFilter(selector, filters), { kind: 'one', filter: camera });
  }
});

test('no selector means the only filter of the target', () => {
  assert.deepEqual(chooseFilter({}, filters.slice(0, 1)), { kind: 'one', filter: audio });
});

test('several matches are left to a person, with what was asked for', () => {
  assert.deepEqual(chooseFilter({}, filters), {
    kind: 'several',
    filters: [audio, camera],
    why: 'the target has 2 filters',
  });
  assert.deepEqual(chooseFilter({ category: 'KSCATEGORY_CAPTURE', device: '*sample*' }, filters), {
    kind: 'several',
    filters: [audio, camera],
    why: '2 filters of the target are of category KSCATEGORY_CAPTURE and match "*sample*"',
  });
});

test('when none matches, the wish and what there is instead are both given', () => {
  assert.deepEqual(chooseFilter({ category: 'KSCATEGORY_RENDER', device: '*usb*' }, filters), {
    kind: 'none',
    filters: [audio, camera],
    why: 'no filter of the target is of category KSCATEGORY_RENDER and matches "*usb*"',
  });
  assert.deepEqual(chooseFilter({}, []), {
    kind: 'none',
    filters: [],
    why: 'the target has no kernel-streaming filter',
  });
});

test('a category that is no GUID and no name is said to be none', () => {
  const why = '"KSCATEGORY_SPEAKER" is not a category: write a name such as KSCATEGORY_RENDER, or a GUID';
  assert.deepEqual(parseCategory('KSCATEGORY_SPEAKER'), { ok: false, error: why });
  assert.deepEqual(chooseFilter({ category: 'KSCATEGORY_SPEAKER' }, filters), {
    kind: 'none',
    filters: [],
    why,
  });
});

test('a filter without a friendly name is called by its path', () => {
  assert.equal(filterName({ path: '\\\\?\\x', name: 'Speaker', categories: [] }), 'Speaker');
  assert.equal(filterName({ path: '\\\\?\\x', categories: [] }), '\\\\?\\x');
});
