// Why a connect request is taken or refused: the checks in the order in which ks.sys, the class driver and a
// driver like Microsoft's samples make them (rules.md, "Order in which a create request is checked"). The first
// check that fails gives the answer, so later mistakes say nothing: reasoning about the order is the explanation.
// Offline checks, the simulated target and the words for a real refusal all come from here.
import { type Capabilities, type Identifier, isTaken, type PinFactory } from './capabilities.ts';
import {
  bytesAsSent,
  type ConnectRequest,
  decodeConnect,
  encodeConnect,
  largestBlock,
  sizeAsSent,
} from './connect.ts';
import { numberText } from './constants.ts';
import { explainAttributes } from './explain-attributes.ts';
import { explainFormat, explainRange } from './explain-format.ts';
import { guidNamed, namesOf } from './guid.ts';
import type { Path } from './path.ts';
import { type Arch, decodeStruct, type StructValue, sizeOf } from './struct.ts';
import { structToJson } from './struct-json.ts';
import { refusal, type Stage, statusCodes, type Verdict } from './verdict.ts';

export type { Stage, Verdict } from './verdict.ts';

interface Subject {
  /** The block as KsCreatePin sends it. */
  readonly sent: Uint8Array;
  readonly arch: Arch;
  /** As the driver reads it from the bytes. */
  readonly request: ConnectRequest;
  readonly pin: PinFactory;
}

type Check = (subject: Subject) => Verdict | undefined;

/** In the driver's order; the first that answers decides. */
const checks: readonly Check[] = [
  checkCommunication,
  checkInterface,
  checkMedium,
  ({ request, pin }) => explainRange(request, pin),
  ({ sent, arch }) => explainAttributes(sent, arch),
  checkInstances,
  ({ request, pin }) => explainFormat(request, pin),
];

/** What a filter with these capabilities would answer to a request, and why. */
export function explain(request: ConnectRequest, capabilities: Capabilities): Verdict {
  const encoded = encodeConnect(request, 'x64');
  if (encoded.ok) return explainBytes(encoded.value, 'x64', capabilities);
  const [first] = encoded.error;
  return refusal(
    'block',
    statusCodes.invalidParameter,
    first?.path ?? [],
    first?.message ?? 'Not encodable.',
  );
}

/** The same for the bytes that a caller hands to KsCreatePin. */
export function explainBytes(bytes: Uint8Array, arch: Arch, capabilities: Capabilities): Verdict {
  const sent = bytesAsSent(bytes, arch);
  const request = sent && decodeConnect(sent, arch).request;
  if (!sent || !request || Number(request.KSDATAFORMAT.FormatSize) < sizeOf('KSDATAFORMAT', arch)) {
    return malformedBlock(bytes, arch);
  }
  const pinId = Number(request.KSPIN_CONNECT.PinId);
  const pin = capabilities.pins.find(({ id }) => id === pinId);
  if (!pin) return noSuchPin(pinId, capabilities);
  for (const check of checks) {
    const verdict = check({ sent, arch, request, pin });
    if (verdict) return verdict;
  }
  return { accepted: true, status: statusCodes.success, message: `${pinName(pin)} takes this request.` };
}

function malformedBlock(bytes: Uint8Array, arch: Arch): Verdict {
  const format = decodeStruct('KSDATAFORMAT', bytes, arch, sizeOf('KSPIN_CONNECT', arch));
  const path = ['KSDATAFORMAT', 'FormatSize'];
  if (format && sizeAsSent(bytes, arch) > largestBlock) {
    return refusal('block', statusCodes.nameTooLong, path, tooLong(bytes, arch));
  }
  if (!format)
    return refusal(
      'block',
      statusCodes.invalidParameter,
      path,
      `${bytes.length} bytes hold no KSDATAFORMAT.`,
    );
  const message = `FormatSize is ${numberText(Number(format.FormatSize))}: it counts KSDATAFORMAT itself, 64 bytes, and what follows it.`;
  return refusal('block', statusCodes.invalidParameter, path, message);
}

