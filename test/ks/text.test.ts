import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toHex } from '#ks/bytes.ts';
import { numberText, parseNumber } from '#ks/constants.ts';
import { identifierText } from '#ks/explain.ts';
import { guidFromBytes, guidText, guidToBytes, parseGuid } from '#ks/guid.ts';
import { namedGuids } from '#ks/tables/guid-table.ts';

import { guid } from './requests.ts';

test('every named GUID is read back from its text, braces and bytes', () => {
  for (const { name, value } of namedGuids) {
    assert.equal(parseGuid(name), value);
    assert.equal(parseGuid(`{${value.toUpperCase()}}`), value);
    assert.equal(guidFromBytes(guidToBytes(value), 0), value);
    assert.equal(parseGuid(guidText(value)), value, name);
  }
});

test('the two families are written by what they stand for', () => {
  assert.equal(parseGuid('FOURCC:NV12'), '3231564e-0000-0010-8000-00aa00389b71');
  assert.equal(parseGuid('WAVE:0x0092'), '00000092-0000-0010-8000-00aa00389b71');
  assert.equal(guidText('34363248-0000-0010-8000-00aa00389b71', ['format-type']).length > 0, true);
  assert.equal(guidText('5a5a5a5a-0000-0010-8000-00aa00389b71'), 'FOURCC:ZZZZ');
  assert.equal(guidText('00007777-0000-0010-8000-00aa00389b71'), 'WAVE:0x7777');
  assert.equal(guidText('01234567-89ab-cdef-0123-456789abcdef'), '{01234567-89ab-cdef-0123-456789abcdef}');
});

test('text that is no GUID is not guessed at', () => {
  for (const text of [
    '',
    'KSDATAFORMAT_SUBTYPE_PMC',
    '{0000}',
    'FOURCC:NV1',
    'WAVE:0x12345',
    'WAVE:99999',
    'FOURCC:NV12x',
  ]) {
    assert.equal(parseGuid(text), undefined, text);
  }
});

test('a GUID is laid out with its first three groups little-endian', () => {
  assert.equal(
    toHex(guidToBytes('00112233-4455-6677-8899-aabbccddeeff')),
    '33221100554477668899aabbccddeeff',
  );
});

test('numbers are read as decimal, hex, constants and joined flags', () => {
  assert.equal(parseNumber('48000'), 48000n);
  assert.equal(parseNumber('-1'), -1n);
  assert.equal(parseNumber('0x1F'), 31n);
  assert.equal(parseNumber('0xFFFFFFFFFFFFFFFF'), 2n ** 64n - 1n);
  assert.equal(parseNumber('SPEAKER_FRONT_LEFT | SPEAKER_LOW_FREQUENCY | 0x100'), 0x109n);
  assert.equal(parseNumber('FOURCC:YUY2'), 0x32595559n);
  for (const text of ['', '1.5', 'SPEAKER_FRONT_LEFT |', 'NOPE', '0x', '1 2'])
    assert.equal(parseNumber(text), undefined, text);
});

test('numbers are written by name where a set has one', () => {
  assert.equal(numberText(0xfffe, 'WAVE_FORMAT'), 'WAVE_FORMAT_EXTENSIBLE');
  assert.equal(numberText(0x32595559, 'BI'), 'FOURCC:YUY2');
  assert.equal(
    numberText(0x109, 'SPEAKER'),
    'SPEAKER_FRONT_LEFT | SPEAKER_LOW_FREQUENCY | SPEAKER_BACK_CENTER',
  );
  assert.equal(numberText(0x40000001, 'SPEAKER'), 'SPEAKER_FRONT_LEFT | 0x40000000');
  assert.equal(numberText(48000), '48000');
  assert.equal(numberText(0xffffffff), '0xffffffff');
});

test('a medium and an interface with Id 0 are told apart by their sets', () => {
  assert.equal(
    identifierText({ Set: guid('KSMEDIUMSETID_Standard'), Id: 0, Flags: 0 }),
    'KSMEDIUMSETID_Standard / KSMEDIUM_TYPE_ANYINSTANCE',
  );
  assert.equal(
    identifierText({ Set: guid('KSINTERFACESETID_Standard'), Id: 1, Flags: 0 }),
    'KSINTERFACESETID_Standard / KSINTERFACE_STANDARD_LOOPED_STREAMING',
  );
});
