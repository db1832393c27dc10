// Digital broadcast (BDA) ranges. Source: bdamedia.h; the misspelled member names are the header's.
import { layout, referenceTime, struct, ulong } from '#ks/tables/layout-rows.ts';

export const broadcastLayouts = {
  KS_DATARANGE_BDA_ANTENNA: layout(
    'KS_DATARANGE_BDA_ANTENNA',
    'bdamedia.h',
    'Antenna signal that a pin takes.',
    [struct('KSDATARANGE', 'DataRange', 'The common part, and nothing more.')],
  ),
  KS_DATARANGE_BDA_TRANSPORT: layout(
    'KS_DATARANGE_BDA_TRANSPORT',
    'bdamedia.h',
    'Transport stream that a pin takes.',
    [
      struct('KSDATARANGE', 'DataRange', 'The common part.'),
      struct('BDA_TRANSPORT_INFO', 'BdaTransportInfo', 'The transport stream.'),
    ],
  ),
  BDA_TRANSPORT_INFO: layout(
    'BDA_TRANSPORT_INFO',
    'bdamedia.h',
    'Packets and frames of a transport stream.',
    [
      ulong('ulcbPhyiscalPacket', 'Size of one packet, for example 188.', { unit: 'bytes' }),
      ulong('ulcbPhyiscalFrame', 'Size of one frame; 0 when the hardware does not care.', { unit: 'bytes' }),
      ulong('ulcbPhyiscalFrameAlignment', 'Alignment of capture buffers; 0 or 1 for none.', {
        unit: 'bytes',
      }),
      referenceTime('AvgTimePerFrame', 'Time of one frame.', { unit: '100 ns' }),
    ],
  ),
} as const;
