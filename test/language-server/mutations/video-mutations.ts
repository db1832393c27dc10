// Mutations of video, compressed and analog video.
import { type Bitmap, bitmapOf } from '#language-server/rules/facts.ts';
import { anyFormat, bitmap, block, blockOf, format, type Mutations, videoInfo } from './mutation.ts';

const videoInfo2 = ['VideoInfoHeader2'];
const classOf = ({ facts }: Bitmap): string | undefined => facts?.class;
const isYuv = ({ facts }: Bitmap): boolean =>
  ['packed', 'planar', 'semi-planar'].includes(facts?.class ?? '');
const up = ({ height }: Bitmap): number | undefined =>
  height !== undefined && height > 0 ? -height : undefined;

/** One byte less than the picture takes. */
const tooSmall = (found: Bitmap, size: unknown): Readonly<Record<string, number>> | undefined =>
  typeof size === 'number' && size > 1 && found.sizeImage !== 0 ? { biSizeImage: size - 1 } : undefined;

export const videoMutations: Mutations = {
  'bisize-min': bitmap(() => ({ biSize: 39 })),
  'header-overflow': bitmap(() => ({ biSize: 0xffffffff })),
  'header-fits': bitmap(() => ({ biSize: 0x10000 })),
  'size-zero': bitmap(() => ({ biHeight: 0 })),
  'negative-height-yuv': bitmap((found) => {
    const height = up(found);
    return isYuv(found) && height !== undefined ? { biHeight: height } : undefined;
  }),
  'negative-height-rgb': bitmap((found) => {
    const height = up(found);
    return found.isRgb && height !== undefined ? { biHeight: height } : undefined;
  }),
  'negative-height-compressed': bitmap((found) => {
    const height = up(found);
    return classOf(found) === 'compressed' && height !== undefined ? { biHeight: height } : undefined;
  }),
  planes: bitmap(() => ({ biPlanes: 3 })),
  'bitcount-vs-subtype': bitmap((found) =>
    isYuv(found) || found.isRgb ? { biBitCount: (found.bitCount ?? 0) + 1 } : undefined,
  ),
  'mjpg-bitcount': bitmap((found) => (found.facts?.fourcc === 'MJPG' ? { biBitCount: 16 } : undefined)),
  'compression-vs-subtype': bitmap((found) =>
    found.facts?.fourcc === undefined ? undefined : { biCompression: 0x30303030 },
  ),
  'rgb-compression': bitmap((found) => (found.isRgb ? { biCompression: 1 } : undefined)),
  'bitfields-depth': bitmap((found) =>
    found.isRgb && found.bitCount === 24 ? { biCompression: 3 } : undefined,
  ),
  'bitfields-masks': bitmap((found, subject) =>
    found.isRgb &&
    (found.bitCount === 16 || found.bitCount === 32) &&
    subject.written.Bytes === undefined &&
    found.compression === 0
      ? { biCompression: 3 }
      : undefined,
  ),
  'rgb555-vs-565': bitmap((found) =>
    found.facts?.name === 'MEDIASUBTYPE_RGB565' ? { biCompression: 0 } : undefined,
  ),
  'palette-missing': (subject) =>
    subject.guid('KSDATAFORMAT', 'SubFormat') !== undefined &&
    (subject.number('VideoInfoHeader', 'bmiHeader', 'biBitCount') ?? 99) <= 8 &&
    subject.written.Bytes !== undefined
      ? { edits: [{ kind: 'remove', path: ['Bytes'] }] }
      : undefined,
  'size-overflow': bitmap((found) =>
    found.isUncompressed ? { biWidth: 100_000, biHeight: 100_000 } : undefined,
  ),
  'even-size': bitmap((found) =>
    (found.facts?.widthMultiple ?? 1) > 1 ? { biWidth: (found.width ?? 0) + 1 } : undefined,
  ),
  'header-shifted': bitmap(() => ({ biSize: 165, biPlanes: 3, biBitCount: 1, biSizeImage: 0 })),
  'stride-dword': (subject) => {
    const found = bitmapOf(subject);
    if (!found?.isRgb || found.bitCount !== 24 || (found.width ?? 0) % 4 !== 0) return undefined;
    return {
      edits: [
        { kind: 'set', path: [...found.path, 'biWidth'], value: (found.width ?? 0) + 1 },
        { kind: 'remove', path: [...found.path, 'biSizeImage'] },
        { kind: 'remove', path: ['KSDATAFORMAT', 'SampleSize'] },
      ],
      pin: { dataRanges: [anyFormat] },
    };
  },
  'sizeimage-rgb': bitmap((found, subject) =>
    found.isRgb
      ? tooSmall(found, subject.derived(...found.path.map(String), 'biSizeImage')?.value)
      : undefined,
  ),
  'sizeimage-packed': bitmap((found, subject) =>
    classOf(found) === 'packed'
      ? tooSmall(found, subject.derived(...found.path.map(String), 'biSizeImage')?.value)
      : undefined,
  ),
  'sizeimage-planar': bitmap((found, subject) =>
    ['planar', 'semi-planar'].includes(classOf(found) ?? '')
      ? tooSmall(found, subject.derived(...found.path.map(String), 'biSizeImage')?.value)
      : undefined,
  ),
  'sizeimage-zero': bitmap((found) => (isYuv(found) ? { biSizeImage: 0 } : undefined)),
  'rc-source-shape': videoInfo(() => ({ rcSource: { left: 10, top: 0, right: 10, bottom: 480 } })),
  'rc-source-nonempty': videoInfo(({ width, lines }) => ({
    rcSource: { left: 0, top: 0, right: width ?? 2, bottom: lines ?? 2 },
  })),
  'rc-target-bounds': videoInfo(({ width, lines }) => ({
    rcTarget: { left: 0, top: 0, right: (width ?? 0) + 1, bottom: lines ?? 2 },
  })),
  bitrate: videoInfo((found, subject) => {
    const right = subject.derived(...found.path.slice(0, -1), 'dwBitRate')?.value;
    return found.isUncompressed && typeof right === 'number' && right > 100
      ? { dwBitRate: Math.floor(right / 3) }
      : undefined;
  }),
  'timeperframe-zero': videoInfo(() => ({ AvgTimePerFrame: 0n })),
  'vi2-interlace-bits': block(videoInfo2, { dwInterlaceFlags: 0x108 }),
  'vi2-interlace-irrelevant': block(videoInfo2, { dwInterlaceFlags: 4 }),
  'vi2-display-mode-capture': (subject) =>
    blockOf(subject) === 'VideoInfoHeader2'
      ? {
          edits: [
            { kind: 'set', path: ['VideoInfoHeader2', 'dwInterlaceFlags'], value: 0x81 },
            { kind: 'set', path: ['DesiredAccess'], value: 0x80000000 },
          ],
          pin: { dataFlow: 2 },
        }
      : undefined,
  'vi2-copyprotect': block(videoInfo2, { dwCopyProtectFlags: 2 }),
  'vi2-aspect-zero': block(videoInfo2, { dwPictAspectRatioX: 0 }),
  'vi2-controlflags': block(videoInfo2, { dwControlFlags: 2 }),
  'vi2-reserved2': block(videoInfo2, { dwReserved2: 1 }),
  'mpeg1-seq-size': block(['Mpeg1VideoInfoHeader'], { cbSequenceHeader: 130 }),
  'mpeg2-seq-size': block(['MpegVideoInfoHeader2'], { cbSequenceHeader: 200 }),
  'mpeg2-flags': block(['MpegVideoInfoHeader2'], { dwFlags: 0x400 }),
  'mpeg2-profile': block(['MpegVideoInfoHeader2'], { dwProfile: 6 }),
  'mpeg2-level': block(['MpegVideoInfoHeader2'], { dwLevel: 5 }),
  'start-timecode': block(['Mpeg1VideoInfoHeader', 'MpegVideoInfoHeader2'], { dwStartTimeCode: 0x2000000 }),
  'h264-even': block(['H264VideoInfo'], (number) => ({ wWidth: number('wWidth') + 1 })),
  'h264-sar': block(['H264VideoInfo'], { wSARwidth: 4, wSARheight: 2 }),
  'h264-toolset': block(['H264VideoInfo'], { wConstrainedToolset: 4 }),
  'h264-usages': block(['H264VideoInfo'], { bmSupportedUsages: 0x20 }),
  'h264-size': format((subject) => (blockOf(subject) === 'H264VideoInfo' ? { FormatSize: 147 } : undefined)),
  'h264-interval': block(['H264VideoInfo'], { dwFrameInterval: 0 }),
  'analog-active': block(['AnalogVideoInfo'], { dwActiveWidth: 0 }),
  'vbi-lines': block(['VBIInfoHeader'], (number) => ({ StartLine: number('EndLine') + 1 })),
  'vbi-stride': block(['VBIInfoHeader'], (number) => ({ StrideInBytes: number('SamplesPerLine') - 1 })),
  'vbi-buffer': block(['VBIInfoHeader'], (number) => ({ BufferSize: number('BufferSize') - 1 })),
  'vbi-samplesize': format((subject) =>
    blockOf(subject) === 'VBIInfoHeader' ? { SampleSize: 100 } : undefined,
  ),
  'vbi-times': block(['VBIInfoHeader'], (number) => ({
    ActualLineStartTime: number('MaxLineStartTime') + 1,
  })),
  'vbi-standard': block(['VBIInfoHeader'], { VideoStandard: 0x80000000 }),
};
