// Cases of the rules of wave formats, IEC 61937 links and DirectSound.
import { dsound, extensible, object, other, plain } from '#test/language-server/descriptors.ts';
import type { RuleCase } from './rule-case.ts';

const float = 'KSDATAFORMAT_SUBTYPE_IEEE_FLOAT';
const ac3 = 'KSDATAFORMAT_SUBTYPE_IEC61937_DOLBY_DIGITAL';
const valid = (value: string): { Samples: string } => ({ Samples: object({ wValidBitsPerSample: value }) });
const mask = (dwChannelMask: string): { dwChannelMask: string } => ({ dwChannelMask });
/** A link of two channels of 16 bits. */
const link = (subtype: string, wave: Readonly<Record<string, string>>, parts = {}): string =>
  extensible({ nBlockAlign: '4', nAvgBytesPerSec: '', ...wave }, {}, parts, subtype);
const rated = (subtype: string, rate: string, channels = 2): string => {
  const align = channels * 2;
  const number = Number(rate.replaceAll(/[«»]/g, ''));
  return link(subtype, {
    nChannels: String(channels),
    nSamplesPerSec: rate,
    nBlockAlign: String(align),
    nAvgBytesPerSec: String(number * align),
  });
};
const extensibleTag = {
  wFormatTag: '«"WAVE_FORMAT_EXTENSIBLE"»',
  nChannels: '2',
  nSamplesPerSec: '48000',
  wBitsPerSample: '16',
};
const mpegAudio = (members: Readonly<Record<string, string>>): string =>
  other(
    {
      major: 'KSDATAFORMAT_TYPE_AUDIO',
      sub: 'KSDATAFORMAT_SUBTYPE_MPEGLAYER3',
      specifier: 'KSDATAFORMAT_SPECIFIER_DIALECT_MPEG2_AUDIO',
    },
    { MpegAudioInfo: object({ dwFlags: '0', ...members }) },
  );

