// The sample workspace does what its README promises: what opens there, what is refused and what is blocked.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explain } from '#ks/explain.ts';
import { connectsOf, diagnose, noFiles, parseDescriptor, unwritten } from '#language-server/service.ts';
import { sampleFilter, sampleFilters, sampleText } from './samples.ts';

const open = (name: string) => parseDescriptor(sampleText(name), `file:///samples/${name}`);

/** Name of each connect -> the stage that refuses it. */
function verdicts(name: string, filter: number): Readonly<Record<string, string>> {
  const entries = connectsOf(open(name)).map((connect) => {
    assert.ok(connect.request, connect.name);
    const verdict = explain(connect.request, sampleFilter(filter));
    return [connect.name ?? '', verdict.stage ?? 'accepted'];
  });
  return Object.fromEntries(entries);
}

test('of the audio connects three are accepted, one is refused for its rate and one for a taken pin', () => {
  assert.deepEqual(verdicts('speaker.kspin.json', 0), {
    'speaker, 48 kHz stereo 16 bit': 'accepted',
    'speaker, 96 kHz, raw signal processing mode': 'accepted',
    'speaker, 192 kHz on a pin that ends at 96 kHz': 'format',
    'loopback, its only instance taken': 'instances',
    'microphone array, 48 kHz mono 16 bit': 'accepted',
  });
});

test('of the video connects two are accepted and one is refused for its size', () => {
  assert.deepEqual(verdicts('camera.kspin.json', 1), {
    'camera, YUY2 320x240': 'accepted',
    'camera, RGB24 320x240': 'accepted',
    'camera, YUY2 640x480, not a size of this camera': 'format',
  });
});

test('the text of the good samples has nothing wrong with it', () => {
  for (const name of ['speaker.kspin.json', 'camera.kspin.json']) {
    assert.deepEqual(open(name).problems, [], name);
  }
});

test('every connect among the mistakes has a finding', () => {
  const doc = open('mistakes.kspin.json');
  const files = {
    ...noFiles,
    unwritten,
    readCapabilities: () => ({ ok: true, value: unwritten([sampleFilter(0)]) }) as const,
  };
  const findings = diagnose(doc, files);
  const without = connectsOf(doc)
    .filter(({ range }) => !findings.some((f) => f.range.start >= range.start && f.range.end <= range.end))
    .map(({ name }) => name);
  assert.deepEqual(without, []);
});

test('the two filters of the default target are the ones that the descriptors name', () => {
  assert.deepEqual(sampleFilters(), [
    ...sampleFilters('sample-audio.kscaps.json'),
    ...sampleFilters('sample-camera.kscaps.json'),
  ]);
});
