// Which filter a descriptor means: globs on the names that devices have, and categories.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FilterIdentity } from '#ks/capabilities.ts';
import { selectsFilter } from '#ks/filter-selector.ts';
import { matchesGlob } from '#ks/glob.ts';
import { guid } from './requests.ts';

test('a star is any run of characters, also none, and a question mark is any one', () => {
  for (const [glob, text, matches] of [
    ['*', '', true],
    ['', '', true],
    ['', 'x', false],
    ['a*a', 'aa', true],
    ['a*a', 'a', false],
    ['a*b*c', 'a__b__b__c', true],
    ['a*b*c', 'a__c__b', false],
    ['usb?', 'usb2', true],
    ['usb?', 'usb', false],
    ['usb?', 'usb22', false],
    ['?', '\u{1F3A4}', true], // one character of two UTF-16 units
  ] as const) {
    assert.equal(matchesGlob(glob, text), matches, `${glob} on "${text}"`);
  }
});

test('a glob must match the whole text, whatever its case', () => {
  assert.equal(matchesGlob('*SysVAD*', 'Microsoft sysvad Speaker'), true);
  assert.equal(matchesGlob('sysvad', 'Microsoft sysvad Speaker'), false);
});

test('backslashes, brackets and dots stand for themselves', () => {
  const path = '\\\\?\\root#media#0000#{6994ad04}\\wave.1';
  assert.equal(matchesGlob(path, path), true);
  assert.equal(matchesGlob('*\\wave?1', path), true);
  assert.equal(matchesGlob('*\\*', path), true);
  assert.equal(matchesGlob('[a-z]*', 'a'), false);
  assert.equal(matchesGlob('wave.1', 'wave-1'), false);
});

test('a glob is matched without trying all ways to split it', () => {
  assert.equal(matchesGlob(`${'*a'.repeat(500)}*b`, 'a'.repeat(2000)), false);
});

const microphone: FilterIdentity = {
  path: '\\\\?\\root#media#0001#microphone',
  name: 'Test microphone',
  device: 'ROOT\\MEDIA\\0001',
  categories: [guid('KSCATEGORY_AUDIO'), guid('KSCATEGORY_CAPTURE')],
};

test('a device glob may match friendly name, device instance id or interface path', () => {
  for (const device of ['*microphone', 'root\\media\\????', '\\\\?\\root#*']) {
    assert.equal(selectsFilter({ device }, microphone), true, device);
  }
  assert.equal(selectsFilter({ device: '*speaker*' }, microphone), false);
  assert.equal(selectsFilter({ device: '' }, { path: 'x', categories: [] }), false);
});

test('category and device must both match, and a selector without either takes every filter', () => {
  assert.equal(selectsFilter({}, microphone), true);
  assert.equal(selectsFilter({ category: 'KSCATEGORY_CAPTURE' }, microphone), true);
  assert.equal(selectsFilter({ category: `{${guid('KSCATEGORY_CAPTURE')}}` }, microphone), true);
  assert.equal(selectsFilter({ category: 'KSCATEGORY_RENDER' }, microphone), false);
  assert.equal(selectsFilter({ category: 'KSCATEGORY_RENDER', device: '*microphone' }, microphone), false);
  assert.equal(selectsFilter({ category: 'KSCATEGORY_CAPTURE', device: '*speaker' }, microphone), false);
});
