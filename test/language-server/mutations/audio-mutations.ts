// Mutations of wave formats, IEC 61937 links and DirectSound.
import { isPcmOrFloat, waveOf } from '#language-server/rules/facts.ts';
import { iecLinkOf } from '#language-server/rules/iec61937.ts';
import type { Subject } from '#language-server/rules/rule.ts';
import { block, blockOf, extensible, guid, type Mutation, type Mutations, wave } from './mutation.ts';

const pcm = 1;
const extensibleTag = 0xfffe;
const isPlain = (subject: Subject): boolean => blockOf(subject) === 'WaveFormatEx';
const isLinkOf =
  (...names: readonly string[]) =>
  (subject: Subject): boolean =>
    names.some(
      (name) => subject.guid('KSDATAFORMAT', 'SubFormat') === guid(`KSDATAFORMAT_SUBTYPE_IEC61937_${name}`),
    );
const linkAt = (rate: number, ...names: readonly string[]): Mutation =>
  wave(({ align }, subject) =>
    isLinkOf(...names)(subject) ? { nSamplesPerSec: rate, nAvgBytesPerSec: rate * (align ?? 0) } : undefined,
  );
/** As many bits of a container as another choice of wBitsPerSample gives, with the sizes that follow. */
const bitsOf = (
  bits: number,
  channels: number | undefined,
  rate: number | undefined,
): Readonly<Record<string, number>> => {
  const align = Math.floor(((channels ?? 0) * bits) / 8);
  return { wBitsPerSample: bits, nBlockAlign: align, nAvgBytesPerSec: align * (rate ?? 0) };
};

