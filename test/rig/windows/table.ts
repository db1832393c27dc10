// Connect requests by hand (the cases of the device suite) and by the grid: what a driver developer tries one after the other.
// Pure, so that the table is the same on both sides of Wine.
import type { ConnectRequest } from '#ks/connect.ts';
import { bytesOf, guid, speakerPath, video, video2, wave, waveExt } from '#test/device-host/rig-filters.ts';
import { createCases } from '#test/device-host/suite.ts';

export interface Pair {
  readonly name: string;
  /** Whose capabilities: 0 the audio filter, 1 the video filter. */
  readonly filter: 0 | 1;
  /** The block as hex. */
  readonly bytes: string;
}

const byHand: readonly Pair[] = createCases.map(({ name, filter, bytes }) => ({
  name,
  filter: filter === speakerPath() ? 0 : 1,
  bytes,
}));

const rates = [8000, 44100, 48000, 96000, 192000];
const depths = [8, 16, 24, 32];
const channelCounts = [1, 2, 6, 8];
const pins = [0, 1, 2];

const sounds: readonly Pair[] = pins.flatMap((pin) =>
  rates.flatMap((rate) =>
    depths.flatMap((bits) =>
      channelCounts.map((channels) => {
        const members = { nSamplesPerSec: rate, wBitsPerSample: bits, nChannels: channels };
        // Stereo in the plain structure, everything else in the one with a channel mask.
        const request: ConnectRequest =
          channels === 2
            ? wave({ pin, wave: members })
            : waveExt({ pin, wave: members, ext: { Samples: { wValidBitsPerSample: bits } } });
        return pair(`pin ${pin}, ${rate} Hz, ${bits} bits, ${channels} channels`, 0, request);
      }),
    ),
  ),
);

const sizes = [
  [320, 240],
  [640, 480],
  [1280, 720],
  [1920, 1080],
] as const;
const subtypes = [
  ['YUY2', 16],
  ['NV12', 12],
  ['MJPG', 24],
  ['UYVY', 16],
] as const;

const pictures: readonly Pair[] = sizes.flatMap(([width, height]) =>
  subtypes.flatMap(([code, bits]) =>
    [video, video2].map((make) => {
      const bitmap = {
        biWidth: width,
        biHeight: height,
        biBitCount: bits,
        biCompression: Buffer.from(code).readUInt32LE(),
        biSizeImage: (width * height * bits) / 8,
      };
      const request = make({ format: { SubFormat: guid(`FOURCC:${code}`) }, bitmap });
      return pair(`${make.name}, ${code} ${width} x ${height}`, 1, request);
    }),
  ),
);

function pair(name: string, filter: 0 | 1, request: ConnectRequest): Pair {
  return { name, filter, bytes: bytesOf(request) };
}

export const pairs: readonly Pair[] = [...byHand, ...sounds, ...pictures];
