// KSPROPSETID_Audio: the position of an open pin, and the value of a volume or mute node of the filter.
import { viewOf } from '#ks/bytes.ts';
import { guidNamed } from '#ks/guid.ts';
import { audioNodeProperties, audioPosition } from '#ks/properties.ts';
import { encodeStruct } from '#ks/struct.ts';
import type { Guid } from '#ks/tables/guid-kinds.ts';
import { type StatusAnswer, told, value } from './answer.ts';
import {
  type Asked,
  type AskedPin,
  type Properties,
  type Property,
  ulongBytes,
  type ValueKind,
} from './property.ts';
import { ntStatuses } from './statuses.ts';

/** Of an open pin whose format is sound. Nothing is queued ahead, so both offsets are one. */
export const audioStreamSet: Properties<AskedPin> = new Map<number, Property<AskedPin>>([
  [
    audioPosition,
    {
      subject: 'handle',
      get: ({ stream, output }) => {
        const moved = stream.position() ?? 0n;
        const position = { PlayOffset: moved, WriteOffset: moved };
        return value(encodeStruct('KSAUDIO_POSITION', position, 'x64'), output.length);
      },
    },
  ],
]);

/** KSPROPERTY_AUDIO_VOLUMELEVEL counts 1/65536 dB. */
const decibel = 0x10000;
const volume: ValueKind = {
  type: 3, // VT_I4
  range: { minimum: -96 * decibel, maximum: 0, step: decibel / 2 },
};
const mute: ValueKind = { type: 11 }; // VT_BOOL

/** A 32-bit value of a node; `accept` gives what is kept of a value that is set, undefined for one out of range. */
function nodeValue(values: ValueKind, accept: (value: number) => number | undefined): Property {
  return {
    subject: 'node',
    values,
    get: ({ filter, nodeId, output }) => value(ulongBytes(filter.nodeValues.get(nodeId) ?? 0), output.length),
    set: ({ filter, nodeId, output }): StatusAnswer => {
      if (output.length < 4) return told(ntStatuses.bufferTooSmall);
      const kept = accept(viewOf(output).getInt32(0, true));
      if (kept === undefined) return told(ntStatuses.invalidParameter);
      filter.nodeValues.set(nodeId, kept);
      return told(ntStatuses.success);
    },
  };
}

function inRange(level: number): number | undefined {
  const { minimum = 0, maximum = 0 } = volume.range ?? {};
  return level >= minimum && level <= maximum ? level : undefined;
}

const volumeSet: Properties = new Map<number, Property<Asked>>([
  [audioNodeProperties.VOLUMELEVEL, nodeValue(volume, inRange)],
]);
const muteSet: Properties = new Map<number, Property<Asked>>([
  [audioNodeProperties.MUTE, nodeValue(mute, (on) => (on === 0 ? 0 : 1))],
]);

/** By the type of the node. */
export const audioNodeSets: ReadonlyMap<Guid | undefined, Properties> = new Map([
  [guidNamed('KSNODETYPE_VOLUME')?.value, volumeSet],
  [guidNamed('KSNODETYPE_MUTE')?.value, muteSet],
]);
