import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fromHex, toHex } from '#ks/bytes.ts';
import { encodeFormat } from '#ks/format-bytes.ts';
import { encodeWideString, propertySets } from '#ks/properties.ts';
import { namedProperties, propertyNamed, propertyText } from '#ks/property-names.ts';
import { supportLines, valueBytes, valueLines, valueSize } from '#ks/property-values.ts';
import { encodeStruct } from '#ks/struct.ts';
import { runs } from './proof/arbitrary.ts';
import { guid, speaker } from './requests.ts';

const property = (name: string) => {
  const found = propertyNamed(name);
  assert.ok(found, name);
  return found;
};

test('a property is named by its header name, or by set and id, and both are read again', () => {
  assert.deepEqual(propertyNamed('KSPROPERTY_AUDIO_POSITION'), { set: propertySets.audio, id: 5 });
  assert.deepEqual(propertyNamed('KSPROPSETID_Audio:5'), { set: propertySets.audio, id: 5 });
  assert.deepEqual(propertyNamed(`{${propertySets.audio}}:0x5`), { set: propertySets.audio, id: 5 });
  assert.equal(propertyText({ set: guid('KSPROPSETID_Jack'), id: 1 }), 'KSPROPSETID_Jack:1');
  for (const { name, set, id } of namedProperties) {
    assert.equal(propertyText({ set, id }), name);
    assert.deepEqual(propertyNamed(propertyText({ set, id })), { set, id });
  }
});

test('what names no property is not guessed at', () => {
  for (const text of [
    '',
    'STATE',
    'KSPROPSETID_Audio',
    'KSPROPSETID_Audio:',
    ':5',
    'KSPROPSETID_Audio:-1',
    'x:1',
  ]) {
    assert.equal(propertyNamed(text), undefined, text);
  }
});

test('values are told in words where it is known what they are', () => {
  const lines = (name: string, bytes: Uint8Array) => valueLines(property(name), bytes);
  assert.deepEqual(lines('KSPROPERTY_CONNECTION_STATE', Uint8Array.of(3, 0, 0, 0)), ['KSSTATE_RUN']);
  assert.deepEqual(lines('KSPROPERTY_PIN_NAME', encodeWideString('Speaker')), ['Speaker']);
  assert.deepEqual(lines('KSPROPERTY_AUDIO_VOLUMELEVEL', Uint8Array.of(0, 0, 255, 255)), ['-65536']);
  const position = encodeStruct('KSAUDIO_POSITION', { PlayOffset: 96n, WriteOffset: 192n }, 'x64');
  assert.deepEqual(lines('KSPROPERTY_AUDIO_POSITION', position), ['PlayOffset: 96', 'WriteOffset: 192']);
  const format = encodeFormat(speaker, 'x64');
  assert.ok(format.ok);
  assert.deepEqual(lines('KSPROPERTY_CONNECTION_DATAFORMAT', format.value), ['PCM, 48000 Hz, 2 ch, 16 bit']);
  assert.deepEqual(lines('KSPROPSETID_Jack:1', Uint8Array.of(1)), []);
});

test('a value is typed as a number or name where the property is one, else as hex', () => {
  const bytes = (name: string, typed: string) => {
    const value = valueBytes(property(name), typed);
    return value && toHex(value);
  };
  assert.equal(bytes('KSPROPERTY_CONNECTION_STATE', 'KSSTATE_PAUSE'), '02000000');
  assert.equal(bytes('KSPROPERTY_AUDIO_VOLUMELEVEL', '-65536'), '0000ffff');
  assert.equal(bytes('KSPROPERTY_AUDIO_VOLUMELEVEL', '0x100000000'), undefined);
  assert.equal(bytes('KSPROPSETID_Jack:1', '0a 0b'), '0a0b');
  assert.equal(bytes('KSPROPSETID_Jack:1', 'loud'), undefined);
});

test('basic support is told as verbs alone, and with the bounds that a driver gives', () => {
  assert.deepEqual(supportLines(Uint8Array.of(3, 0, 0, 0)), ['verbs: GET | SET']);
  const stepped = fromHex(
    '03000000480000000000000000000000000000000000000000000000030000000100000000000000' +
      '02000000100000000100000000000000' +
      '00800000000000000000a0ff00000000',
  );
  assert.ok(stepped);
  const lines = supportLines(stepped);
  assert.equal(lines[0], 'verbs: GET | SET');
  assert.equal(lines.at(-1), 'values: -6291456 to 0 in steps of 32768');
});

test('whatever bytes a driver gives as a value, reading them neither throws nor hangs', (t) => {
  const parameters = runs(2000);
  t.diagnostic(`seed ${parameters.seed}`);
  fc.assert(
    fc.property(fc.constantFrom(...namedProperties), fc.uint8Array({ maxLength: 300 }), (name, bytes) => {
      valueLines(name, bytes);
      supportLines(bytes);
      assert.ok((valueSize(name) ?? 1) > 0);
    }),
    parameters,
  );
});
