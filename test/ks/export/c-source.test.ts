import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cSource } from '#ks/export/c-source.ts';
import { guid, speaker, withMembers } from '#test/ks/requests.ts';

function source(request: Parameters<typeof cSource>[0]): string {
  const written = cSource(request, 'speaker');
  assert.ok(written.ok, JSON.stringify(written));
  return written.value;
}

test('a request is written as structures of the headers, one member to a line', () => {
  const text = source(withMembers(speaker, 'KSPIN_CONNECT', { PinToHandle: 0x1234n, Priority: {} }));
  assert.equal(
    text.slice(text.indexOf('#pragma')),
    `#pragma pack(push, 1)
static const DECLSPEC_ALIGN(8) struct {
    KSPIN_CONNECT Connect;
    KSDATAFORMAT DataFormat;
    WAVEFORMATEXTENSIBLE WaveFormatExt;
} speaker = {
    { // KSPIN_CONNECT
        { // Interface
            STATICGUIDOF(KSINTERFACESETID_Standard), // Set
            KSINTERFACE_STANDARD_STREAMING, // Id
            0, // Flags
        },
        { // Medium
            STATICGUIDOF(KSMEDIUMSETID_Standard), // Set
            KSMEDIUM_TYPE_ANYINSTANCE, // Id
            0, // Flags
        },
        0, // PinId
        (HANDLE) (ULONG_PTR) 0x1234, // PinToHandle
        { // Priority
            KSPRIORITY_NORMAL, // PriorityClass
            1, // PrioritySubClass
        },
    },
    { // KSDATAFORMAT
        104, // FormatSize
        0, // Flags
        4, // SampleSize
        0, // Reserved
        STATICGUIDOF(KSDATAFORMAT_TYPE_AUDIO), // MajorFormat
        STATICGUIDOF(KSDATAFORMAT_SUBTYPE_PCM), // SubFormat
        STATICGUIDOF(KSDATAFORMAT_SPECIFIER_WAVEFORMATEX), // Specifier
    },
    { // WaveFormatExt
        { // Format
            WAVE_FORMAT_EXTENSIBLE, // wFormatTag
            2, // nChannels
            48000, // nSamplesPerSec
            192000, // nAvgBytesPerSec
            4, // nBlockAlign
            16, // wBitsPerSample
            22, // cbSize
        },
        { // Samples
            16, // wValidBitsPerSample
        },
        KSAUDIO_SPEAKER_STEREO, // dwChannelMask
        { STATICGUIDOF(KSDATAFORMAT_SUBTYPE_PCM) }, // SubFormat
    },
};
#pragma pack(pop)

C_ASSERT(sizeof(speaker) == sizeof(KSPIN_CONNECT) + 104);
`,
  );
});

test('a name that a header may lack is defined beside the request, once', () => {
  const mode = guid('AUDIO_SIGNALPROCESSINGMODE_RAW');
  const attribute = {
    AttributeHeader: { Attribute: guid('KSATTRIBUTEID_AUDIOSIGNALPROCESSING_MODE') },
    SignalProcessingMode: mode,
  };
  const text = source({ ...speaker, Attributes: [attribute, attribute] });
  assert.equal(text.split('#define STATIC_AUDIO_SIGNALPROCESSINGMODE_RAW').length, 2);
  assert.match(
    text,
    /#ifndef STATIC_AUDIO_SIGNALPROCESSINGMODE_RAW\n#define .* \\\n {4}0x9e90ea20, 0xb493, 0x4fd1, 0xa1,/,
  );
  assert.match(text, /GUID Attribute1SignalProcessingMode;/);
});

test('a structure that headers lack is written as bytes, each member named', () => {
  const text = source({
    ...speaker,
    KSDATAFORMAT: { ...speaker.KSDATAFORMAT, Specifier: guid('KSDATAFORMAT_SPECIFIER_H264_VIDEO') },
    block: {
      key: 'H264VideoInfo',
      value: { wWidth: 1280, wHeight: 720, wProfile: 0x4240, bLevelIDC: 31, dwFrameInterval: 333333 },
    },
  });
  assert.match(text, /BYTE H264VideoInfo\[84\];/);
  assert.match(text, /0x00, 0x05, \/\/ wWidth: 1280\n/);
  assert.match(text, /0x1f, \/\/ bLevelIDC: 31\n +0x00, \/\/ padding\n/);
});

test('what cannot be encoded is not written', () => {
  const written = cSource({ ...speaker, block: { key: 'WaveFormatEx', value: {} } });
  assert.ok(!written.ok);
  assert.deepEqual(written.error[0]?.path, ['WaveFormatEx', 'nChannels']);
});
