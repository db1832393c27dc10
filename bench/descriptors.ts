// The files that the language servers are measured on: no two connects of one are the same.

const rates = [8000, 11025, 16000, 22050, 32000, 44100, 48000, 88200, 96000, 176400, 192000];

/** With a mistake in each connect a check finds something in each; without, it finds nothing. */
const connect = (index: number, wrong: boolean): string => `    {
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
        "Format": { "wFormatTag": "WAVE_FORMAT_EXTENSIBLE", "nChannels": 2, "nSamplesPerSec": ${rates[index % rates.length]},${wrong ? ' "nAvgBytesPerSec": 1,' : ''} "wBitsPerSample": 16 },
        "Samples": { "wValidBitsPerSample": 16 },
        "dwChannelMask": "SPEAKER_FRONT_LEFT | SPEAKER_FRONT_RIGHT",
        "SubFormat": "KSDATAFORMAT_SUBTYPE_PCM"
      },
      "expect": "ERROR_SUCCESS"
    }`;

/** About 1.3 kB for each connect. */
export function bigDescriptor(connects: number, wrong = false): string {
  const list = Array.from({ length: connects }, (_, index) => connect(index, wrong));
  return `{\n  "connects": [\n${list.join(',\n')}\n  ]\n}\n`;
}

/** A file that is one connect. */
export const smallDescriptor = (index: number): string => `${connect(index, index % 10 === 0)}\n`;
