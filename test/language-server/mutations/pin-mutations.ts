// Mutations against the recorded pin: the request asks for what the pin does not have, or the pin becomes another.
import { dataRangeFromValue, rangeHeader } from '#ks/data-range.ts';
import { type StructValue, valueAt } from '#ks/struct.ts';
import { bitmapOf, waveOf } from '#language-server/rules/facts.ts';
import type { Subject } from '#language-server/rules/rule.ts';
import { blockOf, guid, type Mutation, type Mutations, members, pin } from './mutation.ts';

const standard = guid('KSINTERFACESETID_Standard');
const free = { PossibleCount: 4, CurrentCount: 0 };

/** The pin's first range with other members; undefined where it is not of this structure. */
const otherRange =
  (
    struct: string,
    more: (value: StructValue) => StructValue,
    when: (subject: Subject) => boolean = () => true,
  ): Mutation =>
  (subject, { dataRanges: [range] }) =>
    range?.struct === struct && when(subject)
      ? { edits: [], pin: { dataRanges: [dataRangeFromValue(range.struct, more(range.value))] } }
      : undefined;

const audioRange = (more: (value: StructValue) => StructValue): Mutation =>
  otherRange('KSDATARANGE_AUDIO', (value) => ({ ...value, ...more(value) }));

const isPlainVideo = (subject: Subject): boolean => blockOf(subject) === 'VideoInfoHeader';

const withCaps = (value: StructValue, more: StructValue): StructValue => ({
  ...value,
  ConfigCaps: { ...(valueAt(value, ['ConfigCaps']) as StructValue), ...more },
});

export const pinMutations: Mutations = {
  'pin-id-range': members({ 'KSPIN_CONNECT.PinId': 99 }),
  'communication-none': pin({ communication: 0 }),
  'communication-bridge': pin({
    communication: 4,
    instances: { local: { PossibleCount: 0, CurrentCount: 0 }, global: free },
  }),
  'interface-not-offered': pin({ interfaces: [{ Set: guid('KSINTERFACESETID_Media'), Id: 2, Flags: 0 }] }),
  'wavert-interface': pin(
    {
      interfaces: [
        { Set: standard, Id: 0, Flags: 0 },
        { Set: standard, Id: 1, Flags: 0 },
      ],
    },
    (subject) =>
      subject.number('KSPIN_CONNECT', 'Interface', 'Id') === 0 &&
      subject.guid('KSPIN_CONNECT', 'Interface', 'Set') === standard,
  ),
  'medium-not-offered': pin({ mediums: [{ Set: guid('KSMEDIUMSETID_MidiBus'), Id: 0, Flags: 0 }] }),
  'pinto-for-sink': members({ 'KSPIN_CONNECT.PinToHandle': 0x104n }),
  'pinto-missing-for-source': pin(
    { communication: 2 },
    (subject) => subject.value('KSPIN_CONNECT', 'PinToHandle') === 0n,
  ),
  'both-means-sink': pin(
    { communication: 3 },
    (subject) => subject.value('KSPIN_CONNECT', 'PinToHandle') === 0n,
  ),
  'access-vs-dataflow': (_, { dataFlow }) => ({
    edits: [{ kind: 'set', path: ['DesiredAccess'], value: dataFlow === 1 ? 0x80000000 : 0x40000000 }],
  }),
  'instances-exhausted': pin({ instances: { local: { PossibleCount: 1, CurrentCount: 1 }, global: free } }),
  'attribute-unknown': (subject) =>
    subject.written.Attributes?.length === 1
      ? {
          edits: [
            {
              kind: 'set',
              path: ['Attributes', 0, 'AttributeHeader', 'Attribute'],
              value: '12345678-0000-0000-0000-000000000000',
            },
          ],
        }
      : undefined,
  'required-attribute-missing': (subject, { dataRanges: [range] }) =>
    range !== undefined && subject.written.Attributes === undefined
      ? {
          edits: [],
          pin: {
            dataRanges: [
              dataRangeFromValue(
                range.struct,
                range.struct === 'KSDATARANGE'
                  ? { ...range.value, Flags: 6 }
                  : { ...range.value, DataRange: { ...rangeHeader(range), Flags: 6 } },
              ),
            ],
          },
        }
      : undefined,
  'midi-bus-openable': members(
    { 'KSDATAFORMAT.SubFormat': guid('KSDATAFORMAT_SUBTYPE_MIDI_BUS') },
    (subject) => subject.guid('KSDATAFORMAT', 'MajorFormat') === guid('KSDATAFORMAT_TYPE_MUSIC'),
  ),
  'range-type': pin({
    dataRanges: [
      dataRangeFromValue('KSDATARANGE', {
        MajorFormat: guid('KSDATAFORMAT_TYPE_STREAM'),
        SubFormat: guid('KSDATAFORMAT_SUBTYPE_NONE'),
        Specifier: guid('KSDATAFORMAT_SPECIFIER_NONE'),
      }),
    ],
  }),
  'range-channels': (subject, recorded) =>
    (waveOf(subject)?.channels ?? 0) > 1
      ? audioRange(() => ({ MaximumChannels: 1 }))(subject, recorded)
      : undefined,
  'range-bits': audioRange(({ MaximumBitsPerSample: most }) => ({
    MinimumBitsPerSample: Number(most) + 8,
    MaximumBitsPerSample: Number(most) + 8,
  })),
  'range-rate': audioRange(({ MaximumSampleFrequency: most }) => ({
    MinimumSampleFrequency: Number(most) + 1000,
    MaximumSampleFrequency: Number(most) + 1000,
  })),
  'size-range': otherRange(
    'KS_DATARANGE_VIDEO',
    (value) => ({
      ...withCaps(value, { MinOutputSize: { cx: 16, cy: 16 }, MaxOutputSize: { cx: 64, cy: 64 } }),
      VideoInfoHeader: {
        ...(value.VideoInfoHeader as StructValue),
        bmiHeader: {
          ...(valueAt(value, ['VideoInfoHeader', 'bmiHeader']) as StructValue),
          biWidth: 64,
          biHeight: 64,
        },
      },
    }),
    isPlainVideo,
  ),
  'size-exact': (subject) => {
    const found = bitmapOf(subject);
    if (found === undefined || !isPlainVideo(subject) || found.height === undefined) return undefined;
    const wide = (found.width ?? 0) + 8;
    return {
      edits: [
        { kind: 'set', path: ['VideoInfoHeader', 'bmiHeader', 'biWidth'], value: wide },
        { kind: 'remove', path: ['VideoInfoHeader', 'bmiHeader', 'biSizeImage'] },
        { kind: 'remove', path: ['VideoInfoHeader', 'dwBitRate'] },
        { kind: 'remove', path: ['KSDATAFORMAT', 'SampleSize'] },
      ],
    };
  },
  'timeperframe-range': otherRange(
    'KS_DATARANGE_VIDEO',
    (value) => withCaps(value, { MinFrameInterval: 1n, MaxFrameInterval: 2n }),
    isPlainVideo,
  ),
  'rc-source-cropping': (subject) => {
    const found = bitmapOf(subject);
    if (found === undefined || !isPlainVideo(subject)) return undefined;
    const value = { left: 0, top: 0, right: (found.width ?? 0) + 2, bottom: found.lines ?? 0 };
    return { edits: [{ kind: 'set', path: ['VideoInfoHeader', 'rcSource'], value }] };
  },
};
