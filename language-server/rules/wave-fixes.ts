// The conversion that mends three rules at once: a plain WAVEFORMATEX becomes a WAVEFORMATEXTENSIBLE. Members that derivation
// supplies are left out, except those that a reader wants to see.
import { standardChannelMask } from '#ks/derive.ts';
import { guidOfWaveTag, waveTagOf } from '#ks/guid.ts';
import type { StructValue, Value } from '#ks/struct.ts';
import type { Fix } from '#language-server/finding.ts';
import { isPcmOrFloat, type Wave, waveOf } from './facts.ts';
import type { Subject } from './rule.ts';

const extensible = 0xfffe;

/** Empty where the format is not a plain WAVEFORMATEX. */
export function toExtensibleFix(subject: Subject): readonly Fix[] {
  const wave = waveOf(subject);
  if (
    wave === undefined ||
    subject.written.block?.key !== 'WaveFormatEx' ||
    subject.written.Bytes !== undefined
  )
    return [];
  const { channels, rate, bits, tag } = wave;
  if (channels === undefined || rate === undefined || bits === undefined || tag === undefined) return [];
  const subFormat = subject.guid('KSDATAFORMAT', 'SubFormat');
  const fromTag = tag === extensible ? undefined : guidOfWaveTag(tag);
  const codec = subFormat !== undefined && waveTagOf(subFormat) !== undefined ? subFormat : fromTag;
  const mask = standardChannelMask(channels);
  const members: Record<string, Value> = {
    Format: {
      wFormatTag: extensible,
      nChannels: channels,
      nSamplesPerSec: rate,
      wBitsPerSample: containerOf(wave, bits),
      ...framesOf(wave),
    },
    Samples: { wValidBitsPerSample: bits },
    dwChannelMask: mask ?? 0,
    ...(codec === undefined ? {} : { SubFormat: codec }),
  };
  const edits: Fix['edits'][number][] = [
    { kind: 'block', path: ['WaveFormatEx'], key: 'WaveFormatExt', value: members as StructValue },
  ];
  // A FormatSize that was right before is wrong now; derivation knows the new one.
  if (subject.isWritten('KSDATAFORMAT', 'FormatSize'))
    edits.push({ kind: 'remove', path: ['KSDATAFORMAT', 'FormatSize'] });
  return [{ title: 'Convert to WaveFormatExt (WAVEFORMATEXTENSIBLE)', edits }];
}

/** Of a codec nobody can derive them. */
function framesOf({ codec, align, average }: Wave): StructValue {
  if (isPcmOrFloat(codec)) return {};
  return {
    ...(average === undefined ? {} : { nAvgBytesPerSec: average }),
    ...(align === undefined ? {} : { nBlockAlign: align }),
  };
}

/** Frames that are larger than the samples hold them in larger containers: 24 bits in 32. */
function containerOf({ channels, align, codec }: Wave, bits: number): number {
  const container = ((align ?? 0) * 8) / (channels || 1);
  return isPcmOrFloat(codec) && container > bits && container % 8 === 0 && container <= 32 ? container : bits;
}
