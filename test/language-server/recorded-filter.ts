// A recorded filter for tests: one pin of every sort that a rule asks about. Pins are found by name.
import type { Capabilities, PinFactory } from '#ks/capabilities.ts';
import { type DataRange, dataRangeFromValue } from '#ks/data-range.ts';
import { guidNamed } from '#ks/guid.ts';
import type { StructValue } from '#ks/struct.ts';
import type { Guid } from '#ks/tables/guid-kinds.ts';
import { unwritten, type Workspace } from '#language-server/service.ts';

function guid(name: string): Guid {
  const named = guidNamed(name);
  if (named === undefined) throw new Error(`no GUID named ${name}`);
  return named.value;
}

const header = (major: string, sub: string, specifier: string, more: StructValue = {}): StructValue => ({
  MajorFormat: guid(`KSDATAFORMAT_TYPE_${major}`),
  SubFormat: guid(sub),
  Specifier: guid(`KSDATAFORMAT_SPECIFIER_${specifier}`),
  ...more,
});

const pcm = (more: StructValue = {}): DataRange =>
  dataRangeFromValue('KSDATARANGE_AUDIO', {
    DataRange: header('AUDIO', 'KSDATAFORMAT_SUBTYPE_PCM', 'WAVEFORMATEX', more),
    MaximumChannels: 2,
    MinimumBitsPerSample: 8,
    MaximumBitsPerSample: 16,
    MinimumSampleFrequency: 44100,
    MaximumSampleFrequency: 96000,
  });

const size = (cx: number, cy: number): StructValue => ({ cx, cy });

/** YUY2, 640 x 480 by default; `most` is the largest size, in steps of 16 by 8 from 320 x 240. */
const yuy2 = (most: StructValue): DataRange =>
  dataRangeFromValue('KS_DATARANGE_VIDEO', {
    DataRange: header('VIDEO', 'MEDIASUBTYPE_YUY2', 'VIDEOINFO'),
    bFixedSizeSamples: 1,
    ConfigCaps: {
      InputSize: size(1280, 720),
      MinCroppingSize: size(640, 480),
      MaxCroppingSize: size(1280, 720),
      CropGranularityX: 2,
      CropGranularityY: 2,
      CropAlignX: 2,
      CropAlignY: 2,
      MinOutputSize: most.cx === 640 ? most : size(320, 240),
      MaxOutputSize: most,
      OutputGranularityX: 16,
      OutputGranularityY: 8,
      MinFrameInterval: 166666n,
      MaxFrameInterval: 1000000n,
    },
    VideoInfoHeader: {
      AvgTimePerFrame: 333333n,
      bmiHeader: {
        biSize: 40,
        biWidth: 640,
        biHeight: 480,
        biPlanes: 1,
        biBitCount: 16,
        biCompression: 0x32595559,
        biSizeImage: 614400,
      },
    },
  });

const free = { PossibleCount: 4, CurrentCount: 0 };
const standard = guid('KSINTERFACESETID_Standard');

const pins: Readonly<Record<string, Partial<PinFactory>>> = {
  speaker: {},
  microphone: { dataFlow: 2 },
  none: { communication: 0 },
  bridge: { communication: 4, instances: { local: { PossibleCount: 0, CurrentCount: 0 } } },
  source: { communication: 2 },
  taken: { instances: { local: { PossibleCount: 1, CurrentCount: 1 } } },
  looped: {
    interfaces: [
      { Set: standard, Id: 0, Flags: 0 },
      { Set: standard, Id: 1, Flags: 0 },
    ],
  },
  loopedOnly: { interfaces: [{ Set: standard, Id: 1, Flags: 0 }] },
  attributes: { dataRanges: [pcm({ Flags: 0x6 })] },
  camera: { dataFlow: 2, dataRanges: [yuy2(size(640, 480))] },
  both: { communication: 3 },
  scaler: { dataFlow: 2, dataRanges: [yuy2(size(1280, 720))] },
};

/** PinId of a pin by its name, as JSON text. */
export const pinId = (name: string): string => String(Object.keys(pins).indexOf(name));

export const recordedFilter: Capabilities = {
  filter: {
    path: '\\\\?\\rule#tests',
    name: 'rule tests',
    categories: [guid('KSCATEGORY_AUDIO'), guid('KSCATEGORY_REALTIME')],
  },
  pins: Object.entries(pins).map(([name, more], id) => ({
    id,
    name,
    dataFlow: 1,
    communication: 1,
    instances: { local: free, global: free, necessary: 0 },
    interfaces: [],
    mediums: [],
    dataRanges: [pcm()],
    problems: [],
    ...more,
  })),
  topology: { nodes: [], connections: [] },
  problems: [],
};

/** Knows one capability file, `rules.kscaps.json`. */
export const workspaceWithFilter: Workspace = {
  readCapabilities: (_uri, path) =>
    path === 'rules.kscaps.json'
      ? { ok: true, value: unwritten([recordedFilter]) }
      : { ok: false, error: 'does not exist' },
};
