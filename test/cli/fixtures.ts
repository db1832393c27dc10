// Descriptors and a recorded target that the command-line tests share: a speaker with a free pin and one that is taken, and a
// microphone.
const standardInterface = {
  Set: 'KSINTERFACESETID_Standard',
  Id: 'KSINTERFACE_STANDARD_STREAMING',
  Flags: 0,
};
const standardMedium = { Set: 'KSMEDIUMSETID_Standard', Id: 'KSMEDIUM_TYPE_ANYINSTANCE', Flags: 0 };

/** PCM, 1 or 2 channels, 16 bit, 24 to 96 kHz. */
const pcmRange = {
  KSDATARANGE: {
    FormatSize: 88,
    Flags: 0,
    SampleSize: 0,
    Reserved: 0,
    MajorFormat: 'KSDATAFORMAT_TYPE_AUDIO',
    SubFormat: 'KSDATAFORMAT_SUBTYPE_PCM',
    Specifier: 'KSDATAFORMAT_SPECIFIER_WAVEFORMATEX',
  },
  KSDATARANGE_AUDIO: {
    MaximumChannels: 2,
    MinimumBitsPerSample: 16,
    MaximumBitsPerSample: 16,
    MinimumSampleFrequency: 24000,
    MaximumSampleFrequency: 96000,
  },
  bytes:
    '580000000000000000000000000000006175647300001000800000aa00389b710100000000001000800000aa00389b71' +
    '819f580556c3ce11bf0100aa0055595a020000001000000010000000c05d00000077010000000000',
};

const pin = (id: number, name: string, dataFlow: string, possible: number, current: number) => ({
  id,
  name,
  DataFlow: dataFlow,
  Communication: 'KSPIN_COMMUNICATION_SINK',
  instances: {
    local: { PossibleCount: possible, CurrentCount: current },
    global: { PossibleCount: possible, CurrentCount: current },
  },
  interfaces: [standardInterface],
  mediums: [standardMedium],
  dataRanges: [pcmRange],
});

export const speakerFilter = {
  kscaps: 1,
  filter: {
    path: '\\\\?\\root#media#0000#speaker',
    name: 'Test speaker',
    device: 'ROOT\\MEDIA\\0000',
    categories: ['KSCATEGORY_RENDER', 'KSCATEGORY_AUDIO'],
  },
  pins: [pin(0, 'Speaker', 'KSPIN_DATAFLOW_IN', 2, 0), pin(1, 'Taken', 'KSPIN_DATAFLOW_IN', 1, 1)],
  topology: { nodes: [], connections: [] },
};

const microphoneFilter = {
  kscaps: 1,
  filter: {
    path: '\\\\?\\root#media#0001#microphone',
    name: 'Test microphone',
    device: 'ROOT\\MEDIA\\0001',
    categories: ['KSCATEGORY_AUDIO', 'KSCATEGORY_CAPTURE'],
  },
  pins: [pin(0, 'Microphone', 'KSPIN_DATAFLOW_OUT', 1, 0)],
  topology: { nodes: [], connections: [] },
};

/** `target.kscaps.json`: both filters. */
export const targetFile = JSON.stringify({ filters: [speakerFilter, microphoneFilter] });

const format = {
  MajorFormat: 'KSDATAFORMAT_TYPE_AUDIO',
  SubFormat: 'KSDATAFORMAT_SUBTYPE_PCM',
  Specifier: 'KSDATAFORMAT_SPECIFIER_WAVEFORMATEX',
};

/** 16 bit stereo PCM for a pin of the speaker. */
export function connectOf(name: string, pinId: number, rate: number, more: object = {}) {
  return {
    name,
    filter: { device: '*speaker*' },
    DesiredAccess: 'GENERIC_WRITE',
    KSPIN_CONNECT: { PinId: pinId },
    KSDATAFORMAT: format,
    WaveFormatEx: { wFormatTag: 'WAVE_FORMAT_PCM', nChannels: 2, nSamplesPerSec: rate, wBitsPerSample: 16 },
    ...more,
  };
}

export function fileOf(...connects: readonly object[]): string {
  return `${JSON.stringify({ connects }, null, 2)}\n`;
}

/** One connect that every check passes. */
export const goodFile = fileOf(connectOf('good', 0, 48000));

/**
 * The bytes of the good connect on x64, part by part as the headers lay them out (layouts.md section 2).
 */
export const goodBytes = [
  'a066871ace62cf11a5d628db04c10000' + '00000000' + '00000000', // Interface: standard set, STREAMING
  '20b34747ce62cf11a5d628db04c10000' + '00000000' + '00000000', // Medium: standard set, ANYINSTANCE
  '00000000' + '00000000' + '0000000000000000', // PinId, padding, PinToHandle
  '00000040' + '01000000', // Priority
  '52000000' + '00000000' + '04000000' + '00000000', // FormatSize 82, Flags, SampleSize 4, Reserved
  '6175647300001000800000aa00389b71', // MajorFormat audio
  '0100000000001000800000aa00389b71', // SubFormat PCM
  '819f580556c3ce11bf0100aa0055595a', // Specifier WAVEFORMATEX
  '0100' + '0200' + '80bb0000' + '00ee0200' + '0400' + '1000' + '0000', // WAVEFORMATEX
].join('');
