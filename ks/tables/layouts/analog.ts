// Analog video and the vertical blanking interval (VBI). Source: ksmedia.h and its WDK pages. Format and range of
// analog video have one layout.
import { dword, layout, referenceTime, struct, ulong } from '#ks/tables/layout-rows.ts';
import { videoRangeHead } from './video.ts';

export const analogLayouts = {
  KS_ANALOGVIDEOINFO: layout('KS_ANALOGVIDEOINFO', 'ksmedia.h', 'Geometry of an analog signal.', [
    struct('RECT', 'rcSource', 'Part of the signal.'),
    struct('RECT', 'rcTarget', 'Where it goes.'),
    dword('dwActiveWidth', 'Width of the active signal, usually 720.', { unit: 'pixels' }),
    dword('dwActiveHeight', 'Height of the active signal, usually 483 (NTSC) or 575 (PAL).', {
      unit: 'lines',
    }),
    referenceTime('AvgTimePerFrame', 'Time of one frame; 0 for unknown.', { unit: '100 ns' }),
  ]),
  KS_DATARANGE_ANALOGVIDEO: layout(
    'KS_DATARANGE_ANALOGVIDEO',
    'ksmedia.h',
    'Analog video that a pin takes.',
    [
      struct('KSDATARANGE', 'DataRange', 'The common part.'),
      struct('KS_ANALOGVIDEOINFO', 'AnalogVideoInfo', 'The signal.'),
    ],
  ),
  KS_TVTUNER_CHANGE_INFO: layout(
    'KS_TVTUNER_CHANGE_INFO',
    'ksmedia.h',
    'Tells downstream that a tuner changes.',
    [
      dword('dwFlags', 'Begin or end of the change.', { constants: 'KS_TVTUNER_CHANGE' }),
      dword('dwCountryCode', 'Country, as its telephone code.'),
      dword('dwAnalogVideoStandard', 'Standard of the channel.', { constants: 'KS_AnalogVideoStandard' }),
      dword('dwChannel', 'Channel.'),
    ],
  ),
  KS_VBIINFOHEADER: layout(
    'KS_VBIINFOHEADER',
    'ksmedia.h',
    'Raw samples of the vertical blanking interval.',
    [
      ulong('StartLine', 'First line of the signal.'),
      ulong('EndLine', 'Last line of the signal.'),
      ulong('SamplingFrequency', 'Sample rate.', { unit: 'Hz', constants: 'KS_VBISAMPLINGRATE' }),
      ulong('MinLineStartTime', 'Earliest start of a line.', { unit: '10 ns' }),
      ulong('MaxLineStartTime', 'Latest start of a line.', { unit: '10 ns' }),
      ulong('ActualLineStartTime', 'Start of a line; between the two.', { unit: '10 ns' }),
      ulong('ActualLineEndTime', 'End of a line.', { unit: '10 ns' }),
      ulong('VideoStandard', 'Standard of the signal.', { constants: 'KS_AnalogVideoStandard' }),
      ulong('SamplesPerLine', 'Samples of one line, 8 bits each.', { unit: 'samples' }),
      ulong('StrideInBytes', 'Bytes from one line to the next; at least SamplesPerLine.', { unit: 'bytes' }),
      ulong('BufferSize', 'Size of the buffer: StrideInBytes times the number of lines, or more.', {
        unit: 'bytes',
      }),
    ],
  ),
  KS_DATAFORMAT_VBIINFOHEADER: layout(
    'KS_DATAFORMAT_VBIINFOHEADER',
    'ksmedia.h',
    'VBI format; FormatSize may be 108.',
    [
      struct('KSDATAFORMAT', 'DataFormat', 'Specifier KSDATAFORMAT_SPECIFIER_VBI.'),
      struct('KS_VBIINFOHEADER', 'VBIInfoHeader', 'The VBI format.'),
    ],
  ),
  KS_DATARANGE_VIDEO_VBI: layout('KS_DATARANGE_VIDEO_VBI', 'ksmedia.h', 'VBI that a pin takes.', [
    ...videoRangeHead,
    struct('KS_VBIINFOHEADER', 'VBIInfoHeader', 'Default format of the range.'),
  ]),
} as const;
