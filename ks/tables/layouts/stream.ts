// Stream headers and positions. Source: ks.h, ksmedia.h. The header is 56 bytes on x64 and 48 on x86.
import { layout, longlong, scalarAs, struct, ulong } from '#ks/tables/layout-rows.ts';

export const streamLayouts = {
  KSTIME: layout(
    'KSTIME',
    'ks.h',
    'A time with its scale; Time * Numerator / Denominator is in units of 100 ns.',
    [
      longlong('Time', 'The time.'),
      ulong('Numerator', 'Scale, upper part.'),
      ulong('Denominator', 'Scale, lower part.'),
    ],
  ),
  KSSTREAM_HEADER: layout('KSSTREAM_HEADER', 'ks.h', 'One packet of a stream request.', [
    ulong('Size', 'Size of this header with its extension.', { unit: 'bytes' }),
    ulong('TypeSpecificFlags', 'Flags that the format defines.'),
    struct('KSTIME', 'PresentationTime', 'When to present the data.'),
    longlong('Duration', 'How long the data lasts, in the scale of PresentationTime.'),
    ulong('FrameExtent', 'Size of the buffer.', { unit: 'bytes' }),
    ulong('DataUsed', 'Bytes of the buffer that hold data.', { unit: 'bytes' }),
    scalarAs('pointer', 'PVOID', 'Data', 'The buffer.'),
    ulong('OptionsFlags', 'What the packet is, and which members are meant.', {
      constants: 'KSSTREAM_HEADER_OPTIONSF',
    }),
    ulong('Reserved', 'Reserved, 0; fills the structure to a multiple of 8.', {
      onlyOn: 'x64',
      reserved: true,
    }),
  ]),
  KSAUDIO_POSITION: layout('KSAUDIO_POSITION', 'ksmedia.h', 'Positions in the cyclic buffer or stream.', [
    scalarAs('u64', 'DWORDLONG', 'PlayOffset', 'What is being played or recorded.', { unit: 'bytes' }),
    scalarAs('u64', 'DWORDLONG', 'WriteOffset', 'Up to where data has been or may be moved.', {
      unit: 'bytes',
    }),
  ]),
  KSAUDIO_PRESENTATION_POSITION: layout(
    'KSAUDIO_PRESENTATION_POSITION',
    'ksmedia.h',
    'What is heard, and when that was.',
    [
      scalarAs('u64', 'UINT64', 'u64PositionInBlocks', 'Frames presented since the stream started.', {
        unit: 'frames',
      }),
      scalarAs('u64', 'UINT64', 'u64QPCPosition', 'Performance counter at that moment.'),
    ],
  ),
} as const;
