// Mutations of KSPIN_CONNECT, KSDATAFORMAT and the attributes behind it.
import { zeroGuid } from '#ks/guid.ts';
import { bitmapOf, formatBytes, isPcmOrFloat, waveOf } from '#language-server/rules/facts.ts';
import { iecLinkOf } from '#language-server/rules/iec61937.ts';
import type { Subject } from '#language-server/rules/rule.ts';
import type { FixEdit } from '#language-server/service.ts';
import { blockOf, format, guid, type Mutation, type Mutations, members } from './mutation.ts';

const media = guid('KSINTERFACESETID_Media');
const standard = guid('KSINTERFACESETID_Standard');
const privateGuid = '12345678-1234-1234-1234-123456789abc' as ReturnType<typeof guid>;
const specifier = (name: string): ReturnType<typeof guid> => guid(`KSDATAFORMAT_SPECIFIER_${name}`);
const isAudio = (subject: Subject): boolean => waveOf(subject) !== undefined;
const isVideo = (subject: Subject): boolean => bitmapOf(subject) !== undefined;

/** What is there in bytes, when the format ends without Bytes or a list of its own. */
const sizeOfWhole = (subject: Subject): number | undefined =>
  subject.written.Bytes === undefined && subject.written.Attributes === undefined
    ? formatBytes(subject)
    : undefined;

const bytes = (hex: string): FixEdit => ({ kind: 'bytes', path: ['Bytes'], hex });

const withBytes =
  (hex: string, when: (subject: Subject) => boolean): Mutation =>
  (subject) =>
    subject.written.Bytes === undefined && when(subject) ? { edits: [bytes(hex)] } : undefined;

/** The header of the first attribute, where there is one. */
const attribute =
  (
    member: string,
    value: number,
    when: (subject: Subject, count: number) => boolean = () => true,
  ): Mutation =>
  (subject) => {
    const count = subject.written.Attributes?.length ?? 0;
    if (count === 0 || !when(subject, count)) return undefined;
    return { edits: [{ kind: 'set', path: ['Attributes', 0, 'AttributeHeader', member], value }] };
  };

