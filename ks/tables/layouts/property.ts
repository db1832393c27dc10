// Requests for properties, methods and events, and the answers of pin and topology properties. Source: ks.h.
import {
  alignTo8,
  guid,
  layout,
  long,
  longlong,
  scalarAs,
  struct,
  ulong,
  unnamed,
} from '#ks/tables/layout-rows.ts';

export const propertyLayouts = {
  KSPROPERTY: layout('KSPROPERTY', 'ks.h', 'A property request: set, property, verb.', [
    guid('Set', 'Property set.', { guids: ['property-set'] }),
    ulong('Id', 'Property within the set.', {
      constantsBySet: {
        '8c134960-51ad-11cf-878a-94f801c10000': 'KSPROPERTY_PIN',
        '1d58c920-ac9b-11cf-a5d6-28db04c10000': 'KSPROPERTY_CONNECTION',
        '720d4ac0-7533-11d0-a5d6-28db04c10000': 'KSPROPERTY_TOPOLOGY',
        '1464eda5-6a8f-11d1-9aa7-00a0c9223196': 'KSPROPERTY_GENERAL',
        '45ffaaa0-6e1b-11d0-bcf2-444553540000': 'KSPROPERTY_AUDIO',
        'a855a48c-2f78-4729-9051-1968746b9eef': 'KSPROPERTY_RTAUDIO',
      },
    }),
    ulong('Flags', 'One verb; with TOPOLOGY for a node.', { constants: 'KSPROPERTY_TYPE' }),
    alignTo8,
  ]),
  KSMETHOD: layout('KSMETHOD', 'ks.h', 'A method request: set, method, kind of call.', [
    guid('Set', 'Method set.', { guids: ['method-set'] }),
    ulong('Id', 'Method within the set.'),
    ulong('Flags', 'Kind of call.', { constants: 'KSMETHOD_TYPE' }),
    alignTo8,
  ]),
  KSEVENT: layout('KSEVENT', 'ks.h', 'An event request: set, event, kind of call.', [
    guid('Set', 'Event set.', { guids: ['event-set'] }),
    ulong('Id', 'Event within the set.'),
    ulong('Flags', 'Kind of call.', { constants: 'KSEVENT_TYPE' }),
    alignTo8,
  ]),
  KSP_PIN: layout(
    'KSP_PIN',
    'ks.h',
    'A property request about a pin factory, sent to the filter; 32 bytes.',
    [
      struct('KSPROPERTY', 'Property', 'The property.'),
      ulong('PinId', 'Pin factory.'),
      ulong('Reserved', 'Reserved, 0.', { reserved: true }),
      ulong('Flags', 'Whether the caller can read attribute lists.', {
        overlaps: 'Reserved',
        constants: 'KSPROPERTY_PIN_FLAGS',
      }),
    ],
  ),
  KSE_PIN: layout('KSE_PIN', 'ks.h', 'An event request about a pin factory.', [
    struct('KSEVENT', 'Event', 'The event.'),
    ulong('PinId', 'Pin factory.'),
    ulong('Reserved', 'Reserved, 0.', { reserved: true }),
  ]),
  KSP_NODE: layout('KSP_NODE', 'ks.h', 'A property request about a topology node.', [
    struct('KSPROPERTY', 'Property', 'The property; Flags with KSPROPERTY_TYPE_TOPOLOGY.'),
    ulong('NodeId', 'Node: index in the list of nodes.'),
    ulong('Reserved', 'Reserved, 0.', { reserved: true }),
  ]),
  KSP_TIMEFORMAT: layout('KSP_TIMEFORMAT', 'ks.h', 'A request to convert a time.', [
    struct('KSPROPERTY', 'Property', 'The property.'),
    guid('SourceFormat', 'Time format of Time.', { guids: ['time-format'] }),
    guid('TargetFormat', 'Time format wanted.', { guids: ['time-format'] }),
    longlong('Time', 'The time.'),
  ]),
  KSPROPERTY_DESCRIPTION: layout(
    'KSPROPERTY_DESCRIPTION',
    'ks.h',
    'Answer to BASICSUPPORT: what a property allows.',
    [
      ulong('AccessFlags', 'Verbs that work.', { constants: 'KSPROPERTY_TYPE' }),
      ulong('DescriptionSize', 'Size of the whole description.', { unit: 'bytes' }),
      struct('KSIDENTIFIER', 'PropTypeSet', 'Type of the value: KSPROPTYPESETID_General and a VARENUM.'),
      ulong('MembersListCount', 'Member lists that follow.'),
      ulong('Reserved', 'Reserved, 0.', { reserved: true }),
    ],
  ),
  KSPROPERTY_MEMBERSHEADER: layout('KSPROPERTY_MEMBERSHEADER', 'ks.h', 'Head of a member list.', [
    ulong('MembersFlags', 'Bounds, steps or values.', { constants: 'KSPROPERTY_MEMBER' }),
    ulong('MembersSize', 'Size of one member.', { unit: 'bytes' }),
    ulong('MembersCount', 'Members that follow.'),
    ulong('Flags', 'Default values, or values for each channel.', { constants: 'KSPROPERTY_MEMBER_FLAG' }),
  ]),
  KSPROPERTY_BOUNDS_LONG: layout('KSPROPERTY_BOUNDS_LONG', 'ks.h', 'Smallest and largest 32-bit value.', [
    long('SignedMinimum', 'Smallest value, signed.'),
    long('SignedMaximum', 'Largest value, signed.'),
    ulong('UnsignedMinimum', 'Smallest value, unsigned.', { overlaps: 'SignedMinimum' }),
    ulong('UnsignedMaximum', 'Largest value, unsigned.', { overlaps: 'SignedMaximum' }),
  ]),
  KSPROPERTY_STEPPING_LONG: layout('KSPROPERTY_STEPPING_LONG', 'ks.h', 'Bounds with a step.', [
    ulong('SteppingDelta', 'Step between values.'),
    ulong('Reserved', 'Reserved, 0.', { reserved: true }),
    struct('KSPROPERTY_BOUNDS_LONG', 'Bounds', 'Smallest and largest value.'),
  ]),
  KSPIN_CINSTANCES: layout('KSPIN_CINSTANCES', 'ks.h', 'Possible and current instances of a pin factory.', [
    ulong('PossibleCount', 'Most instances; 0xFFFFFFFF for no limit.', { constants: 'KSINSTANCE' }),
    ulong('CurrentCount', 'Instances open now.'),
  ]),
  KSPIN_PHYSICALCONNECTION: layout('KSPIN_PHYSICALCONNECTION', 'ks.h', 'The pin that this pin is wired to.', [
    ulong('Size', 'Size with the whole name.', { unit: 'bytes' }),
    ulong('Pin', 'Pin factory of the other filter.'),
    scalarAs('u16', 'WCHAR', 'SymbolicLinkName', 'Interface path of the other filter, variable length.', {
      count: 1,
    }),
  ]),
  KSCOMPONENTID: layout('KSCOMPONENTID', 'ks.h', 'Who made a filter, and which one it is.', [
    guid('Manufacturer', 'Maker of the component.', { guids: ['component-id'] }),
    guid('Product', 'Product it belongs to.', { guids: ['component-id'] }),
    guid('Component', 'The component itself.', { guids: ['component-id'] }),
    guid('Name', 'Name under Control\\MediaCategories.', { guids: ['component-id', 'pin-name'] }),
    ulong('Version', 'Version of the component.'),
    ulong('Revision', 'Revision of the component.'),
  ]),
  KSTOPOLOGY_CONNECTION: layout(
    'KSTOPOLOGY_CONNECTION',
    'ks.h',
    'A wire between nodes or pins of a filter.',
    [
      ulong('FromNode', 'Node it comes from.', { constants: 'KSNODE' }),
      ulong('FromNodePin', 'Pin of that node, or pin factory of the filter.'),
      ulong('ToNode', 'Node it goes to.', { constants: 'KSNODE' }),
      ulong('ToNodePin', 'Pin of that node, or pin factory of the filter.'),
    ],
  ),
  'KSEVENTDATA.EventHandle': layout('KSEVENTDATA.EventHandle', 'ks.h', 'Notification by an event.', [
    scalarAs('pointer', 'HANDLE', 'Event', 'The event.'),
    scalarAs('pointer', 'ULONG_PTR', 'Reserved', 'Reserved, 0.', { count: 2, reserved: true }),
  ]),
  'KSEVENTDATA.SemaphoreHandle': layout(
    'KSEVENTDATA.SemaphoreHandle',
    'ks.h',
    'Notification by a semaphore.',
    [
      scalarAs('pointer', 'HANDLE', 'Semaphore', 'The semaphore.'),
      ulong('Reserved', 'Reserved, 0.', { reserved: true }),
      long('Adjustment', 'How much to release.'),
    ],
  ),
  'KSEVENTDATA.Alignment': layout('KSEVENTDATA.Alignment', 'ks.h', 'Size and alignment of the union.', [
    scalarAs('pointer', 'PVOID', 'Unused', 'Not used.', { reserved: true }),
    scalarAs('pointer', 'LONG_PTR', 'Alignment', 'Not used.', { count: 2, reserved: true }),
  ]),
  KSEVENTDATA: layout('KSEVENTDATA', 'ks.h', 'How the sender of an event request wants to be told.', [
    ulong('NotificationType', 'Kind of notification.', { constants: 'KSEVENTF' }),
    unnamed('struct', 'KSEVENTDATA', 'EventHandle', 'With KSEVENTF_EVENT_HANDLE.'),
    unnamed('struct', 'KSEVENTDATA', 'SemaphoreHandle', 'With KSEVENTF_SEMAPHORE_HANDLE.', {
      overlaps: 'EventHandle',
    }),
    unnamed('struct', 'KSEVENTDATA', 'Alignment', 'Only sizes and aligns the union.', {
      overlaps: 'EventHandle',
      alignOnly: true,
    }),
  ]),
} as const;
