// Compressed audio over a digital link (IEC 61937): what the link looks like while the stream inside has another
// shape. Source: Microsoft's page on representing formats for IEC 61937 transmissions; names and values follow the
// SDK header where the page differs. The CEA-861 coding type is in Data1 of the 0CEA pattern; AC-3, DTS and WMA Pro
// are of the wave format tag family instead (0x0092, 0x0008, 0x0164).
import type { Guid } from './guid-kinds.ts';

export interface Iec61937Link {
  /** nChannels of the link. */
  readonly channels: number;
  readonly bitsPerSample: number;
  /** nSamplesPerSec of the link in Hz; empty where it is the rate of the content, whatever that is. */
  readonly rates: readonly number[];
  /** Rate of the link over the rate of the content, where that is fixed. */
  readonly rateFactor?: number;
}

export interface Iec61937Format {
  readonly name: string;
  readonly subtype: Guid;
  /** Missing where nothing public tells the shape. */
  readonly link?: Iec61937Link;
  /** `documented`: stated for this format; `expected`: follows from its kind, not confirmed for drivers. */
  readonly confidence: 'documented' | 'expected' | 'unknown';
  readonly note?: string;
}

export const iec61937Formats: readonly Iec61937Format[] = [
  {
    name: 'KSDATAFORMAT_SUBTYPE_IEC61937_DOLBY_DIGITAL',
    subtype: '00000092-0000-0010-8000-00aa00389b71',
    link: { channels: 2, bitsPerSample: 16, rates: [32000, 44100, 48000], rateFactor: 1 },
    confidence: 'documented',
    note: 'AC-3; rate 32000/44100/48000 = content rate; wave tag 0x0092.',
  },
  {
    name: 'KSDATAFORMAT_SUBTYPE_IEC61937_DTS',
    subtype: '00000008-0000-0010-8000-00aa00389b71',
    link: { channels: 2, bitsPerSample: 16, rates: [], rateFactor: 1 },
    confidence: 'expected',
    note: 'Wave tag 0x0008.',
  },
  {
    name: 'KSDATAFORMAT_SUBTYPE_IEC61937_WMA_PRO',
    subtype: '00000164-0000-0010-8000-00aa00389b71',
    link: { channels: 2, bitsPerSample: 16, rates: [48000, 96000], rateFactor: 1 },
    confidence: 'documented',
    note: 'Wave tag 0x0164; profiles M0/M1 fit 48 kHz, M2/M3 fit 96 kHz.',
  },
  {
    name: 'KSDATAFORMAT_SUBTYPE_IEC61937_AAC',
    subtype: '00000006-0cea-0010-8000-00aa00389b71',
    link: { channels: 2, bitsPerSample: 16, rates: [], rateFactor: 1 },
    confidence: 'expected',
  },
  {
    name: 'KSDATAFORMAT_SUBTYPE_IEC61937_MPEG1',
    subtype: '00000003-0cea-0010-8000-00aa00389b71',
    link: { channels: 2, bitsPerSample: 16, rates: [], rateFactor: 1 },
    confidence: 'expected',
  },
  {
    name: 'KSDATAFORMAT_SUBTYPE_IEC61937_MPEG2',
    subtype: '00000004-0cea-0010-8000-00aa00389b71',
    link: { channels: 2, bitsPerSample: 16, rates: [], rateFactor: 1 },
    confidence: 'expected',
    note: '4 in the SDK header; a table in the documentation swaps it with MPEG3, after the CEA-861 coding types.',
  },
  {
    name: 'KSDATAFORMAT_SUBTYPE_IEC61937_MPEG3',
    subtype: '00000005-0cea-0010-8000-00aa00389b71',
    link: { channels: 2, bitsPerSample: 16, rates: [], rateFactor: 1 },
    confidence: 'expected',
    note: '5 in the SDK header; a table in the documentation swaps it with MPEG2.',
  },
  {
    name: 'KSDATAFORMAT_SUBTYPE_IEC61937_DOLBY_DIGITAL_PLUS',
    subtype: '0000000a-0cea-0010-8000-00aa00389b71',
    link: { channels: 2, bitsPerSample: 16, rates: [192000, 176400], rateFactor: 4 },
    confidence: 'documented',
    note: 'Content 48000 or 44100; 32 kHz content not possible over HDMI.',
  },
  {
    name: 'KSDATAFORMAT_SUBTYPE_IEC61937_DOLBY_DIGITAL_PLUS_ATMOS',
    subtype: '0000010a-0cea-0010-8000-00aa00389b71',
    link: { channels: 2, bitsPerSample: 16, rates: [192000, 176400], rateFactor: 4 },
    confidence: 'documented',
  },
  {
    name: 'KSDATAFORMAT_SUBTYPE_IEC61937_DOLBY_MLP',
    subtype: '0000000c-0cea-0010-8000-00aa00389b71',
    link: { channels: 8, bitsPerSample: 16, rates: [192000, 176400] },
    confidence: 'documented',
    note: 'TrueHD MAT 1.0.',
  },
  {
    name: 'KSDATAFORMAT_SUBTYPE_IEC61937_DOLBY_MAT20',
    subtype: '0000010c-0cea-0010-8000-00aa00389b71',
    link: { channels: 8, bitsPerSample: 16, rates: [192000, 176400] },
    confidence: 'documented',
  },
  {
    name: 'KSDATAFORMAT_SUBTYPE_IEC61937_DOLBY_MAT21',
    subtype: '0000030c-0cea-0010-8000-00aa00389b71',
    link: { channels: 8, bitsPerSample: 16, rates: [192000, 176400] },
    confidence: 'documented',
  },
  {
    name: 'KSDATAFORMAT_SUBTYPE_IEC61937_DTS_HD',
    subtype: '0000000b-0cea-0010-8000-00aa00389b71',
    link: { channels: 8, bitsPerSample: 16, rates: [192000] },
    confidence: 'expected',
    note: 'The shape is that of the high bit rate stream.',
  },
  {
    name: 'KSDATAFORMAT_SUBTYPE_IEC61937_ATRAC',
    subtype: '00000008-0cea-0010-8000-00aa00389b71',
    confidence: 'unknown',
    note: 'Not supported by the Microsoft HD Audio class driver.',
  },
  {
    name: 'KSDATAFORMAT_SUBTYPE_IEC61937_ONE_BIT_AUDIO',
    subtype: '00000009-0cea-0010-8000-00aa00389b71',
    confidence: 'unknown',
    note: 'Not supported by the Microsoft HD Audio class driver.',
  },
  {
    name: 'KSDATAFORMAT_SUBTYPE_IEC61937_DST',
    subtype: '0000000d-0cea-0010-8000-00aa00389b71',
    confidence: 'unknown',
    note: 'Not supported by the Microsoft HD Audio class driver.',
  },
];
