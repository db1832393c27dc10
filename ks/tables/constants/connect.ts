// Named numbers of KSPIN_CONNECT, of KSDATAFORMAT's own fields and of what a pin says of itself.
// Values: ks.h, ksmedia.h, winnt.h (mingw-w64). Meanings: WDK documentation of the same names.
import { flagsOf, oneOf } from '#ks/tables/constant-set.ts';

export const connectConstants = {
  KSINTERFACE_STANDARD: oneOf('KSINTERFACE_STANDARD', 'ks.h', [
    ['KSINTERFACE_STANDARD_STREAMING', 0, 'Packets are queued and played once, in order.'],
    [
      'KSINTERFACE_STANDARD_LOOPED_STREAMING',
      1,
      'A buffer is played round and round; WaveRT pins are connected with this one.',
    ],
    ['KSINTERFACE_STANDARD_CONTROL', 2, 'Reserved: no pin offers it.'],
  ]),
  KSINTERFACE_MEDIA: oneOf('KSINTERFACE_MEDIA', 'ksmedia.h', [
    ['KSINTERFACE_MEDIA_MUSIC', 0, 'Reserved for the system.'],
    ['KSINTERFACE_MEDIA_WAVE_BUFFERED', 1, 'Reserved for the system.'],
    ['KSINTERFACE_MEDIA_WAVE_QUEUED', 2, 'Wave data queued packet by packet.'],
  ]),
  KSINTERFACE_FILEIO: oneOf('KSINTERFACE_FILEIO', 'ks.h', [
    ['KSINTERFACE_FILEIO_STREAMING', 0, 'Plain file reads and writes carry the stream.'],
  ]),
  KSMEDIUM_STANDARD: oneOf('KSMEDIUM_STANDARD', 'ks.h', [
    [
      'KSMEDIUM_TYPE_ANYINSTANCE',
      0,
      'Any instance of the medium: the pin is reached by software, not by a wire.',
    ],
  ]),
  KSPRIORITY: oneOf('KSPRIORITY', 'ks.h', [
    ['KSPRIORITY_LOW', 0x00000001, 'Gives way to every other client of the device.'],
    ['KSPRIORITY_NORMAL', 0x40000000, 'The usual class.'],
    ['KSPRIORITY_HIGH', 0x80000000, 'Served before normal clients.'],
    ['KSPRIORITY_EXCLUSIVE', 0xffffffff, 'Claims the resources of the pin for one client; may be refused.'],
  ]),
  ACCESS_MASK: flagsOf('ACCESS_MASK', 'winnt.h', [
    ['GENERIC_READ', 0x80000000, 'Read the stream: needed where data comes out of the pin.'],
    ['GENERIC_WRITE', 0x40000000, 'Write the stream: needed where data goes into the pin.'],
    ['GENERIC_EXECUTE', 0x20000000, 'Execute access; pins have no use for it.'],
    ['GENERIC_ALL', 0x10000000, 'Every right.'],
  ]),
  KSPIN_DATAFLOW: oneOf('KSPIN_DATAFLOW', 'ks.h', [
    ['KSPIN_DATAFLOW_IN', 1, 'Data goes into the filter: a client writes (render).'],
    ['KSPIN_DATAFLOW_OUT', 2, 'Data comes out of the filter: a client reads (capture).'],
  ]),
  KSPIN_COMMUNICATION: oneOf('KSPIN_COMMUNICATION', 'ks.h', [
    ['KSPIN_COMMUNICATION_NONE', 0, 'Fixed wiring: the pin is never opened.'],
    ['KSPIN_COMMUNICATION_SINK', 1, 'Receives requests: a client opens it without PinToHandle.'],
    [
      'KSPIN_COMMUNICATION_SOURCE',
      2,
      'Sends requests: it is opened towards a sink pin given in PinToHandle.',
    ],
    ['KSPIN_COMMUNICATION_BOTH', 3, 'Sink without PinToHandle, source with it.'],
    [
      'KSPIN_COMMUNICATION_BRIDGE',
      4,
      'Leads to hardware outside the graph (a jack); never connected to another pin.',
    ],
  ]),
  KSSTATE: oneOf('KSSTATE', 'ks.h', [
    ['KSSTATE_STOP', 0, 'Nothing allocated, nothing moves.'],
    ['KSSTATE_ACQUIRE', 1, 'Resources are taken.'],
    ['KSSTATE_PAUSE', 2, 'Ready; buffers may be queued.'],
    ['KSSTATE_RUN', 3, 'Data moves.'],
  ]),
  KSINSTANCE: oneOf('KSINSTANCE', 'ks.h', [
    ['KSINSTANCE_INDETERMINATE', 0xffffffff, 'No fixed limit of instances.'],
  ]),
  KSDATAFORMAT_FLAGS: flagsOf('KSDATAFORMAT_FLAGS', 'ks.h', [
    ['KSDATAFORMAT_TEMPORAL_COMPRESSION', 0x1, 'Samples depend on earlier ones (inter-frame compression).'],
    [
      'KSDATAFORMAT_ATTRIBUTES',
      0x2,
      'A KSMULTIPLE_ITEM with attributes follows the format at the next multiple of 8.',
    ],
  ]),
  KSDATARANGE_FLAGS: flagsOf('KSDATARANGE_FLAGS', 'ks.h', [
    ['KSDATAFORMAT_TEMPORAL_COMPRESSION', 0x1, 'Samples depend on earlier ones (inter-frame compression).'],
    [
      'KSDATARANGE_ATTRIBUTES',
      0x2,
      'A KSMULTIPLE_ITEM with attributes follows the range at the next multiple of 8.',
    ],
    ['KSDATARANGE_REQUIRED_ATTRIBUTES', 0x4, 'A format for this range must carry the attributes.'],
  ]),
  KSATTRIBUTE_FLAGS: flagsOf('KSATTRIBUTE_FLAGS', 'ks.h', [
    ['KSATTRIBUTE_REQUIRED', 0x1, 'A driver that does not know the attribute must refuse the format.'],
  ]),
} as const;
