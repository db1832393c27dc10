// A small filter for tests of matching and explanation: one render pin with a PCM range, one taken pin, one bridge,
// one camera pin.
import type { Capabilities, PinFactory } from '#ks/capabilities.ts';
import { type DataRange, dataRangeFromValue } from '#ks/data-range.ts';
import { guid } from './requests.ts';

export const pcmRange: DataRange = dataRangeFromValue('KSDATARANGE_AUDIO', {
  DataRange: {
    MajorFormat: guid('KSDATAFORMAT_TYPE_AUDIO'),
    SubFormat: guid('KSDATAFORMAT_SUBTYPE_PCM'),
    Specifier: guid('KSDATAFORMAT_SPECIFIER_WAVEFORMATEX'),
  },
  MaximumChannels: 2,
  MinimumBitsPerSample: 16,
  MaximumBitsPerSample: 24,
  MinimumSampleFrequency: 44100,
  MaximumSampleFrequency: 96000,
});

export const yuy2Range: DataRange = dataRangeFromValue('KS_DATARANGE_VIDEO', {
  DataRange: {
    MajorFormat: guid('KSDATAFORMAT_TYPE_VIDEO'),
    SubFormat: guid('MEDIASUBTYPE_YUY2'),
    Specifier: guid('KSDATAFORMAT_SPECIFIER_VIDEOINFO'),
  },
  bFixedSizeSamples: 1,
  VideoInfoHeader: {
    AvgTimePerFrame: 333333n,
    bmiHeader: {
      biSize: 40,
      biWidth: 640,
      biHeight: 480,
      biPlanes: 1,
      biBitCount: 16,
      biCompression: 0x32595559,
    },
  },
});

function pin(id: number, more: Partial<PinFactory>): PinFactory {
  const count = { PossibleCount: 4, CurrentCount: 0 };
  return {
    id,
    dataFlow: 1,
    communication: 1,
    instances: { local: count, global: count, necessary: 0 },
    interfaces: [],
    mediums: [],
    dataRanges: [pcmRange],
    problems: [],
    ...more,
  };
}

export const filter: Capabilities = {
  filter: { path: '\\\\?\\test#filter', name: 'test filter', categories: [guid('KSCATEGORY_RENDER')] },
  pins: [
    pin(0, { name: 'speaker', category: guid('KSNODETYPE_SPEAKER') }),
    pin(1, {
      instances: {
        local: { PossibleCount: 1, CurrentCount: 0 },
        global: { PossibleCount: 1, CurrentCount: 1 },
      },
    }),
    pin(2, { communication: 4 }),
    pin(3, { dataFlow: 2, dataRanges: [yuy2Range] }),
    pin(4, { interfaces: [{ Set: guid('KSINTERFACESETID_Standard'), Id: 1, Flags: 0 }] }),
  ],
  topology: {
    nodes: [guid('KSNODETYPE_VOLUME')],
    connections: [{ FromNode: 0xffffffff, FromNodePin: 0, ToNode: 0, ToNodePin: 1 }],
  },
  problems: [{ property: 'KSPROPERTY_TOPOLOGY_NAME', message: 'not found', win32: 1168 }],
};
