// Formats, ranges and their attributes: the part that all media share. Source: ks.h, ksmedia.h, guiddef.h.
// KSDATAFORMAT is aligned to 8 as MSVC and mingw do it; ks.h without _MSC_VER would align it to 4.
import { alignTo8, guid, layout, scalarAs, struct, ulong } from '#ks/tables/layout-rows.ts';

export const formatLayouts = {
  GUID: layout('GUID', 'guiddef.h', 'A globally unique identifier.', [
    scalarAs(
      'u32',
      'unsigned long',
      'Data1',
      'First group, little-endian; FOURCC or wave format tag of the two families.',
    ),
    scalarAs('u16', 'unsigned short', 'Data2', 'Second group, little-endian.'),
    scalarAs('u16', 'unsigned short', 'Data3', 'Third group, little-endian.'),
    scalarAs('u8', 'unsigned char', 'Data4', 'Last two groups, byte by byte.', { count: 8 }),
  ]),
  KSDATAFORMAT: layout(
    'KSDATAFORMAT',
    'ks.h',
    'A concrete format. What Specifier names follows it, within FormatSize.',
    [
      ulong('FormatSize', 'Size of this structure and of what Specifier adds, without attributes.', {
        unit: 'bytes',
      }),
      ulong('Flags', 'Temporal compression, and whether attributes follow.', {
        constants: 'KSDATAFORMAT_FLAGS',
      }),
      ulong('SampleSize', 'Size of one sample (audio: block align, video: image); 0 for variable size.', {
        unit: 'bytes',
      }),
      ulong('Reserved', 'Reserved, 0.', { reserved: true }),
      guid('MajorFormat', 'Kind of stream: audio, video, MIDI ... A format never holds a wildcard.', {
        guids: ['format-type', 'dshow-mediatype'],
      }),
      guid('SubFormat', 'Encoding within the major format.', { guids: ['format-subtype', 'dshow-subtype'] }),
      guid('Specifier', 'Which structure follows. NONE is a GUID of its own, not zero.', {
        guids: ['format-specifier', 'dshow-format'],
      }),
      alignTo8,
    ],
  ),
  KSDATARANGE: layout(
    'KSDATARANGE',
    'ks.h',
    'A set of formats that a pin takes; same layout as KSDATAFORMAT.',
    [
      ulong(
        'FormatSize',
        'Size of this structure and of what follows it; lists step by it rounded up to 8.',
        {
          unit: 'bytes',
        },
      ),
      ulong('Flags', 'Temporal compression, and whether attributes follow or are required.', {
        constants: 'KSDATARANGE_FLAGS',
      }),
      ulong('SampleSize', 'Size of one sample; 0 for variable or unknown size.', { unit: 'bytes' }),
      ulong('Reserved', 'Reserved, 0.', { reserved: true }),
      guid('MajorFormat', 'Kind of stream; zero means any.', { guids: ['format-type', 'dshow-mediatype'] }),
      guid('SubFormat', 'Encoding; zero means any.', { guids: ['format-subtype', 'dshow-subtype'] }),
      guid('Specifier', 'Which structure a format for this range carries; zero means any.', {
        guids: ['format-specifier', 'dshow-format'],
      }),
      alignTo8,
    ],
  ),
  KSATTRIBUTE: layout('KSATTRIBUTE', 'ks.h', 'Head of an attribute of a format or range.', [
    ulong('Size', 'Size of the attribute with this head; the next one starts at a multiple of 8.', {
      unit: 'bytes',
    }),
    ulong('Flags', 'Whether the attribute must be understood.', { constants: 'KSATTRIBUTE_FLAGS' }),
    guid('Attribute', 'Which attribute this is.', { guids: ['attribute'] }),
  ]),
  KSATTRIBUTE_AUDIOSIGNALPROCESSING_MODE: layout(
    'KSATTRIBUTE_AUDIOSIGNALPROCESSING_MODE',
    'ksmedia.h',
    'Attribute that selects the audio signal processing mode of the stream.',
    [
      struct('KSATTRIBUTE', 'AttributeHeader', 'Head: Size 40, KSATTRIBUTEID_AUDIOSIGNALPROCESSING_MODE.'),
      guid('SignalProcessingMode', 'The mode: default, raw, speech ...', {
        guids: ['audio-processing-mode'],
      }),
    ],
  ),
  KSATTRIBUTE_LIST: layout(
    'KSATTRIBUTE_LIST',
    'ks.h',
    'Attribute list in kernel memory. In a request it is a KSMULTIPLE_ITEM with the attributes in line.',
    [
      ulong('Count', 'Number of attributes.'),
      scalarAs('pointer', 'PKSATTRIBUTE*', 'Attributes', 'Array of pointers to the attributes.'),
    ],
  ),
  KSMULTIPLE_ITEM: layout('KSMULTIPLE_ITEM', 'ks.h', 'Head of a list; its items follow.', [
    ulong('Size', 'Size of the list with this head.', { unit: 'bytes' }),
    ulong('Count', 'Number of items.'),
  ]),
  KSMULTIPLE_DATA_PROP: layout('KSMULTIPLE_DATA_PROP', 'ksmedia.h', 'Property request with a list.', [
    struct('KSPROPERTY', 'Property', 'The property.'),
    struct('KSMULTIPLE_ITEM', 'MultipleItem', 'Head of the list that follows.'),
  ]),
} as const;
