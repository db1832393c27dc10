// Audio formats and ranges. Source: mmreg.h (packed to 1 byte), ksmedia.h and their WDK pages.
import { byte, dword, guid, layout, scalarAs, struct, ulong, unnamed, word } from '#ks/tables/layout-rows.ts';

const packed = { pack: 1 } as const;

const formatTag = word('wFormatTag', 'Encoding. WAVE_FORMAT_EXTENSIBLE means: see SubFormat.', {
  constants: 'WAVE_FORMAT',
});
const channels = word('nChannels', 'Number of channels.', { unit: 'channels' });
const samplesPerSec = dword('nSamplesPerSec', 'Sample rate; on an IEC 61937 link the rate of the link.', {
  unit: 'Hz',
});
const avgBytesPerSec = dword('nAvgBytesPerSec', 'Data rate; for PCM nSamplesPerSec * nBlockAlign.', {
  unit: 'bytes/s',
});
const blockAlign = word(
  'nBlockAlign',
  'Size of one frame: one sample of every channel; for PCM nChannels * wBitsPerSample / 8.',
  {
    unit: 'bytes',
  },
);

export const audioLayouts = {
  WAVEFORMAT: layout(
    'WAVEFORMAT',
    'mmreg.h',
    'Oldest wave format, without a sample size.',
    [formatTag, channels, samplesPerSec, avgBytesPerSec, blockAlign],
    packed,
  ),
  PCMWAVEFORMAT: layout(
    'PCMWAVEFORMAT',
    'mmreg.h',
    'WAVEFORMAT with a sample size, for PCM only.',
    [
      struct('WAVEFORMAT', 'wf', 'The common part.'),
      word('wBitsPerSample', 'Size of one sample.', { unit: 'bits' }),
    ],
    packed,
  ),
  WAVEFORMATEX: layout(
    'WAVEFORMATEX',
    'mmreg.h',
    'Wave format; cbSize bytes may follow. 18 bytes, not 20.',
    [
      formatTag,
      channels,
      samplesPerSec,
      avgBytesPerSec,
      blockAlign,
      word('wBitsPerSample', 'Size of the container of one sample; 0 for codecs without one.', {
        unit: 'bits',
      }),
      word('cbSize', 'Size of what follows this structure; 22 for EXTENSIBLE, ignored for PCM.', {
        unit: 'bytes',
      }),
    ],
    packed,
  ),
  'WAVEFORMATEXTENSIBLE.Samples': layout(
    'WAVEFORMATEXTENSIBLE.Samples',
    'mmreg.h',
    'One number with three readings, by the encoding.',
    [
      word('wValidBitsPerSample', 'PCM: bits of the container that carry the sample, left-aligned.', {
        unit: 'bits',
      }),
      word('wSamplesPerBlock', 'Compressed audio: samples in one block.', { unit: 'samples' }),
      word('wReserved', 'Neither applies: 0.', { reserved: true }),
    ],
    { pack: 1, union: true },
  ),
  WAVEFORMATEXTENSIBLE: layout(
    'WAVEFORMATEXTENSIBLE',
    'mmreg.h',
    'Wave format with valid bits, speaker positions and an encoding by GUID.',
    [
      struct(
        'WAVEFORMATEX',
        'Format',
        'The common part: wFormatTag WAVE_FORMAT_EXTENSIBLE, cbSize 22 or more.',
      ),
      unnamed('union', 'WAVEFORMATEXTENSIBLE', 'Samples', 'Valid bits (PCM) or samples in a block.'),
      dword('dwChannelMask', 'Speaker position of each channel, lowest bit first; 0 for no positions.', {
        constants: 'SPEAKER',
      }),
      guid('SubFormat', 'Encoding. The same GUID as in KSDATAFORMAT.SubFormat.', {
        guids: ['format-subtype'],
      }),
    ],
    packed,
  ),
  WAVEFORMATEXTENSIBLE_IEC61937: layout(
    'WAVEFORMATEXTENSIBLE_IEC61937',
    'mmreg.h',
    'Compressed audio on a digital link: Format describes the link, the rest the stream inside.',
    [
      struct('WAVEFORMATEXTENSIBLE', 'FormatExt', 'The link, as if it were PCM; cbSize 34.'),
      dword('dwEncodedSamplesPerSec', 'Sample rate of the decoded stream.', { unit: 'Hz' }),
      dword('dwEncodedChannelCount', 'Channels of the decoded stream.', { unit: 'channels' }),
      dword('dwAverageBytesPerSec', 'Data rate of the encoded stream; may be 0.', { unit: 'bytes/s' }),
    ],
    packed,
  ),
  KSDATAFORMAT_WAVEFORMATEX: layout(
    'KSDATAFORMAT_WAVEFORMATEX',
    'ksmedia.h',
    'Audio format; 82 bytes.',
    [
      struct('KSDATAFORMAT', 'DataFormat', 'Specifier KSDATAFORMAT_SPECIFIER_WAVEFORMATEX.'),
      struct('WAVEFORMATEX', 'WaveFormatEx', 'The wave format.'),
    ],
    packed,
  ),
  KSDATAFORMAT_WAVEFORMATEXTENSIBLE: layout(
    'KSDATAFORMAT_WAVEFORMATEXTENSIBLE',
    'ksmedia.h',
    'Audio format with positions and valid bits; 104 bytes.',
    [
      struct('KSDATAFORMAT', 'DataFormat', 'Specifier KSDATAFORMAT_SPECIFIER_WAVEFORMATEX.'),
      struct('WAVEFORMATEXTENSIBLE', 'WaveFormatExt', 'The wave format.'),
    ],
    packed,
  ),
  KSDSOUND_BUFFERDESC: layout(
    'KSDSOUND_BUFFERDESC',
    'ksmedia.h',
    'DirectSound buffer on a pin.',
    [
      ulong('Flags', 'Kind and place of the buffer.', { constants: 'KSDSOUND_BUFFER' }),
      ulong('Control', 'Controls that the client will use.', { constants: 'KSDSOUND_BUFFER_CTRL' }),
      struct('WAVEFORMATEX', 'WaveFormatEx', 'The wave format.'),
    ],
    packed,
  ),
  KSDATAFORMAT_DSOUND: layout(
    'KSDATAFORMAT_DSOUND',
    'ksmedia.h',
    'Audio format of a DirectSound buffer.',
    [
      struct('KSDATAFORMAT', 'DataFormat', 'Specifier KSDATAFORMAT_SPECIFIER_DSOUND.'),
      struct('KSDSOUND_BUFFERDESC', 'BufferDesc', 'The buffer.'),
    ],
    packed,
  ),
  KSDATARANGE_AUDIO: layout('KSDATARANGE_AUDIO', 'ksmedia.h', 'Audio formats that a pin takes; 88 bytes.', [
    struct('KSDATARANGE', 'DataRange', 'The common part.'),
    ulong('MaximumChannels', 'Most channels; 0xFFFFFFFF for no limit.', { unit: 'channels' }),
    ulong('MinimumBitsPerSample', 'Smallest sample size.', { unit: 'bits' }),
    ulong('MaximumBitsPerSample', 'Largest sample size.', { unit: 'bits' }),
    ulong('MinimumSampleFrequency', 'Lowest sample rate.', { unit: 'Hz' }),
    ulong('MaximumSampleFrequency', 'Highest sample rate; every rate between counts as offered.', {
      unit: 'Hz',
    }),
  ]),
  ADPCMCOEFSET: layout(
    'ADPCMCOEFSET',
    'mmreg.h',
    'One pair of Microsoft ADPCM coefficients.',
    [
      scalarAs('i16', 'short', 'iCoef1', 'First coefficient, 8.8 fixed point.'),
      scalarAs('i16', 'short', 'iCoef2', 'Second coefficient, 8.8 fixed point.'),
    ],
    packed,
  ),
  ADPCMWAVEFORMAT: layout(
    'ADPCMWAVEFORMAT',
    'mmreg.h',
    'Microsoft ADPCM; the coefficients follow.',
    [
      struct('WAVEFORMATEX', 'wfx', 'The common part: wFormatTag WAVE_FORMAT_ADPCM.'),
      word('wSamplesPerBlock', 'Samples in one block.', { unit: 'samples' }),
      word('wNumCoef', 'Number of coefficient pairs, at least the 7 standard ones.'),
      struct('ADPCMCOEFSET', 'aCoef', 'Coefficient pairs, wNumCoef of them.', { count: 0 }),
    ],
    packed,
  ),
  MPEG1WAVEFORMAT: layout(
    'MPEG1WAVEFORMAT',
    'mmreg.h',
    'MPEG-1 audio.',
    [
      struct('WAVEFORMATEX', 'wfx', 'The common part: wFormatTag WAVE_FORMAT_MPEG, cbSize 22.'),
      word('fwHeadLayer', 'Layers in the stream.', { constants: 'ACM_MPEG_LAYER' }),
      dword('dwHeadBitrate', 'Bit rate; 0 for a variable one.', { unit: 'bits/s' }),
      word('fwHeadMode', 'Channel modes in the stream.', { constants: 'ACM_MPEG_MODE' }),
      word('fwHeadModeExt', 'Mode extension of joint stereo.'),
      word('wHeadEmphasis', 'De-emphasis of the decoder.'),
      word('fwHeadFlags', 'Bits of the frame header.', { constants: 'ACM_MPEG_FLAGS' }),
      dword('dwPTSLow', 'Presentation time of the first frame, low half.'),
      dword('dwPTSHigh', 'Presentation time of the first frame, high half.'),
    ],
    packed,
  ),
  MPEGLAYER3WAVEFORMAT: layout(
    'MPEGLAYER3WAVEFORMAT',
    'mmreg.h',
    'MP3.',
    [
      struct('WAVEFORMATEX', 'wfx', 'The common part: wFormatTag WAVE_FORMAT_MPEGLAYER3, cbSize 12.'),
      word('wID', 'Kind of stream.', { constants: 'MPEGLAYER3_ID' }),
      dword('fdwFlags', 'Padding of frames.', { constants: 'MPEGLAYER3_FLAG' }),
      word('nBlockSize', 'Size of one block.', { unit: 'bytes' }),
      word('nFramesPerBlock', 'Frames in one block.'),
      word('nCodecDelay', 'Delay of the encoder.', { unit: 'samples' }),
    ],
    packed,
  ),
  HEAACWAVEINFO: layout(
    'HEAACWAVEINFO',
    'mmreg.h',
    'AAC and High-Efficiency AAC.',
    [
      struct('WAVEFORMATEX', 'wfx', 'The common part: wFormatTag WAVE_FORMAT_MPEG_HEAAC.'),
      word('wPayloadType', 'Framing: 0 raw, 1 ADTS, 2 ADIF, 3 LOAS.'),
      word('wAudioProfileLevelIndication', 'Profile and level of MPEG-4; 0xFE for unknown.'),
      word('wStructType', 'Structure that follows: 0 for AudioSpecificConfig.'),
      word('wReserved1', 'Reserved, 0.', { reserved: true }),
      dword('dwReserved2', 'Reserved, 0.', { reserved: true }),
    ],
    packed,
  ),
  HEAACWAVEFORMAT: layout(
    'HEAACWAVEFORMAT',
    'mmreg.h',
    'HEAACWAVEINFO with the decoder configuration.',
    [
      struct('HEAACWAVEINFO', 'wfInfo', 'The common part.'),
      byte('pbAudioSpecificConfig', 'AudioSpecificConfig of MPEG-4, variable length.', { count: 1 }),
    ],
    packed,
  ),
} as const;
