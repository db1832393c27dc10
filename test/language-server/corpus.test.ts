// Precision: the formats that public driver samples really have must not be complained about.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { diagnose, noFiles, parseDescriptor } from '#language-server/service.ts';
import { extensible, object, other, plain, video, video2 } from './descriptors.ts';

interface VideoRange {
  readonly frameInterval: readonly [number, number];
  readonly default: {
    readonly dwBitRate: number;
    readonly avgTimePerFrame: number;
    readonly width: number;
    readonly height: number;
    readonly bitCount: number;
    readonly compression: string | number;
    readonly sizeImage: number;
  };
}

interface RealRange {
  readonly file: string;
  readonly flags: number;
  readonly sampleSize: number;
  readonly majorFormat: string;
  readonly subFormat: string;
  readonly specifier: string;
  readonly video?: VideoRange;
}

type WaveRow = readonly [
  tag: number,
  channels: number,
  rate: number,
  bits: number,
  valid: number,
  mask: string,
  subFormat?: string,
];

const corpus = JSON.parse(
  readFileSync(new URL('../ks/fixtures/real-formats.json', import.meta.url), 'utf8'),
) as {
  readonly waveFormats: readonly {
    readonly file: string;
    readonly array: string;
    readonly format: WaveRow;
  }[];
  readonly ranges: readonly RealRange[];
};

function complaints(text: string): readonly string[] {
  return diagnose(parseDescriptor(text), noFiles)
    .filter(({ severity }) => severity === 'error' || severity === 'warning')
    .map(({ code, message }) => `${code}: ${message}`);
}

function waveText([tag, channels, rate, bits, valid, mask, sub]: WaveRow): string {
  const align = (channels * bits) / 8;
  const wave = {
    wFormatTag: String(tag),
    nChannels: String(channels),
    nSamplesPerSec: String(rate),
    wBitsPerSample: String(bits),
    nBlockAlign: String(align),
    nAvgBytesPerSec: String(rate * align),
  };
  const subtype = sub ?? 'KSDATAFORMAT_SUBTYPE_PCM';
  if (tag !== 0xfffe) return plain({ ...wave, cbSize: '0' }, { format: { FormatSize: '82' } }, subtype);
  const beside = { Samples: object({ wValidBitsPerSample: String(valid) }), dwChannelMask: `"${mask}"` };
  return extensible({ ...wave, cbSize: '22' }, beside, { format: { FormatSize: '104' } }, subtype);
}

/** The default picture of a range as a request, every number written. */
function videoText(range: RealRange, { default: picture }: VideoRange): string {
  const { compression } = picture;
  const header = {
    biWidth: String(picture.width),
    biHeight: String(picture.height),
    biBitCount: String(picture.bitCount),
    biCompression: typeof compression === 'number' ? String(compression) : compressionText(compression),
    biSizeImage: String(picture.sizeImage),
  };
  const beside = { dwBitRate: String(picture.dwBitRate), AvgTimePerFrame: String(picture.avgTimePerFrame) };
  const parts = { format: { SampleSize: String(range.sampleSize) } };
  return range.specifier === 'KSDATAFORMAT_SPECIFIER_VIDEOINFO2'
    ? video2(range.subFormat, { ...beside, bmiHeader: object(header) }, parts)
    : video(range.subFormat, header, beside, parts);
}

const compressionText = (name: string): string =>
  JSON.stringify(/^(BI_|0x|\d)/.test(name) ? name : `FOURCC:${name}`);

describe('the formats of public driver samples', () => {
  for (const { file, array, format } of corpus.waveFormats) {
    it(`${array} ${format.join(' ')} is free of errors and warnings`, () => {
      assert.deepEqual(complaints(waveText(format)), [], file);
    });
  }

  for (const [index, range] of corpus.ranges.entries()) {
    const picture = range.video;
    if (picture === undefined) continue;
    const { width, height } = picture.default;
    it(`range ${index}, ${range.subFormat} ${width} x ${height}, is free of errors and warnings`, () => {
      assert.deepEqual(complaints(videoText(range, picture)), [], range.file);
    });
  }

  for (const [index, range] of corpus.ranges.entries()) {
    if (range.specifier !== 'KSDATAFORMAT_SPECIFIER_NONE') continue;
    it(`range ${index}, a bare ${range.subFormat}, is free of errors and warnings`, () => {
      const guids = { major: range.majorFormat, sub: range.subFormat, specifier: range.specifier };
      const looped = object({ Set: '"KSINTERFACESETID_Standard"', Id: '1' });
      const ump = range.subFormat === 'KSDATAFORMAT_SUBTYPE_UNIVERSALMIDIPACKET';
      assert.deepEqual(
        complaints(other(guids, {}, ump ? { connect: { Interface: looped } } : {})),
        [],
        range.file,
      );
    });
  }
});
