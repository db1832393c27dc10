// The files that the language servers are measured on: no two connects of one are the same. As in the files that
// people keep, they repeat formats on other pins.

/** What is in a file: nothing wrong and few formats, nothing wrong and many, or a mistake in each connect. */
export type Kind = 'right' | 'varied' | 'wrong';

const rates = [8000, 11025, 16000, 22050, 32000, 44100, 48000, 88200, 96000, 176400, 192000];

interface Format {
  readonly rate: number;
  readonly bits: number;
  readonly mask: readonly string[];
}

const stereo = ['SPEAKER_FRONT_LEFT', 'SPEAKER_FRONT_RIGHT'];
const quad = [...stereo, 'SPEAKER_BACK_LEFT', 'SPEAKER_BACK_RIGHT'];
const surround = [...stereo, 'SPEAKER_FRONT_CENTER', 'SPEAKER_LOW_FREQUENCY'];
const masks = [
  ['SPEAKER_FRONT_CENTER'],
  stereo,
  quad,
  [...surround, 'SPEAKER_SIDE_LEFT', 'SPEAKER_SIDE_RIGHT'],
  [...surround, 'SPEAKER_BACK_LEFT', 'SPEAKER_BACK_RIGHT', 'SPEAKER_SIDE_LEFT', 'SPEAKER_SIDE_RIGHT'],
];
const widths = [16, 24, 32];

/** Eleven formats, or 165. */
function formatOf(index: number, kind: Kind): Format {
  const rate = rates[index % rates.length] ?? 0;
  const turn = kind === 'varied' ? Math.floor(index / rates.length) : 0;
  const bits = widths[turn % widths.length] ?? 16;
  const mask = kind === 'varied' ? masks[Math.floor(turn / widths.length) % masks.length] : undefined;
  return { rate, bits, mask: mask ?? stereo };
}

const connect = (index: number, kind: Kind): string =>
  connectText(index, formatOf(index, kind), kind === 'wrong');

const connectText = (index: number, { rate, bits, mask }: Format, wrong: boolean): string => `    {
      "name": "stream ${index}",
      "DesiredAccess": "GENERIC_WRITE",
      "KSPIN_CONNECT": {
        // The looped interface is that of WaveRT pins.
        "Interface": { "Set": "KSINTERFACESETID_Standard", "Id": "KSINTERFACE_STANDARD_LOOPED_STREAMING", "Flags": 0 },
        "Medium": { "Set": "KSMEDIUMSETID_Standard", "Id": "KSMEDIUM_TYPE_ANYINSTANCE", "Flags": 0 },
        "PinId": ${index % 32},
        "PinToHandle": null,
        "Priority": { "PriorityClass": "KSPRIORITY_NORMAL", "PrioritySubClass": ${index + 1} }
      },
      "KSDATAFORMAT": {
        "MajorFormat": "KSDATAFORMAT_TYPE_AUDIO",
        "SubFormat": "KSDATAFORMAT_SUBTYPE_PCM",
        "Specifier": "KSDATAFORMAT_SPECIFIER_WAVEFORMATEX"
      },
      "WaveFormatExt": {
        "Format": { "wFormatTag": "WAVE_FORMAT_EXTENSIBLE", "nChannels": ${mask.length}, "nSamplesPerSec": ${rate},${wrong ? ' "nAvgBytesPerSec": 1,' : ''} "wBitsPerSample": ${bits} },
        "Samples": { "wValidBitsPerSample": ${bits} },
        "dwChannelMask": "${mask.join(' | ')}",
        "SubFormat": "KSDATAFORMAT_SUBTYPE_PCM"
      },
      "expect": "ERROR_SUCCESS"
    }`;

/** About 1.3 kB for each connect. */
export function bigDescriptor(connects: number, kind: Kind = 'right'): string {
  const list = Array.from({ length: connects }, (_, index) => connect(index, kind));
  return `{\n  "connects": [\n${list.join(',\n')}\n  ]\n}\n`;
}

/** A file that is one connect. */
export const smallDescriptor = (index: number): string =>
  `${connect(index, index % 10 === 0 ? 'wrong' : 'right')}\n`;
