// MIDI and synthesis. Source: ksmedia.h. Formats of MIDI pins are a bare KSDATAFORMAT.
import { guid, layout, longlong, struct, ulong } from '#ks/tables/layout-rows.ts';

export const musicLayouts = {
  KSDATARANGE_MUSIC: layout(
    'KSDATARANGE_MUSIC',
    'ksmedia.h',
    'MIDI or synthesis that a pin takes; 96 bytes.',
    [
      struct('KSDATARANGE', 'DataRange', 'The common part: MajorFormat KSDATAFORMAT_TYPE_MUSIC.'),
      guid('Technology', 'How sound is made: port, FM, wavetable ...', { guids: ['music-technology'] }),
      ulong('Channels', 'Channels of the synthesizer; 0 for a port.', { unit: 'channels' }),
      ulong('Notes', 'Notes at the same time; 0 for a port.'),
      ulong('ChannelMask', 'MIDI channels it answers on, bit 0 for channel 1.'),
    ],
  ),
  KSMUSICFORMAT: layout('KSMUSICFORMAT', 'ksmedia.h', 'Head of each packet of MIDI bytes.', [
    ulong('TimeDeltaMs', 'Time since the previous packet.', { unit: 'ms' }),
    ulong('ByteCount', 'Bytes of data that follow; padded to a multiple of 4.', { unit: 'bytes' }),
  ]),
  UMPDATAFORMAT: layout('UMPDATAFORMAT', 'ksmedia.h', 'Head of universal MIDI packets in a cyclic buffer.', [
    longlong('Position', 'Time stamp or position of the packets.'),
    ulong('ByteCount', 'Bytes of packets that follow.', { unit: 'bytes' }),
  ]),
} as const;
