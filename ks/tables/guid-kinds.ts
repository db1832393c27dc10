// What a named GUID may stand for: completion offers only the kinds that make sense in a field, hover says
// which kind a value is. The groups follow the prefixes and sections of ks.h, ksmedia.h, bdamedia.h,
// uuids.h and ksuuids.h.

/** A GUID as text: lower case, no braces, Data1-Data2-Data3-Data4[0..1]-Data4[2..7]. */
export type Guid = `${string}-${string}-${string}-${string}-${string}`;

export const guidKinds = {
  'format-type': 'data format MajorFormat',
  'format-subtype': 'data format SubFormat',
  'format-specifier': 'data format Specifier: which structure follows KSDATAFORMAT',
  'interface-set': 'pin interface set',
  'medium-set': 'pin medium set',
  attribute: 'attribute of a data format or data range',
  'audio-processing-mode': 'audio signal processing mode',
  'music-technology': 'music synthesis technology',
  'filter-category': 'filter category (device interface class)',
  'pin-name': 'pin name, also used as pin category',
  'pin-category': 'pin category (DirectShow name)',
  'node-type': 'topology node type or terminal type',
  'property-set': 'property set',
  'event-set': 'event set',
  'method-set': 'method set',
  'property-type-set': 'property value type set',
  'create-name': 'name of a KS object in a create request',
  'memory-type': 'allocator memory or bus type',
  'time-format': 'time format',
  'audio-effect': 'audio effect',
  'algorithm-instance': 'algorithm instance of an audio processing node',
  'camera-profile': 'camera profile',
  'component-id': 'component identifier',
  'degrade-set': 'degradation strategy set',
  'notification-id': 'notification identifier',
  'bda-network-type': 'broadcast (BDA) network type',
  'bda-node': 'broadcast (BDA) node category or type',
  'mft-category': 'media transform category',
  'dshow-mediatype': 'DirectShow major type',
  'dshow-subtype': 'DirectShow subtype',
  'dshow-format': 'DirectShow format type',
  other: 'other GUID',
} as const;

export type GuidKind = keyof typeof guidKinds;
