// WaveRT: the cyclic buffer, registers and packets of KSPROPSETID_RtAudio. Source: ksmedia.h and its WDK pages.
import { bool, dword, layout, scalarAs, struct, ulong } from '#ks/tables/layout-rows.ts';

const property = struct('KSPROPERTY', 'Property', 'The property.');
const baseAddress = scalarAs('pointer', 'PVOID', 'BaseAddress', 'Wanted address of the mapping, or NULL.');

export const rtaudioLayouts = {
  KSRTAUDIO_BUFFER_PROPERTY: layout(
    'KSRTAUDIO_BUFFER_PROPERTY',
    'ksmedia.h',
    'Request for the cyclic buffer.',
    [
      property,
      baseAddress,
      ulong('RequestedBufferSize', 'Wanted size; the driver may round it.', { unit: 'bytes' }),
    ],
  ),
  KSRTAUDIO_BUFFER_PROPERTY_WITH_NOTIFICATION: layout(
    'KSRTAUDIO_BUFFER_PROPERTY_WITH_NOTIFICATION',
    'ksmedia.h',
    'Request for the cyclic buffer with notifications.',
    [
      property,
      baseAddress,
      ulong('RequestedBufferSize', 'Wanted size; the driver may round it.', { unit: 'bytes' }),
      ulong('NotificationCount', 'Notifications in each pass through the buffer.'),
    ],
  ),
  KSRTAUDIO_BUFFER: layout('KSRTAUDIO_BUFFER', 'ksmedia.h', 'The cyclic buffer.', [
    scalarAs('pointer', 'PVOID', 'BufferAddress', 'Where it is mapped.'),
    ulong('ActualBufferSize', 'Its size.', { unit: 'bytes' }),
    bool('CallMemoryBarrier', 'TRUE: the client must use a memory barrier after writing.'),
  ]),
  KSRTAUDIO_HWLATENCY: layout('KSRTAUDIO_HWLATENCY', 'ksmedia.h', 'Latencies of the audio hardware.', [
    ulong('FifoSize', 'Size of the hardware FIFO.', { unit: 'bytes' }),
    ulong('ChipsetDelay', 'Delay of bus and chipset.', { unit: '100 ns' }),
    ulong('CodecDelay', 'Delay of the codec.', { unit: '100 ns' }),
  ]),
  KSRTAUDIO_HWREGISTER_PROPERTY: layout(
    'KSRTAUDIO_HWREGISTER_PROPERTY',
    'ksmedia.h',
    'Request to map a register.',
    [property, baseAddress],
  ),
  KSRTAUDIO_HWREGISTER: layout('KSRTAUDIO_HWREGISTER', 'ksmedia.h', 'A mapped position or clock register.', [
    scalarAs('pointer', 'PVOID', 'Register', 'Where it is mapped.'),
    ulong('Width', 'Width of the register.', { unit: 'bits' }),
    scalarAs('u64', 'ULONGLONG', 'Numerator', 'Scale or frequency, upper part.'),
    scalarAs('u64', 'ULONGLONG', 'Denominator', 'Scale or frequency, lower part.'),
    ulong('Accuracy', 'Largest error of a reading.'),
  ]),
  KSRTAUDIO_NOTIFICATION_EVENT_PROPERTY: layout(
    'KSRTAUDIO_NOTIFICATION_EVENT_PROPERTY',
    'ksmedia.h',
    'Request to register or unregister an event.',
    [property, scalarAs('pointer', 'HANDLE', 'NotificationEvent', 'The event.')],
  ),
  KSRTAUDIO_GETREADPACKET_INFO: layout('KSRTAUDIO_GETREADPACKET_INFO', 'ksmedia.h', 'A captured packet.', [
    ulong('PacketNumber', 'Number of the packet.'),
    dword('Flags', 'Reserved, 0.', { reserved: true }),
    scalarAs(
      'u64',
      'ULONG64',
      'PerformanceCounterValue',
      'Performance counter when its first sample was captured.',
    ),
    bool('MoreData', 'TRUE: another packet can be read at once.'),
  ]),
  KSRTAUDIO_SETWRITEPACKET_INFO: layout(
    'KSRTAUDIO_SETWRITEPACKET_INFO',
    'ksmedia.h',
    'A packet written for rendering.',
    [
      ulong('PacketNumber', 'Number of the packet.'),
      dword('Flags', 'KSSTREAM_HEADER_OPTIONSF_ENDOFSTREAM for the last packet, else 0.', {
        constants: 'KSSTREAM_HEADER_OPTIONSF',
      }),
      ulong('EosPacketLength', 'Bytes of the last packet that are meant.', { unit: 'bytes' }),
    ],
  ),
} as const;
