// Cases of the rules that need a recorded filter (recorded-filter.ts).
import { extensible, type Members, object, other, plain, video } from '#test/language-server/descriptors.ts';
import { pinId } from '#test/language-server/recorded-filter.ts';
import type { RuleCase } from './rule-case.ts';

const filter = object({ capabilities: '"rules.kscaps.json"' });

const audio = (pin: string, wave: Members = {}, connect: Members = {}, rest: Members = {}): string =>
  plain(wave, { connect: { PinId: pinId(pin), ...connect }, rest: { filter, ...rest } });
/** In WAVEFORMATEXTENSIBLE, which can say what a plain one cannot. */
const wide = (pin: string, wave: Members): string =>
  extensible(wave, {}, { connect: { PinId: pinId(pin) }, rest: { filter } });
const picture = (pin: string, header: Members = {}, beside: Members = {}): string =>
  video('MEDIASUBTYPE_YUY2', header, beside, { connect: { PinId: pinId(pin) }, rest: { filter } });

const standard = '"KSINTERFACESETID_Standard"';
const interfaceOf = (Id: string): Members => ({ Interface: object({ Set: standard, Id }) });
const mediumOf = (Id: string): Members => ({ Medium: object({ Set: '"KSMEDIUMSETID_Standard"', Id }) });
const mode = `[${object({ AttributeHeader: object({ Attribute: '"KSATTRIBUTEID_AUDIOSIGNALPROCESSING_MODE"' }), SignalProcessingMode: '"AUDIO_SIGNALPROCESSINGMODE_RAW"' })}]`;
const otherAttribute = (id: string): string =>
  `[${object({ AttributeHeader: object({ Attribute: id }), Bytes: '""' })}]`;
const midiBus = (sub: string): string =>
  other(
    {
      major: 'KSDATAFORMAT_TYPE_MUSIC',
      sub: 'KSDATAFORMAT_SUBTYPE_MIDI',
      specifier: 'KSDATAFORMAT_SPECIFIER_NONE',
    },
    {},
    { connect: { PinId: pinId('speaker') }, format: { SubFormat: sub }, rest: { filter } },
  );
const rect = (right: string): string => object({ left: '0', top: '0', right, bottom: '480' });

export const capabilityCases: readonly RuleCase[] = [
  { rule: 'pin-id-range', fires: audio('speaker', {}, { PinId: '«99»' }), silent: audio('speaker') },
  {
    rule: 'communication-none',
    fires: audio('none', {}, { PinId: `«${pinId('none')}»` }),
    silent: audio('speaker'),
  },
  {
    rule: 'communication-bridge',
    fires: audio('bridge', {}, { PinId: `«${pinId('bridge')}»` }),
    silent: audio('speaker'),
  },
  {
    rule: 'interface-not-offered',
    fires: audio('speaker', {}, interfaceOf('«1»')),
    silent: audio('looped', {}, interfaceOf('1')),
  },
  {
    rule: 'wavert-interface',
    fires: audio('looped', {}, interfaceOf('«0»')),
    silent: audio('looped', {}, interfaceOf('1')),
  },
  {
    rule: 'medium-not-offered',
    fires: audio('speaker', {}, mediumOf('«5»')),
    silent: audio('speaker', {}, mediumOf('0')),
  },
  {
    rule: 'pinto-for-sink',
    fires: audio('speaker', {}, { PinToHandle: '«"0x104"»' }),
    silent: audio('source', {}, { PinToHandle: '"0x104"' }),
  },
  {
    rule: 'pinto-missing-for-source',
    fires: audio('source', {}, { PinToHandle: '«null»' }),
    silent: audio('source', {}, { PinToHandle: '"0x104"' }),
  },
  {
    rule: 'both-means-sink',
    fires: audio('both', {}, { PinToHandle: '«null»' }),
    silent: audio('both', {}, { PinToHandle: '"0x104"' }),
  },
  {
    rule: 'access-vs-dataflow',
    fires: audio('microphone', {}, {}, { DesiredAccess: '«"GENERIC_WRITE"»' }),
    silent: audio('microphone', {}, {}, { DesiredAccess: '"GENERIC_READ"' }),
  },
  {
    rule: 'instances-exhausted',
    fires: audio('taken', {}, { PinId: `«${pinId('taken')}»` }),
    silent: audio('speaker'),
  },
  {
    rule: 'range-type',
    fires: audio('camera', {}).replace('"KSDATAFORMAT_TYPE_AUDIO"', '«"KSDATAFORMAT_TYPE_AUDIO"»'),
    silent: picture('camera'),
  },
  {
    rule: 'range-channels',
    fires: wide('speaker', { nChannels: '«4»' }),
    silent: audio('speaker', { nChannels: '1' }),
  },
  {
    rule: 'range-bits',
    fires: wide('speaker', { wBitsPerSample: '«24»' }),
    silent: audio('speaker', { wBitsPerSample: '8' }),
  },
  {
    rule: 'range-rate',
    fires: audio('speaker', { nSamplesPerSec: '«192000»' }),
    silent: audio('speaker', { nSamplesPerSec: '96000' }),
  },
  {
    rule: 'attribute-unknown',
    fires: audio(
      'speaker',
      {},
      {},
      { Attributes: otherAttribute('«"{12345678-0000-0000-0000-000000000000}"»') },
    ),
    silent: audio('speaker', {}, {}, { Attributes: mode }),
  },
  {
    rule: 'required-attribute-missing',
    fires: audio('attributes').replace('"KSDATAFORMAT":', '«"KSDATAFORMAT"»:'),
    silent: audio('attributes', {}, {}, { Attributes: mode }),
  },
  {
    rule: 'midi-bus-openable',
    fires: midiBus('«"KSDATAFORMAT_SUBTYPE_MIDI_BUS"»'),
    silent: audio('speaker'),
  },
  { rule: 'size-range', fires: picture('scaler', { biWidth: '«328»' }), silent: picture('scaler') },
  { rule: 'size-exact', fires: picture('camera', { biWidth: '«320»' }), silent: picture('camera') },
  {
    rule: 'timeperframe-range',
    fires: picture('camera', {}, { AvgTimePerFrame: '«100000»' }),
    silent: picture('camera', {}, { AvgTimePerFrame: '166666' }),
  },
  {
    rule: 'rc-source-cropping',
    fires: picture('camera', {}, { '«rcSource»': rect('641') }),
    silent: picture('camera', {}, { rcSource: rect('642') }),
  },
];