export const audioCases: readonly RuleCase[] = [
  { rule: 'channels-zero', fires: plain({ nChannels: '«0»' }), silent: plain({ nChannels: '1' }) },
  { rule: 'rate-zero', fires: plain({ nSamplesPerSec: '«0»' }), silent: plain() },
  {
    rule: 'rate-unusual',
    fires: plain({ nSamplesPerSec: '«44000»' }),
    silent: plain({ nSamplesPerSec: '44100' }),
  },
  { rule: 'block-align-pcm', fires: plain({ nBlockAlign: '«3»' }), silent: plain({ nBlockAlign: '4' }) },
  {
    rule: 'avg-bytes',
    fires: plain({ nAvgBytesPerSec: '«48000»' }),
    silent: plain({ nAvgBytesPerSec: '192000' }),
  },
  {
    rule: 'pcm-bits-container',
    fires: plain({ wBitsPerSample: '«12»' }),
    silent: plain({ wBitsPerSample: '8' }),
  },
  {
    rule: 'pcm-bits-documented',
    fires: plain({ wBitsPerSample: '«24»' }),
    silent: extensible({ wBitsPerSample: '24' }),
  },
  {
    rule: 'float-bits',
    fires: plain({ wFormatTag: '"WAVE_FORMAT_IEEE_FLOAT"', wBitsPerSample: '«16»' }, {}, float),
    silent: plain({ wFormatTag: '"WAVE_FORMAT_IEEE_FLOAT"', wBitsPerSample: '32' }, {}, float),
  },
  {
    rule: 'pcm-more-than-two-channels',
    fires: plain({ nChannels: '«6»' }),
    silent: extensible({ nChannels: '6' }),
  },
  {
    rule: 'cbsize-pcm-nonzero',
    fires: plain({ cbSize: '«2»' }, { rest: { Bytes: '"0000"' } }),
    silent: plain({ cbSize: '0' }),
  },
  { rule: 'cbsize-extensible', fires: extensible({ cbSize: '«0»' }), silent: extensible({ cbSize: '22' }) },
  {
    rule: 'cbsize-vs-formatsize',
    fires: extensible({ cbSize: '«40»' }),
    silent: extensible({ cbSize: '22' }),
  },
  {
    rule: 'cbsize-extra',
    fires: extensible({ cbSize: '«22»' }, {}, { rest: { Bytes: '"00000000"' } }),
    silent: extensible({ cbSize: '26' }, {}, { rest: { Bytes: '"00000000"' } }),
  },
  {
    rule: 'codec-extra-bytes',
    fires: plain(
      { wFormatTag: '2', nBlockAlign: '1024', nAvgBytesPerSec: '24000', wBitsPerSample: '4', cbSize: '«0»' },
      {},
      'KSDATAFORMAT_SUBTYPE_ADPCM',
    ),
    silent: plain(
      { wFormatTag: '2', nBlockAlign: '1024', nAvgBytesPerSec: '24000', wBitsPerSample: '4', cbSize: '32' },
      { rest: { Bytes: `"${'00'.repeat(32)}"` } },
      'KSDATAFORMAT_SUBTYPE_ADPCM',
    ),
  },
  {
    rule: 'alaw-mulaw',
    fires: plain(
      {
        wFormatTag: '"WAVE_FORMAT_MULAW"',
        wBitsPerSample: '«16»',
        nBlockAlign: '2',
        nAvgBytesPerSec: '96000',
      },
      {},
      'KSDATAFORMAT_SUBTYPE_MULAW',
    ),
    silent: plain(
      { wFormatTag: '"WAVE_FORMAT_MULAW"', wBitsPerSample: '8', nBlockAlign: '2', nAvgBytesPerSec: '96000' },
      {},
      'KSDATAFORMAT_SUBTYPE_MULAW',
    ),
  },
  { rule: 'tag-zero', fires: plain({ wFormatTag: '«0»' }), silent: plain({ wFormatTag: '1' }) },
  {
    rule: 'tag-vs-subtype',
    fires: plain({ wFormatTag: '«"WAVE_FORMAT_IEEE_FLOAT"»', wBitsPerSample: '32' }),
    silent: plain({ wFormatTag: '"WAVE_FORMAT_IEEE_FLOAT"', wBitsPerSample: '32' }, {}, float),
  },
  {
    rule: 'tag-extensible-as-subtype',
    fires: extensible(
      {},
      { SubFormat: '"KSDATAFORMAT_SUBTYPE_PCM"' },
      { format: { SubFormat: '«"WAVE:0xFFFE"»' } },
    ),
    silent: extensible({}, { SubFormat: '"KSDATAFORMAT_SUBTYPE_PCM"' }),
  },
  {
    rule: 'extensible-subformat-vs-format',
    fires: extensible({}, { SubFormat: `«"${float}"»` }),
    silent: extensible({ wBitsPerSample: '32' }, { SubFormat: `"${float}"` }, {}, float),
  },
  {
    rule: 'bits-multiple-of-8',
    fires: extensible({ wBitsPerSample: '«20»' }),
    silent: extensible({ wBitsPerSample: '24' }),
  },
  { rule: 'valid-bits-range', fires: extensible({}, valid('«24»')), silent: extensible({}, valid('16')) },
  { rule: 'valid-bits-zero', fires: extensible({}, valid('«0»')), silent: extensible({}, valid('16')) },
  {
    rule: 'float-valid-bits',
    fires: extensible({ wBitsPerSample: '32' }, valid('«24»'), {}, float),
    silent: extensible({ wBitsPerSample: '32' }, valid('24')),
  },
  {
    rule: 'valid-bits-in-container',
    fires: extensible({ wBitsPerSample: '32' }, valid('«24»')),
    silent: extensible({ wBitsPerSample: '24' }, valid('24')),
  },
  {
    rule: 'mask-reserved-bits',
    fires: extensible({}, mask('«"0x80000003"»')),
    silent: extensible({}, mask('"0x3"')),
  },
  {
    rule: 'mask-more-bits-than-channels',
    fires: extensible({}, mask('«"0x7"»')),
    silent: extensible({}, mask('"SPEAKER_FRONT_LEFT | SPEAKER_FRONT_RIGHT"')),
  },
  {
    rule: 'mask-fewer-bits-than-channels',
    fires: extensible({}, mask('«1»')),
    silent: extensible({ nChannels: '1' }, mask('1')),
  },
  { rule: 'mask-zero-directout', fires: extensible({}, mask('«0»')), silent: extensible({}, mask('3')) },
  {
    rule: 'mask-vs-5p1',
    fires: extensible({ nChannels: '6' }, mask('«"0x3F"»')),
    silent: extensible({ nChannels: '6' }, mask('"0x60F"')),
  },
  {
    rule: 'subformat-unknown',
    fires: extensible(
      { nBlockAlign: '4', nAvgBytesPerSec: '192000' },
      { SubFormat: '«"{12345678-0000-0000-0000-000000000000}"»' },
      {},
      '{12345678-0000-0000-0000-000000000000}',
    ),
    silent: extensible(
      { nBlockAlign: '4', nAvgBytesPerSec: '192000' },
      { SubFormat: '"WAVE:0x0092"' },
      {},
      ac3,
    ),
  },
  {
    rule: 'iec61937-size',
    fires: link(ac3, { cbSize: '«26»', nAvgBytesPerSec: '192000' }, { rest: { Bytes: '"00000000"' } }),
    silent: link(ac3, { cbSize: '22', nAvgBytesPerSec: '192000' }),
  },
  {
    rule: 'link-bits',
    fires: link(ac3, { wBitsPerSample: '«24»', nAvgBytesPerSec: '192000' }),
    silent: link(ac3, { nAvgBytesPerSec: '192000' }),
  },
  {
    rule: 'ddplus-rate',
    fires: rated('KSDATAFORMAT_SUBTYPE_IEC61937_DOLBY_DIGITAL_PLUS', '«48000»'),
    silent: rated('KSDATAFORMAT_SUBTYPE_IEC61937_DOLBY_DIGITAL_PLUS', '192000'),
  },
  {
    rule: 'truehd-link',
    fires: rated('KSDATAFORMAT_SUBTYPE_IEC61937_DOLBY_MLP', '«48000»', 8),
    silent: rated('KSDATAFORMAT_SUBTYPE_IEC61937_DOLBY_MLP', '192000', 8),
  },
  { rule: 'ac3-rate', fires: rated(ac3, '«96000»'), silent: rated(ac3, '44100') },
  {
    rule: 'wmapro-rate',
    fires: rated('KSDATAFORMAT_SUBTYPE_IEC61937_WMA_PRO', '«44100»'),
    silent: rated('KSDATAFORMAT_SUBTYPE_IEC61937_WMA_PRO', '96000'),
  },
  {
    rule: 'ac3-old-tags',
    fires: plain({ wFormatTag: '«"0x240"»', nBlockAlign: '4', nAvgBytesPerSec: '192000' }, {}, ac3),
    silent: plain({ wFormatTag: '"0x92"', nBlockAlign: '4', nAvgBytesPerSec: '192000' }, {}, ac3),
  },
  {
    rule: 'encoded-fields',
    fires: link(
      ac3,
      { cbSize: '34', nAvgBytesPerSec: '192000' },
      { rest: { Bytes: `«"${'00'.repeat(12)}"»` } },
    ),
    silent: link(
      ac3,
      { cbSize: '34', nAvgBytesPerSec: '192000' },
      { rest: { Bytes: '"80bb00000600000000000000"' } },
    ),
  },
  {
    rule: 'dsound-size',
    fires: dsound({ WaveFormatEx: object({ ...extensibleTag, cbSize: '0' }) }),
    silent: dsound(),
  },
  { rule: 'dsound-flags', fires: dsound({ Flags: '«12»' }), silent: dsound({ Flags: '4' }) },
  { rule: 'dsound-control', fires: dsound({ Control: '«"0x100"»' }), silent: dsound({ Control: '"0x1F"' }) },
  {
    rule: 'dsound-hrtf',
    fires: dsound({ Control: '«"0x40000000"»' }),
    silent: dsound({ Control: '"0x40000001"' }),
  },
  { rule: 'mpegaudio-flags', fires: mpegAudio({ dwFlags: '«2»' }), silent: mpegAudio({ dwFlags: '1' }) },
];
