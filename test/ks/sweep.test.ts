import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PinFactory } from '#ks/capabilities.ts';
import { dataRangeFromValue } from '#ks/data-range.ts';
import { encodeFormat } from '#ks/format-bytes.ts';
import type { StructValue } from '#ks/struct.ts';
import { sweepCells, sweepResult } from '#ks/sweep.ts';
import { axisOffers } from '#ks/sweep-offers.ts';
import { filter, yuy2Range } from './pins.ts';
import { guid } from './requests.ts';

function pin(id: number): PinFactory {
  const found = filter.pins.find((other) => other.id === id);
  assert.ok(found);
  return found;
}

const labels = (cells: readonly { readonly label: string }[]) => cells.map(({ label }) => label);

test('a sweep of sound is every rate with every depth with every number of channels, and knows which are declared', () => {
  const axes = { rates: [44100, 192000], bits: [16], channels: [2, 6] };
  const cells = sweepCells(filter, pin(0), axes);
  assert.deepEqual(
    cells.map(({ label, declared }) => [label, declared]),
    [
      ['PCM, 44100 Hz, 2 ch, 16 bit', true],
      ['PCM, 44100 Hz, 6 ch, 16 bit', false],
      ['PCM, 192000 Hz, 2 ch, 16 bit', false],
      ['PCM, 192000 Hz, 6 ch, 16 bit', false],
    ],
  );
  assert.ok(cells.every(({ request }) => encodeFormat(request, 'x64').ok));
});

test('a sweep of pictures is every size with every subtype', () => {
  const axes = {
    sizes: [
      { width: 640, height: 480 },
      { width: 320, height: 240 },
    ],
    subtypes: [guid('MEDIASUBTYPE_YUY2'), guid('MEDIASUBTYPE_RGB24')],
  };
  const cells = sweepCells(filter, pin(3), axes);
  assert.deepEqual(
    cells.map(({ label, declared }) => [label, declared]),
    [
      ['YUY2, 640x480', true],
      ['RGB24, 640x480', false],
      ['YUY2, 320x240', false],
      ['RGB24, 320x240', false],
    ],
  );
});

/** `rates: 8000 11025 [7999]`: in brackets what is only asked for when it is chosen. */
function offered(asked: PinFactory): readonly string[] {
  return axisOffers(asked).map(({ axis, values }) => {
    const labels = values.map(({ label, usual }) => (usual ? label : `[${label}]`));
    return `${axis}: ${labels.join(' ')}`;
  });
}

test('what can be varied is what is usual, the limits of the ranges, and pictures that others have', () => {
  const [pcm] = pin(0).dataRanges;
  assert.ok(pcm);
  const odd = { ...pcm, value: { ...pcm.value, MaximumSampleFrequency: 50000, MaximumChannels: 0xffffffff } };
  assert.deepEqual(offered({ ...pin(0), dataRanges: [odd] }), [
    'rates: 8000 11025 16000 22050 32000 44100 48000 [50000] 88200 96000 176400 192000',
    'bits: 8 16 24 32',
    'channels: 1 2 4 6 8',
  ]);
  assert.deepEqual(offered(pin(3)), [
    'sizes: 640x480 [320x240] [1280x720] [1920x1080] [3840x2160]',
    'subtypes: MEDIASUBTYPE_YUY2 [MEDIASUBTYPE_UYVY] [MEDIASUBTYPE_NV12] [MEDIASUBTYPE_RGB24] [MEDIASUBTYPE_RGB32] [MEDIASUBTYPE_MJPG]',
  ]);
  assert.deepEqual(offered({ ...pin(0), dataRanges: [] }), []);
});

test('what is offered as usual is what is asked for when nobody chooses', () => {
  // A picture whose depth and compression are not those that its subtype would have by itself.
  const header = { ...(yuy2Range.value.DataRange as StructValue), SubFormat: guid('MEDIASUBTYPE_RGB24') };
  const bmiHeader = { biWidth: 640, biHeight: 480, biBitCount: 12, biCompression: 7 };
  const video = { ...yuy2Range.value, DataRange: header, VideoInfoHeader: { bmiHeader } };
  const two = { ...pin(3), dataRanges: [yuy2Range, dataRangeFromValue('KS_DATARANGE_VIDEO', video)] };
  for (const asked of [pin(0), pin(3), two]) {
    const axes = axisOffers(asked).map((offer) => offer.axes((index) => offer.values[index]?.usual ?? false));
    const chosen = sweepCells(filter, asked, Object.assign({}, ...axes));
    assert.deepEqual(chosen, sweepCells(filter, asked, {}));
  }
});

test('without axes the usual rates, depths and channels are asked for, declared or not', () => {
  const cells = sweepCells(filter, pin(0), {});
  assert.equal(cells.length, 11 * 4 * 5);
  assert.equal(cells.filter(({ declared }) => declared).length, 4 * 2 * 2);
});

test('a pin that is taken or wired inside still declares its formats', () => {
  for (const id of [1, 2]) {
    const [cell] = sweepCells(filter, pin(id), { rates: [48000], bits: [16], channels: [2] });
    assert.equal(cell?.declared, true);
  }
});

test('the two lists are where the driver and its ranges do not agree', () => {
  const cells = sweepCells(filter, pin(0), { rates: [48000, 8000], bits: [16], channels: [1, 2] });
  // The truth of this driver: mono only, at any rate.
  const swept = cells.map((cell) => ({ ...cell, win32: cell.label.includes('1 ch') ? 0 : 1169 }));
  const { declaredButRefused, acceptedButUndeclared } = sweepResult(swept);
  assert.deepEqual(labels(declaredButRefused), ['PCM, 48000 Hz, 2 ch, 16 bit']);
  assert.deepEqual(labels(acceptedButUndeclared), ['PCM, 8000 Hz, 1 ch, 16 bit']);
});
