// Cases of the rules of KSDATAFORMAT, its attributes, and MIDI.
import { extensible, object, other, plain, video, video2 } from '#test/language-server/descriptors.ts';
import type { RuleCase } from './rule-case.ts';

const zero = '"{00000000-0000-0000-0000-000000000000}"';
const withFormat = (format: Readonly<Record<string, string>>): string => plain({}, { format });
const midi = (format: Readonly<Record<string, string>>, rest = {}): string =>
  other(
    {
      major: 'KSDATAFORMAT_TYPE_MUSIC',
      sub: 'KSDATAFORMAT_SUBTYPE_MIDI',
      specifier: 'KSDATAFORMAT_SPECIFIER_NONE',
    },
    {},
    { format, rest },
  );
const fileHandle = (rest = {}): string =>
  other(
    {
      major: 'KSDATAFORMAT_TYPE_STREAM',
      sub: 'KSDATAFORMAT_SUBTYPE_NONE',
      specifier: '«KSDATAFORMAT_SPECIFIER_FILEHANDLE»',
    },
    {},
    { rest },
  ).replace('"«KSDATAFORMAT_SPECIFIER_FILEHANDLE»"', '«"KSDATAFORMAT_SPECIFIER_FILEHANDLE"»');
const unmarked = (text: string): string => text.replaceAll(/[«»]/g, '');

const attribute = (
  header: Readonly<Record<string, string>>,
  body: Readonly<Record<string, string>>,
): string =>
  `[${object({ AttributeHeader: object({ Attribute: '"KSATTRIBUTEID_AUDIOSIGNALPROCESSING_MODE"', ...header }), ...body })}]`;
const raw = { SignalProcessingMode: '"AUDIO_SIGNALPROCESSINGMODE_RAW"' };
const withAttributes = (Attributes: string, format = {}): string =>
  plain({}, { rest: { Attributes }, format });
const twoAttributes = (size: string): string =>
  withAttributes(
    `[${object({ AttributeHeader: object({ Attribute: '"KSDATAFORMAT_SUBTYPE_NONE"', Size: size }), Bytes: '"0102030405060708"' })}, ${attribute({}, raw).slice(1)}`.replace(
      'KSDATAFORMAT_SUBTYPE_NONE',
      '{12345678-1234-1234-1234-123456789abc}',
    ),
  );

