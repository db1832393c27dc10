// The formats that public driver samples really have (ks-reference, real-pins.json), each as a descriptor with every number
// written: what no rule may complain about, and what defects are planted in.
import { readFileSync } from 'node:fs';
import { extensible, object, other, plain, video, video2 } from './descriptors.ts';

export interface RealDescriptor {
  readonly title: string;
  /** Where the format was found. */
  readonly file: string;
  readonly text: string;
}

interface VideoRange {
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

function bareText({ majorFormat, subFormat, specifier }: RealRange): string {
  const looped = object({ Set: '"KSINTERFACESETID_Standard"', Id: '1' });
  const ump = subFormat === 'KSDATAFORMAT_SUBTYPE_UNIVERSALMIDIPACKET';
  const guids = { major: majorFormat, sub: subFormat, specifier };
  return other(guids, {}, ump ? { connect: { Interface: looped } } : {});
}

function ofRange(range: RealRange, index: number): readonly RealDescriptor[] {
  const { file, subFormat, video: picture } = range;
  if (picture !== undefined) {
    const { width, height } = picture.default;
    const title = `range ${index}, ${subFormat} ${width} x ${height}`;
    return [{ title, file, text: videoText(range, picture) }];
  }
  if (range.specifier !== 'KSDATAFORMAT_SPECIFIER_NONE') return [];
  return [{ title: `range ${index}, a bare ${subFormat}`, file, text: bareText(range) }];
}

export const realDescriptors: readonly RealDescriptor[] = [
  ...corpus.waveFormats.map(({ file, array, format }) => ({
    title: `${array} ${format.join(' ')}`,
    file,
    text: waveText(format),
  })),
  ...corpus.ranges.flatMap(ofRange),
];