function tooLong(bytes: Uint8Array, arch: Arch): string {
  return `FormatSize and the attribute list make this block ${sizeAsSent(bytes, arch)} bytes; KsCreatePin can send ${largestBlock}.`;
}

function noSuchPin(pinId: number, { filter, pins }: Capabilities): Verdict {
  const known = pins.length === 0 ? 'no pin factories' : `pin factories 0 to ${pins.length - 1}`;
  return refusal(
    'pin',
    statusCodes.invalidParameter,
    ['KSPIN_CONNECT', 'PinId'],
    `The filter${filter.name ? ` "${filter.name}"` : ''} has ${known}; PinId is ${numberText(pinId)}.`,
  );
}

export function pinName(pin: PinFactory): string {
  return pin.name ? `Pin ${pin.id} "${pin.name}"` : `Pin ${pin.id}`;
}

/** KSPIN_COMMUNICATION: a client can connect to a sink (1), a source (2) or both (3). */
function checkCommunication({ pin }: Subject): Verdict | undefined {
  if (pin.communication === undefined || [1, 2, 3].includes(pin.communication)) return undefined;
  const name = numberText(pin.communication, 'KSPIN_COMMUNICATION');
  return refusal(
    'communication',
    statusCodes.invalidDeviceRequest,
    ['KSPIN_CONNECT', 'PinId'],
    `${pinName(pin)} is ${name}: wired inside the device, no client can connect to it. Choose a pin whose Communication is SINK or BOTH.`,
  );
}

/** What a pin takes that lists none (pin-properties.md section 3). */
export const standardInterface: Identifier = standard('KSINTERFACESETID_Standard');
export const standardMedium: Identifier = standard('KSMEDIUMSETID_Standard');

function standard(name: string): Identifier {
  const set = guidNamed(name);
  if (!set) throw new Error(`no GUID named ${name}`);
  return { Set: set.value, Id: 0, Flags: 0 };
}

function checkInterface({ request, pin }: Subject): Verdict | undefined {
  return checkListed('interface', 'Interface', request, pin.interfaces, standardInterface);
}

function checkMedium({ request, pin }: Subject): Verdict | undefined {
  return checkListed('medium', 'Medium', request, pin.mediums, standardMedium);
}

/** A pin that lists nothing takes the standard one (pin-properties.md section 3). Set and Id are compared. */
function checkListed(
  stage: Stage,
  member: 'Interface' | 'Medium',
  request: ConnectRequest,
  listed: readonly Identifier[],
  fallback: Identifier,
): Verdict | undefined {
  const wanted = request.KSPIN_CONNECT[member] as StructValue;
  const offered = listed.length > 0 ? listed : [fallback];
  if (offered.some(({ Set: set, Id: id }) => set === wanted.Set && id === wanted.Id)) return undefined;
  const sameSet = offered.some(({ Set: set }) => set === wanted.Set);
  const path: Path = ['KSPIN_CONNECT', member, sameSet ? 'Id' : 'Set'];
  return refusal(
    stage,
    statusCodes.noMatch,
    path,
    `The pin does not offer this ${stage}. It offers ${offered.map(identifierText).join(', ')}.`,
  );
}

/** `KSINTERFACESETID_Standard / KSINTERFACE_STANDARD_STREAMING`, for interfaces and mediums. */
export function identifierText(item: Identifier): string {
  const isMedium = namesOf(item.Set).some(({ kind }) => kind === 'medium-set');
  const json = structToJson(isMedium ? 'KSPIN_MEDIUM' : 'KSPIN_INTERFACE', { ...item });
  return `${json.Set} / ${json.Id}`;
}

function checkInstances({ pin }: Subject): Verdict | undefined {
  const { local, global } = pin.instances;
  const taken = isTaken(local) ? local : isTaken(global) ? global : undefined;
  if (!taken) return undefined;
  return refusal(
    'instances',
    statusCodes.insufficientResources,
    ['KSPIN_CONNECT', 'PinId'],
    `${pinName(pin)} is taken: ${taken.CurrentCount} of ${taken.PossibleCount} possible instances are open. Close the one that holds it, or choose another pin.`,
  );
}
