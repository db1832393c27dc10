// The connect request, KSPIN_CONNECT and what it is made of, and the driver's side of it, KSPIN_DESCRIPTOR. Source: ks.h and its WDK pages.
import { alignTo8, guid, layout, longlong, scalarAs, struct, ulong } from '#ks/tables/layout-rows.ts';

export const connectLayouts = {
  KSIDENTIFIER: layout('KSIDENTIFIER', 'ks.h', 'An item of a set: the GUID of the set and a number in it.', [
    guid('Set', 'The set.'),
    ulong('Id', 'The item within the set.'),
    ulong('Flags', 'Flags of the request or item.'),
    alignTo8,
  ]),
  KSPIN_INTERFACE: layout('KSPIN_INTERFACE', 'ks.h', 'How a client and a pin exchange data.', [
    guid('Set', 'Interface set. It is compared with the list of the pin; there is no wildcard.', {
      guids: ['interface-set'],
    }),
    ulong(
      'Id',
      'Interface within the set. The list of the pin decides: WaveRT pins take LOOPED_STREAMING, others STREAMING.',
      {
        constants: 'KSINTERFACE_STANDARD',
        constantsBySet: {
          '3a13eb40-30a7-11d0-a5d6-28db04c10000': 'KSINTERFACE_MEDIA',
          '8c6f932c-e771-11d0-b8ff-00a0c9223196': 'KSINTERFACE_FILEIO',
        },
      },
    ),
    ulong('Flags', 'Reserved, 0.', { reserved: true }),
    alignTo8,
  ]),
  KSPIN_MEDIUM: layout(
    'KSPIN_MEDIUM',
    'ks.h',
    'What carries the data between two pins: a bus, a wire or memory.',
    [
      guid('Set', 'Medium set. Private sets are legal: they wire named crossbar and tuner pins.', {
        guids: ['medium-set'],
      }),
      ulong('Id', 'Medium within the set; 0 (ANYINSTANCE) for a pin opened by software.', {
        constants: 'KSMEDIUM_STANDARD',
      }),
      ulong('Flags', 'Reserved, 0.', { reserved: true }),
      alignTo8,
    ],
  ),
  KSPRIORITY: layout('KSPRIORITY', 'ks.h', 'How much a client wants a pin for which several compete.', [
    ulong('PriorityClass', 'Priority class. Any number from 1 up is legal; 0 is reserved.', {
      constants: 'KSPRIORITY',
    }),
    ulong('PrioritySubClass', 'Order within the class. Starts at 1; 0 is reserved.'),
  ]),
  KSPIN_CONNECT: layout(
    'KSPIN_CONNECT',
    'ks.h',
    'The request of KsCreatePin. A KSDATAFORMAT follows it without a gap.',
    [
      struct('KSPIN_INTERFACE', 'Interface', 'Interface to use: one that the pin lists.'),
      struct('KSPIN_MEDIUM', 'Medium', 'Medium to use: one that the pin lists.'),
      ulong('PinId', 'Pin factory: 0 up to the count of pin types of the filter less 1.'),
      scalarAs(
        'pointer',
        'HANDLE',
        'PinToHandle',
        'Handle of an open sink pin when this pin is a source, otherwise NULL. The sink is created first.',
      ),
      struct('KSPRIORITY', 'Priority', 'Priority of the client on this pin.'),
    ],
  ),
  // The header's union is { LONGLONG Reserved; struct { ULONG ConstrainedDataRangesCount; PKSDATARANGE*
  // ConstrainedDataRanges; } }. The struct comes first here because Reserved covers both of its members on x86.
  KSPIN_DESCRIPTOR: layout(
    'KSPIN_DESCRIPTOR',
    'ks.h',
    'What a driver declares of a pin factory (kernel memory only).',
    [
      ulong(
        'InterfacesCount',
        'Number of interfaces; with 0 the class or port driver decides what the pin lists.',
      ),
      scalarAs('pointer', 'const KSPIN_INTERFACE*', 'Interfaces', 'Array of interfaces.'),
      ulong('MediumsCount', 'Number of mediums; with 0 the pin has Standard/ANYINSTANCE.'),
      scalarAs('pointer', 'const KSPIN_MEDIUM*', 'Mediums', 'Array of mediums.'),
      ulong('DataRangesCount', 'Number of data ranges.'),
      scalarAs('pointer', 'const PKSDATARANGE*', 'DataRanges', 'Array of pointers to data ranges.'),
      scalarAs('u32', 'KSPIN_DATAFLOW', 'DataFlow', 'Direction of the data.', {
        constants: 'KSPIN_DATAFLOW',
      }),
      scalarAs('u32', 'KSPIN_COMMUNICATION', 'Communication', 'How the pin communicates.', {
        constants: 'KSPIN_COMMUNICATION',
      }),
      scalarAs('pointer', 'const GUID*', 'Category', 'Category, or NULL.'),
      scalarAs('pointer', 'const GUID*', 'Name', 'Name GUID, or NULL to use the category.'),
      ulong('ConstrainedDataRangesCount', 'Number of data ranges possible now.'),
      scalarAs(
        'pointer',
        'PKSDATARANGE*',
        'ConstrainedDataRanges',
        'Array of pointers to data ranges possible now.',
      ),
      longlong('Reserved', 'Another view of the constrained ranges: 0 for none.', {
        overlaps: 'ConstrainedDataRangesCount',
        reserved: true,
      }),
    ],
  ),
} as const;