export const formatCases: readonly RuleCase[] = [
  {
    rule: 'format-size-min',
    fires: withFormat({ FormatSize: '«63»' }),
    silent: withFormat({ FormatSize: '82' }),
  },
  {
    rule: 'format-size-below-specifier',
    fires: withFormat({ FormatSize: '«81»' }),
    silent: withFormat({ FormatSize: '82' }),
  },
  {
    rule: 'format-size-beyond-block',
    fires: withFormat({ FormatSize: '«83»' }),
    silent: withFormat({ FormatSize: '82' }),
  },
  {
    rule: 'format-size-excess',
    fires: video(
      'MEDIASUBTYPE_YUY2',
      {},
      {},
      { format: { FormatSize: '«164»' }, rest: { Bytes: '"000000000000000000000000"' } },
    ),
    silent: plain({ cbSize: '2' }, { rest: { Bytes: '"0102"' } }),
  },
  {
    rule: 'format-size-none',
    fires: other(
      {
        major: 'KSDATAFORMAT_TYPE_STREAM',
        sub: 'KSDATAFORMAT_SUBTYPE_NONE',
        specifier: 'KSDATAFORMAT_SPECIFIER_NONE',
      },
      {},
      { format: { FormatSize: '«65»' }, rest: { Bytes: '"01"' } },
    ),
    silent: midi({ FormatSize: '64' }),
  },
  {
    rule: 'filehandle-specifier',
    fires: fileHandle(),
    silent: unmarked(fileHandle({ Bytes: '"0102030405060708"' })),
  },
  { rule: 'reserved-zero', fires: withFormat({ Reserved: '«7»' }), silent: withFormat({ Reserved: '0' }) },
  {
    rule: 'flags-unknown',
    fires: withFormat({ Flags: '«"0x10"»' }),
    silent: video('MEDIASUBTYPE_MJPG', {}, {}, { format: { Flags: '1' } }),
  },
  {
    rule: 'temporal-compression-audio',
    fires: withFormat({ Flags: '«"KSDATAFORMAT_TEMPORAL_COMPRESSION"»' }),
    silent: video('MEDIASUBTYPE_MJPG', {}, {}, { format: { Flags: '"KSDATAFORMAT_TEMPORAL_COMPRESSION"' } }),
  },
  {
    rule: 'temporal-compression-uncompressed',
    fires: video('MEDIASUBTYPE_YUY2', {}, {}, { format: { Flags: '«1»' } }),
    silent: video('MEDIASUBTYPE_MJPG', {}, {}, { format: { Flags: '1' } }),
  },
  { rule: 'wildcard-type', fires: withFormat({ MajorFormat: `«${zero}»` }), silent: plain() },
  { rule: 'wildcard-subtype', fires: withFormat({ SubFormat: `«${zero}»` }), silent: plain() },
  { rule: 'wildcard-specifier', fires: withFormat({ Specifier: `«${zero}»` }), silent: plain() },
  {
    rule: 'samplesize-zero-compressed',
    fires: video('MEDIASUBTYPE_MJPG', {}, {}, { format: { SampleSize: '«1000»' } }),
    silent: video('MEDIASUBTYPE_MJPG', {}, {}, { format: { SampleSize: '0' } }),
  },
  {
    rule: 'samplesize-pcm',
    fires: withFormat({ SampleSize: '«2»' }),
    silent: withFormat({ SampleSize: '4' }),
  },
  {
    rule: 'samplesize-video',
    fires: video('MEDIASUBTYPE_YUY2', {}, {}, { format: { SampleSize: '«100»' } }),
    silent: video('MEDIASUBTYPE_YUY2', {}, {}, { format: { SampleSize: '614400' } }),
  },
  {
    rule: 'major-specifier-mismatch',
    fires: withFormat({ Specifier: '«"KSDATAFORMAT_SPECIFIER_VIDEOINFO"»' }),
    silent: plain(),
  },
  {
    rule: 'specifier-block',
    fires: video2('MEDIASUBTYPE_YUY2', {}, { format: { Specifier: '«"KSDATAFORMAT_SPECIFIER_VIDEOINFO"»' } }),
    silent: video2('MEDIASUBTYPE_YUY2'),
  },
  {
    rule: 'specifier-none-on-audio',
    fires: withFormat({ Specifier: '«"KSDATAFORMAT_SPECIFIER_NONE"»' }),
    silent: other(
      {
        major: 'KSDATAFORMAT_TYPE_AUDIO',
        sub: 'KSDATAFORMAT_SUBTYPE_ANALOG',
        specifier: 'KSDATAFORMAT_SPECIFIER_NONE',
      },
      {},
    ),
  },
  {
    rule: 'attributes-flag-without-list',
    fires: withFormat({ Flags: '«"KSDATAFORMAT_ATTRIBUTES"»' }),
    silent: withAttributes(attribute({}, raw), { Flags: '2' }),
  },
  {
    rule: 'list-without-flag',
    fires: withAttributes(attribute({}, raw), { Flags: '«0»' }),
    silent: withAttributes(attribute({}, raw)),
  },
  {
    rule: 'attributes-count',
    fires: withAttributes('[]').replace('"Attributes"', '«"Attributes"»'),
    silent: withAttributes(attribute({}, raw)),
  },
  {
    rule: 'attribute-size-min',
    fires: withAttributes(attribute({ Size: '«23»' }, raw)),
    silent: withAttributes(attribute({ Size: '40' }, raw)),
  },
  { rule: 'attribute-alignment', fires: twoAttributes('«24»'), silent: twoAttributes('32') },
  {
    rule: 'signal-mode-size',
    fires: withAttributes(attribute({ Size: '«32»' }, raw)),
    silent: withAttributes(attribute({ Size: '40' }, raw)),
  },
  {
    rule: 'attribute-flags',
    fires: withAttributes(attribute({ Flags: '«2»' }, raw)),
    silent: withAttributes(attribute({ Flags: '"KSATTRIBUTE_REQUIRED"' }, raw)),
  },
  {
    rule: 'attributes-blob-64k',
    fires: extensible({ cbSize: '65422' }, {}, { rest: { Bytes: `«"${'00'.repeat(65400)}"»` } }),
    silent: extensible({ cbSize: '60022' }, {}, { rest: { Bytes: `"${'00'.repeat(60000)}"` } }),
  },
  { rule: 'midi-bare-format', fires: midi({ FormatSize: '«65»' }, { Bytes: '"01"' }), silent: midi({}) },
  {
    rule: 'midi-subtype',
    fires: midi({ SubFormat: '«"KSDATAFORMAT_SUBTYPE_PCM"»' }),
    silent: midi({ SubFormat: '"KSDATAFORMAT_SUBTYPE_DIRECTMUSIC"' }),
  },
  {
    rule: 'ump-interface',
    fires: midi({ SubFormat: '"KSDATAFORMAT_SUBTYPE_UNIVERSALMIDIPACKET"' }).replace(
      '"KSPIN_CONNECT": { "PinId": 0 }',
      '"KSPIN_CONNECT": { "PinId": 0, "Interface": { "Set": "KSINTERFACESETID_Standard", "Id": «0» } }',
    ),
    silent: midi({ SubFormat: '"KSDATAFORMAT_SUBTYPE_UNIVERSALMIDIPACKET"' }).replace(
      '"KSPIN_CONNECT": { "PinId": 0 }',
      '"KSPIN_CONNECT": { "PinId": 0, "Interface": { "Set": "KSINTERFACESETID_Standard", "Id": 1 } }',
    ),
  },
];