export const audioMutations: Mutations = {
  'tag-zero': wave(() => ({ wFormatTag: 0 })),
  'tag-vs-subtype': wave(({ tag }, subject) =>
    tag !== extensibleTag && isPlain(subject) ? { wFormatTag: tag === 3 ? 1 : 3 } : undefined,
  ),
  'tag-extensible-as-subtype': (subject) =>
    blockOf(subject) === 'WaveFormatExt'
      ? {
          edits: [
            {
              kind: 'set',
              path: ['KSDATAFORMAT', 'SubFormat'],
              value: '0000fffe-0000-0010-8000-00aa00389b71',
            },
          ],
        }
      : undefined,
  'channels-zero': wave(() => ({ nChannels: 0 })),
  'rate-zero': wave(() => ({ nSamplesPerSec: 0 })),
  'rate-unusual': wave(({ align, codec }) =>
    isPcmOrFloat(codec) ? { nSamplesPerSec: 44000, nAvgBytesPerSec: 44000 * (align ?? 0) } : undefined,
  ),
  'pcm-bits-container': wave(({ tag }, subject) =>
    tag === pcm && isPlain(subject) ? { wBitsPerSample: 12 } : undefined,
  ),
  'pcm-bits-documented': wave(({ tag, channels, rate }, subject) =>
    tag === pcm && isPlain(subject) ? bitsOf(24, channels, rate) : undefined,
  ),
  'float-bits': wave(({ tag, channels, rate }) => (tag === 3 ? bitsOf(16, channels, rate) : undefined)),
  'pcm-more-than-two-channels': wave(({ tag, bits, rate }, subject) =>
    tag === pcm && isPlain(subject) ? { nChannels: 6, ...bitsOf(bits ?? 0, 6, rate) } : undefined,
  ),
  'block-align-pcm': wave(({ codec, align }) =>
    isPcmOrFloat(codec) ? { nBlockAlign: (align ?? 0) + 1 } : undefined,
  ),
  'avg-bytes': wave(({ average, codec }) =>
    isPcmOrFloat(codec) ? { nAvgBytesPerSec: (average ?? 0) + 1 } : undefined,
  ),
  'cbsize-pcm-nonzero': wave(({ tag }, subject) =>
    tag === pcm && isPlain(subject) ? { cbSize: 2 } : undefined,
  ),
  'cbsize-extensible': extensible(() => ({ 'Format.cbSize': 0 })),
  'cbsize-vs-formatsize': extensible(({ extra }) => ({ 'Format.cbSize': (extra ?? 0) + 18 })),
  'cbsize-extra': (subject) =>
    blockOf(subject) === 'WaveFormatExt' &&
    subject.written.Bytes === undefined &&
    iecLinkOf(subject) === undefined
      ? {
          edits: [
            { kind: 'bytes', path: ['Bytes'], hex: '00000000' },
            { kind: 'set', path: ['WaveFormatExt', 'Format', 'cbSize'], value: 22 },
            { kind: 'remove', path: ['KSDATAFORMAT', 'FormatSize'] },
          ],
        }
      : undefined,
  'codec-extra-bytes': (subject) =>
    waveOf(subject)?.tag === 2
      ? {
          edits: [
            { kind: 'remove', path: ['Bytes'] },
            { kind: 'set', path: ['WaveFormatEx', 'cbSize'], value: 0 },
          ],
        }
      : undefined,
  'alaw-mulaw': wave(({ tag }) => (tag === 7 ? { wBitsPerSample: 16 } : undefined)),
  'attributes-blob-64k': (subject) =>
    blockOf(subject) === 'WaveFormatExt' && subject.written.Bytes === undefined
      ? {
          edits: [
            { kind: 'bytes', path: ['Bytes'], hex: '00'.repeat(65_400) },
            { kind: 'set', path: ['WaveFormatExt', 'Format', 'cbSize'], value: 65_422 },
            { kind: 'remove', path: ['KSDATAFORMAT', 'FormatSize'] },
          ],
        }
      : undefined,
  'extensible-subformat-vs-format': extensible((_, subject) =>
    subject.guid('WaveFormatExt', 'SubFormat') === guid('KSDATAFORMAT_SUBTYPE_IEEE_FLOAT')
      ? undefined
      : { SubFormat: guid('KSDATAFORMAT_SUBTYPE_IEEE_FLOAT') },
  ),
  'bits-multiple-of-8': extensible(({ codec }) =>
    isPcmOrFloat(codec) ? { 'Format.wBitsPerSample': 20 } : undefined,
  ),
  'valid-bits-range': extensible(({ bits }) => ({ 'Samples.wValidBitsPerSample': (bits ?? 0) + 8 })),
  'valid-bits-zero': extensible(({ codec }) =>
    isPcmOrFloat(codec) ? { 'Samples.wValidBitsPerSample': 0 } : undefined,
  ),
  'float-valid-bits': extensible(({ codec }) =>
    codec === 3 ? { 'Samples.wValidBitsPerSample': 24 } : undefined,
  ),
  'valid-bits-in-container': extensible(({ codec, bits }) =>
    codec === pcm ? { 'Samples.wValidBitsPerSample': (bits ?? 0) - 1 } : undefined,
  ),
  'subformat-unknown': extensible(() => ({ SubFormat: '12345678-0000-0000-0000-000000000000' })),
  'mask-reserved-bits': extensible((_, subject) => ({
    dwChannelMask: ((subject.number('WaveFormatExt', 'dwChannelMask') ?? 0) | 0x40000000) >>> 0,
  })),
  'mask-more-bits-than-channels': extensible((_, subject) =>
    iecLinkOf(subject) === undefined ? { dwChannelMask: 0x3ffff } : undefined,
  ),
  'mask-fewer-bits-than-channels': extensible(({ channels }) =>
    (channels ?? 0) > 1 ? { dwChannelMask: 1 } : undefined,
  ),
  'mask-zero-directout': extensible(() => ({ dwChannelMask: 0 })),
  'mask-vs-5p1': extensible(({ channels }) => (channels === 6 ? { dwChannelMask: 0x3f } : undefined)),
  'link-bits': wave((_, subject) =>
    isLinkOf('DOLBY_DIGITAL', 'WMA_PRO', 'DOLBY_DIGITAL_PLUS')(subject) ? { wBitsPerSample: 24 } : undefined,
  ),
  'ddplus-rate': linkAt(48_000, 'DOLBY_DIGITAL_PLUS'),
  'truehd-link': linkAt(48_000, 'DOLBY_MLP', 'DOLBY_MAT20', 'DOLBY_MAT21'),
  'ac3-rate': linkAt(96_000, 'DOLBY_DIGITAL'),
  'wmapro-rate': linkAt(44_100, 'WMA_PRO'),
  'ac3-old-tags': wave(({ tag }) => (tag === 0x92 ? { wFormatTag: 0x240 } : undefined)),
  'encoded-fields': (subject) =>
    iecLinkOf(subject) !== undefined &&
    blockOf(subject) === 'WaveFormatExt' &&
    subject.written.Bytes === undefined
      ? {
          edits: [
            { kind: 'bytes', path: ['Bytes'], hex: '00'.repeat(12) },
            { kind: 'set', path: ['WaveFormatExt', 'Format', 'cbSize'], value: 34 },
            { kind: 'remove', path: ['KSDATAFORMAT', 'FormatSize'] },
          ],
        }
      : undefined,
  'iec61937-size': (subject) =>
    iecLinkOf(subject) !== undefined &&
    waveOf(subject)?.tag === extensibleTag &&
    subject.written.Bytes === undefined
      ? {
          edits: [
            { kind: 'bytes', path: ['Bytes'], hex: '00000000' },
            { kind: 'set', path: ['WaveFormatExt', 'Format', 'cbSize'], value: 26 },
            { kind: 'remove', path: ['KSDATAFORMAT', 'FormatSize'] },
          ],
        }
      : undefined,
  'dsound-size': block(['BufferDesc'], { 'WaveFormatEx.wFormatTag': extensibleTag }),
  'dsound-flags': block(['BufferDesc'], { Flags: 12 }),
  'dsound-control': block(['BufferDesc'], { Control: 0x100 }),
  'dsound-hrtf': block(['BufferDesc'], { Control: 0x40000000 }),
  'mpegaudio-flags': block(['MpegAudioInfo'], { dwFlags: 2 }),
};