export const requestMutations: Mutations = {
  'interface-set-zero': members({ 'KSPIN_CONNECT.Interface.Set': zeroGuid }),
  'interface-flags': members({ 'KSPIN_CONNECT.Interface.Flags': 1 }),
  'interface-id-control': members({ 'KSPIN_CONNECT.Interface': { Set: standard, Id: 2 } }),
  'interface-id-unknown': members({ 'KSPIN_CONNECT.Interface': { Set: standard, Id: 9 } }),
  'interface-media-reserved': members({ 'KSPIN_CONNECT.Interface': { Set: media, Id: 1 } }),
  'medium-flags': members({ 'KSPIN_CONNECT.Medium.Flags': 0x10 }),
  'medium-zero': members({ 'KSPIN_CONNECT.Medium.Set': zeroGuid }),
  'medium-private': members({ 'KSPIN_CONNECT.Medium.Set': privateGuid }),
  'pin-id-all-ones': members({ 'KSPIN_CONNECT.PinId': 0xffffffff }),
  'pinto-not-a-handle': members({ 'KSPIN_CONNECT.PinToHandle': 0x105n }),
  'pinto-literal': members({ 'KSPIN_CONNECT.PinToHandle': 0x104n }),
  'priority-class-zero': members({ 'KSPIN_CONNECT.Priority.PriorityClass': 0 }),
  'priority-exclusive': members({ 'KSPIN_CONNECT.Priority.PriorityClass': 0xffffffff }),
  'priority-subclass-zero': members({ 'KSPIN_CONNECT.Priority.PrioritySubClass': 0 }),
  'reserved-zero': members({ 'KSDATAFORMAT.Reserved': 7 }),
  'flags-unknown': format((subject) => ({ Flags: (subject.number('KSDATAFORMAT', 'Flags') ?? 0) | 0x10 })),
  'temporal-compression-audio': format((subject) =>
    isAudio(subject) ? { Flags: (subject.number('KSDATAFORMAT', 'Flags') ?? 0) | 1 } : undefined,
  ),
  'temporal-compression-uncompressed': format((subject) =>
    bitmapOf(subject)?.isUncompressed ? { Flags: 1 } : undefined,
  ),
  'wildcard-type': members({ 'KSDATAFORMAT.MajorFormat': zeroGuid }),
  'wildcard-subtype': members({ 'KSDATAFORMAT.SubFormat': zeroGuid }),
  'wildcard-specifier': members({ 'KSDATAFORMAT.Specifier': zeroGuid }),
  'major-specifier-mismatch': format((subject) => {
    if (!isAudio(subject) && !isVideo(subject)) return undefined;
    return { Specifier: specifier(isAudio(subject) ? 'VIDEOINFO' : 'WAVEFORMATEX') };
  }),
  'specifier-block': format((subject) => {
    const key = blockOf(subject);
    if (key === 'VideoInfoHeader') return { Specifier: specifier('VIDEOINFO2') };
    if (key === 'VideoInfoHeader2') return { Specifier: specifier('VIDEOINFO') };
    return key === 'WaveFormatExt' ? { Specifier: specifier('DSOUND') } : undefined;
  }),
  'specifier-none-on-audio': format((subject) =>
    isPcmOrFloat(waveOf(subject)?.codec) && iecLinkOf(subject) === undefined
      ? { Specifier: specifier('NONE') }
      : undefined,
  ),
  'samplesize-zero-compressed': format((subject) =>
    bitmapOf(subject)?.facts?.class === 'compressed' ? { SampleSize: 1000 } : undefined,
  ),
  'samplesize-pcm': format((subject) => {
    const found = waveOf(subject);
    return isPcmOrFloat(found?.codec) ? { SampleSize: (found?.align ?? 0) + 1 } : undefined;
  }),
  'samplesize-video': format((subject) =>
    bitmapOf(subject)?.isUncompressed ? { SampleSize: 100 } : undefined,
  ),
  'format-size-min': members({ 'KSDATAFORMAT.FormatSize': 63 }),
  'format-size-below-specifier': format((subject) =>
    ['WaveFormatEx', 'WaveFormatExt', 'VideoInfoHeader', 'VideoInfoHeader2'].includes(blockOf(subject) ?? '')
      ? { FormatSize: 72 }
      : undefined,
  ),
  'format-size-beyond-block': format((subject) => {
    const size = sizeOfWhole(subject);
    return size === undefined ? undefined : { FormatSize: size + 8 };
  }),
  'format-size-excess': (subject) => {
    const header = bitmapOf(subject);
    if (header === undefined || sizeOfWhole(subject) === undefined) return undefined;
    const key = blockOf(subject);
    if (key !== 'VideoInfoHeader' && key !== 'VideoInfoHeader2') return undefined;
    return {
      edits: [bytes('00'.repeat(8)), { kind: 'remove', path: ['KSDATAFORMAT', 'FormatSize'] }],
    };
  },
  'format-size-none': withBytes('01020304', (subject) => {
    const isMusic = subject.guid('KSDATAFORMAT', 'MajorFormat') === guid('KSDATAFORMAT_TYPE_MUSIC');
    return subject.guid('KSDATAFORMAT', 'Specifier') === specifier('NONE') && !isMusic;
  }),
  'filehandle-specifier': format((subject) =>
    blockOf(subject) === undefined && subject.written.Bytes === undefined
      ? { Specifier: specifier('FILEHANDLE') }
      : undefined,
  ),
  'attributes-flag-without-list': format((subject) =>
    subject.written.Attributes === undefined
      ? { Flags: (subject.number('KSDATAFORMAT', 'Flags') ?? 0) | 2 }
      : undefined,
  ),
  'list-without-flag': format((subject) =>
    subject.written.Attributes === undefined ? undefined : { Flags: 0 },
  ),
  'attributes-count': () => ({ edits: [{ kind: 'set', path: ['Attributes'], value: [] }] }),
  'attribute-size-min': attribute('Size', 23),
  'attribute-alignment': attribute('Size', 24, (_, count) => count > 1),
  'signal-mode-size': attribute('Size', 32, (subject, count) => {
    const mode = guid('KSATTRIBUTEID_AUDIOSIGNALPROCESSING_MODE');
    return count === 1 && subject.written.Attributes?.[0]?.AttributeHeader.Attribute === mode;
  }),
  'attribute-flags': attribute('Flags', 2),
  'midi-bare-format': withBytes(
    '01',
    (subject) => subject.guid('KSDATAFORMAT', 'MajorFormat') === guid('KSDATAFORMAT_TYPE_MUSIC'),
  ),
  'midi-subtype': format((subject) =>
    subject.guid('KSDATAFORMAT', 'MajorFormat') === guid('KSDATAFORMAT_TYPE_MUSIC')
      ? { SubFormat: guid('KSDATAFORMAT_SUBTYPE_PCM') }
      : undefined,
  ),
  'ump-interface': members(
    { 'KSPIN_CONNECT.Interface.Id': 0 },
    (subject) =>
      subject.guid('KSDATAFORMAT', 'SubFormat') === guid('KSDATAFORMAT_SUBTYPE_UNIVERSALMIDIPACKET'),
  ),
};
