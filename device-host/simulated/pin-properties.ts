// KSPROPSETID_Pin as ks.sys gives it, from what a capability file says of each pin factory: one row per property.
import { concatBytes } from '#ks/bytes.ts';
import type { Instances, ModeFormats, PhysicalConnection, PinFactory } from '#ks/capabilities.ts';
import { encodeDataRanges } from '#ks/data-range.ts';
import { guidFromBytes, guidToBytes } from '#ks/guid.ts';
import {
  encodeList,
  encodeWideString,
  modeOffsets,
  pinProperties,
  signalProcessingModes,
} from '#ks/properties.ts';
import { encodeStruct, offsetOf } from '#ks/struct.ts';
import type { Guid } from '#ks/tables/guid-kinds.ts';
import { list, type StatusAnswer, told, value } from './answer.ts';
import { pinNow } from './filter.ts';
import { intersect } from './intersection.ts';
import { type Asked, type Properties, type Property, ulongBytes } from './property.ts';
import { proposeFormat } from './propose-format.ts';
import { ntStatuses } from './statuses.ts';

/** The factory was found before, so it is there. */
function ofPin(answer: (pin: PinFactory, room: number) => StatusAnswer): Property {
  return {
    subject: 'factory',
    get: ({ filter, pinId, through, output }) => {
      const pin = pinNow(filter, pinId, through);
      return pin ? answer(pin, output.length) : told(ntStatuses.invalidParameter);
    },
  };
}

const ulong = (of: (pin: PinFactory) => number | undefined): Property =>
  ofPin((pin, room) => {
    const number = of(pin);
    return value(number === undefined ? undefined : ulongBytes(number), room);
  });

const instances = (of: (pin: PinFactory) => Instances | undefined): Property =>
  ofPin((pin, room) => {
    const counts = of(pin);
    return value(counts && encodeStruct('KSPIN_CINSTANCES', { ...counts }, 'x64'), room);
  });

const identifiers = (of: (pin: PinFactory) => PinFactory['interfaces']): Property =>
  ofPin((pin, room) =>
    list(
      encodeList(
        'KSIDENTIFIER',
        of(pin).map((item) => ({ ...item })),
      ),
      room,
    ),
  );

/** A pin that the driver gave no default format for has none to tell, as a bridge pin. */
const defaultFormat = ofPin((pin, room) =>
  pin.defaultFormat ? value(pin.defaultFormat, room) : told(ntStatuses.notSupported),
);

/** What the pin says of the mode that a request names; a pin that prefers nothing in it supports no question about it. */
function ofMode(modeAt: number, of: (formats: ModeFormats) => Uint8Array | undefined): Property {
  return {
    subject: 'factory',
    get: ({ filter, pinId, through, input, output }) => {
      const modes = pinNow(filter, pinId, through)?.modes ?? [];
      const mode = input.length < modeAt + guidSize ? undefined : guidFromBytes(input, modeAt);
      const found = modes.find((formats) => formats.mode === mode);
      const bytes = found && of(found);
      return bytes ? value(bytes, output.length) : told(ntStatuses.notSupported);
    },
  };
}

const guidSize = 16;

const propose = ({ filter, pinId, output }: Asked): StatusAnswer =>
  told(proposeFormat(pinId, filter.capabilities, output));

function wire({ pin, path }: PhysicalConnection): Uint8Array {
  const name = encodeWideString(path);
  const head = { Size: nameOffset + name.length, Pin: pin };
  const bytes = encodeStruct('KSPIN_PHYSICALCONNECTION', head, 'x64');
  return concatBytes([bytes.subarray(0, nameOffset), name]);
}

const nameOffset = offsetOf('KSPIN_PHYSICALCONNECTION', 'SymbolicLinkName', 'x64');

export const pinSet: Properties = new Map<number, Property>([
  [pinProperties.CINSTANCES, instances((pin) => pin.instances.local)],
  [
    pinProperties.CTYPES,
    {
      subject: 'handle',
      get: ({ filter, output }) => value(ulongBytes(filter.capabilities.pins.length), output.length),
    },
  ],
  [pinProperties.DATAFLOW, ulong((pin) => pin.dataFlow)],
  [pinProperties.DATARANGES, ofPin((pin, room) => list(encodeDataRanges(pin.dataRanges), room))],
  [pinProperties.DATAINTERSECTION, { subject: 'factory', get: intersect }],
  [pinProperties.INTERFACES, identifiers((pin) => pin.interfaces)],
  [pinProperties.MEDIUMS, identifiers((pin) => pin.mediums)],
  [pinProperties.COMMUNICATION, ulong((pin) => pin.communication)],
  [pinProperties.GLOBALCINSTANCES, instances((pin) => pin.instances.global)],
  [pinProperties.NECESSARYINSTANCES, ulong((pin) => pin.instances.necessary)],
  [
    pinProperties.PHYSICALCONNECTION,
    ofPin((pin, room) => value(pin.physicalConnection && wire(pin.physicalConnection), room)),
  ],
  [pinProperties.CATEGORY, ofPin((pin, room) => value(pin.category && guidToBytes(pin.category), room))],
  [
    pinProperties.NAME,
    ofPin((pin, room) => value(pin.name === undefined ? undefined : encodeWideString(pin.name), room)),
  ],
  [
    pinProperties.CONSTRAINEDDATARANGES,
    ofPin((pin, room) => list(encodeDataRanges(pin.constrainedDataRanges ?? pin.dataRanges), room)),
  ],
  [pinProperties.PROPOSEDATAFORMAT, { ...defaultFormat, set: propose }],
  [pinProperties.PROPOSEDATAFORMAT2, ofMode(modeOffsets.preferred, ({ defaultFormat: format }) => format)],
  [pinProperties.MODEDATAFORMATS, ofMode(modeOffsets.formats, ({ formats }) => formats)],
]);

/** KSPROPSETID_AudioSignalProcessing, of a filter with a pin that has modes. */
export const signalProcessingSet: Properties = new Map<number, Property>([
  [
    signalProcessingModes,
    ofPin(({ modes = [] }, room) => list(encodeGuidList(modes.map(({ mode }) => mode)), room)),
  ],
]);

function encodeGuidList(guids: readonly Guid[]): Uint8Array {
  const head = { Size: 8 + guidSize * guids.length, Count: guids.length };
  return concatBytes([encodeStruct('KSMULTIPLE_ITEM', head, 'x64'), ...guids.map(guidToBytes)]);
}
