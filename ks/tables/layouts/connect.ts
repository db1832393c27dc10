// The connect request: KSPIN_CONNECT and what it is made of. Source: ks.h.
import type { Layout } from '#ks/tables/layout.ts';

const alignment = {
  name: 'Alignment',
  type: 'i64',
  c: 'LONGLONG',
  alignOnly: true,
  meaning: 'Only forces 8-byte alignment; it shares the bytes of Set.',
} as const;

export const connectLayouts = {
  KSIDENTIFIER: {
    name: 'KSIDENTIFIER',
    meaning: 'An item of a set: a GUID for the set and a number within it.',
    header: 'ks.h',
    fields: [
      { name: 'Set', type: 'guid', c: 'GUID', meaning: 'The set.' },
      { name: 'Id', type: 'u32', c: 'ULONG', meaning: 'The item within the set.' },
      { name: 'Flags', type: 'u32', c: 'ULONG', meaning: 'Flags of the request or item.' },
      alignment,
    ],
  },
  KSPIN_INTERFACE: {
    name: 'KSPIN_INTERFACE',
    meaning: 'How a client and the pin exchange data: set and item.',
    header: 'ks.h',
    fields: [
      {
        name: 'Set',
        type: 'guid',
        c: 'GUID',
        meaning: 'Interface set, compared for equality with the list of the pin; there is no wildcard.',
        guids: ['interface-set'],
      },
      {
        name: 'Id',
        type: 'u32',
        c: 'ULONG',
        meaning:
          'Interface within the set. Read the list of the pin: WaveRT pins take LOOPED_STREAMING, others STREAMING.',
        constants: 'KSINTERFACE_STANDARD',
      },
      { name: 'Flags', type: 'u32', c: 'ULONG', meaning: 'Reserved, 0.', reserved: true },
      alignment,
    ],
  },
  KSPIN_MEDIUM: {
    name: 'KSPIN_MEDIUM',
    meaning: 'What carries the data between two pins: a bus, a wire, or memory.',
    header: 'ks.h',
    fields: [
      {
        name: 'Set',
        type: 'guid',
        c: 'GUID',
        meaning: 'Medium set. Private sets are legal: they wire named crossbar and tuner pins.',
        guids: ['medium-set'],
      },
      {
        name: 'Id',
        type: 'u32',
        c: 'ULONG',
        meaning: 'Medium within the set; 0 (ANYINSTANCE) for a pin opened by software.',
        constants: 'KSMEDIUM_STANDARD',
      },
      { name: 'Flags', type: 'u32', c: 'ULONG', meaning: 'Reserved, 0.', reserved: true },
      alignment,
    ],
  },
  KSPRIORITY: {
    name: 'KSPRIORITY',
    meaning: 'How much the client wants the pin when several compete for it.',
    header: 'ks.h',
    fields: [
      {
        name: 'PriorityClass',
        type: 'u32',
        c: 'ULONG',
        meaning: 'Priority class; any number from 1 up is legal, 0 is reserved.',
        constants: 'KSPRIORITY',
      },
      {
        name: 'PrioritySubClass',
        type: 'u32',
        c: 'ULONG',
        meaning: 'Order within the class; starts at 1, 0 is reserved.',
      },
    ],
  },
  KSPIN_CONNECT: {
    name: 'KSPIN_CONNECT',
    meaning:
      'The request of KsCreatePin; a KSDATAFORMAT follows directly behind it (72 bytes on x64, 64 on x86).',
    header: 'ks.h',
    fields: [
      {
        name: 'Interface',
        type: 'KSPIN_INTERFACE',
        c: 'KSPIN_INTERFACE',
        meaning: 'Interface to use; must be one that the pin lists.',
      },
      {
        name: 'Medium',
        type: 'KSPIN_MEDIUM',
        c: 'KSPIN_MEDIUM',
        meaning: 'Medium to use; must be one that the pin lists.',
      },
      {
        name: 'PinId',
        type: 'u32',
        c: 'ULONG',
        meaning: 'Pin factory, from 0 to the count of pin types of the filter less 1.',
      },
      {
        name: 'PinToHandle',
        type: 'pointer',
        c: 'HANDLE',
        meaning:
          'Handle of an existing sink pin when this pin is a source; otherwise NULL. Create the sink first.',
      },
      {
        name: 'Priority',
        type: 'KSPRIORITY',
        c: 'KSPRIORITY',
        meaning: 'Priority of the client on this pin.',
      },
    ],
  },
} as const satisfies Readonly<Record<string, Layout>>;
