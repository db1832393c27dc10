// What is measured: the structures that every request and every answer about a pin are made of, with real values.

import { type ConnectRequest, complete } from '#ks/connect.ts';
import { dataRangeFromValue } from '#ks/data-range.ts';
import { decodeStruct, encodeStruct, type StructName, type StructValue } from '#ks/struct.ts';
import { pcmRange } from '#test/ks/pins.ts';
import { camera as shortCamera, speaker as shortSpeaker } from '#test/ks/requests.ts';

export { pcmRange } from '#test/ks/pins.ts';

/** As the tests write them, with everything that is derived. */
export const speaker: ConnectRequest = complete(shortSpeaker);
const camera: ConnectRequest = complete(shortCamera);

const videoRange = dataRangeFromValue('KS_DATARANGE_VIDEO', {
  DataRange: camera.KSDATAFORMAT,
  bFixedSizeSamples: 1,
  VideoInfoHeader: camera.block?.value ?? {},
});

export interface Case {
  readonly struct: StructName;
  /** Every member given. */
  readonly value: StructValue;
  readonly bytes: Uint8Array;
}

function made(struct: StructName, members: StructValue | undefined): Case {
  const bytes = encodeStruct(struct, members ?? {}, 'x64');
  return { struct, value: decodeStruct(struct, bytes, 'x64') ?? {}, bytes };
}

export const cases: readonly Case[] = [
  made('KSPIN_CONNECT', speaker.KSPIN_CONNECT),
  made('KSDATAFORMAT', speaker.KSDATAFORMAT),
  made('WAVEFORMATEXTENSIBLE', speaker.block?.value),
  made('KS_VIDEOINFOHEADER', camera.block?.value),
  made('KSDATARANGE_AUDIO', pcmRange.value),
  made('KS_DATARANGE_VIDEO', videoRange.value),
];
