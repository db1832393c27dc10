// The same format in another structure: EXTENSIBLE to plain WAVEFORMATEX, VIDEOINFO to VIDEOINFO2 and back. What both have is
// kept as it is written; the rest is derived.
import { guidNamed } from '#ks/guid.ts';
import type { StructName, StructValue } from '#ks/struct.ts';
import { layouts } from '#ks/tables/layouts.ts';
import { waveTags } from '#ks/wave-format.ts';
import type { Fix, FixEdit } from '#language-server/finding.ts';
import { isPcmOrFloat, waveOf } from '#language-server/rules/facts.ts';
import type { Subject } from '#language-server/rules/rule.ts';
import { plainPcmBits } from '#language-server/rules/wave-format.ts';

/** Empty unless the format is PCM or float whose samples fill their containers, PCM as documented: a plain WAVEFORMATEX can say no more. */
export function toPlainWaveFix(subject: Subject): readonly Fix[] {
  const { written } = subject;
  const wave = waveOf(subject);
  if (written.block?.key !== 'WaveFormatExt' || written.Bytes !== undefined || wave === undefined) return [];
  const { codec, channels, rate, bits } = wave;
  const valid = subject.number('WaveFormatExt', 'Samples', 'wValidBitsPerSample');
  if (!isPcmOrFloat(codec) || codec === undefined || (valid !== undefined && valid !== bits)) return [];
  if (channels === undefined || rate === undefined || bits === undefined || channels > 2) return [];
  if (codec === waveTags.pcm && !plainPcmBits.includes(bits)) return [];
  const value = { wFormatTag: codec, nChannels: channels, nSamplesPerSec: rate, wBitsPerSample: bits };
  return [converted('WaveFormatExt', 'WaveFormatEx', 'WAVEFORMATEX', value, subject)];
}

const videoBlocks: readonly (readonly [key: string, struct: StructName, specifier: string])[] = [
  ['VideoInfoHeader', 'KS_VIDEOINFOHEADER', 'KSDATAFORMAT_SPECIFIER_VIDEOINFO'],
  ['VideoInfoHeader2', 'KS_VIDEOINFOHEADER2', 'KSDATAFORMAT_SPECIFIER_VIDEOINFO2'],
];

export function videoInfoFix(subject: Subject): readonly Fix[] {
  const { block } = subject.written;
  const from = videoBlocks.find(([key]) => key === block?.key);
  const to = videoBlocks.find(([key]) => key !== block?.key);
  if (from === undefined || to === undefined || block === undefined) return [];
  const [key, struct, name] = to;
  const members = new Set(layouts[struct].fields.map((field) => field.name));
  const value = Object.fromEntries(Object.entries(block.value).filter(([member]) => members.has(member)));
  const specifier = guidNamed(name)?.value;
  const fix = converted(from[0], key, struct, value, subject);
  if (specifier === undefined) return [];
  return [
    {
      title: fix.title,
      edits: [{ kind: 'set', path: ['KSDATAFORMAT', 'Specifier'], value: specifier }, ...fix.edits],
    },
  ];
}

function converted(from: string, to: string, struct: string, value: StructValue, subject: Subject): Fix {
  const edits: FixEdit[] = [{ kind: 'block', path: [from], key: to, value }];
  // A FormatSize that was right before is wrong now; derivation knows the new one.
  if (subject.isWritten('KSDATAFORMAT', 'FormatSize'))
    edits.unshift({ kind: 'remove', path: ['KSDATAFORMAT', 'FormatSize'] });
  return { title: `Convert to ${to} (${struct})`, edits };
}
