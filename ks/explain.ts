// Why a connect request is taken or refused: the checks in the order in which ks.sys, the class driver and a
// driver like Microsoft's samples make them (rules.md, "Order in which a create request is checked"). The first
// check that fails gives the answer, so later mistakes say nothing: reasoning about the order is the explanation.
// Offline checks, the simulated target and the words for a real refusal all come from here.
import { type Capabilities, type Identifier, isTaken, type PinFactory } from './capabilities.ts';
import { type ConnectRequest, complete } from './connect.ts';
import { constantsOf, numberText } from './constants.ts';
import { explainAttributes } from './explain-attributes.ts';
import { explainFormat, explainRange } from './explain-format.ts';
import { guidNamed, guidText } from './guid.ts';
import type { Path } from './path.ts';
import type { StructValue } from './struct.ts';
import { refusal, type Stage, statusCodes, type Verdict } from './verdict.ts';

export { matchesRange } from './match.ts';
export type { Stage, Verdict } from './verdict.ts';

interface Subject {
  /** Completed: every derivable member is there. */
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
  ({ request }) => explainAttributes(request),
  checkInstances,
  ({ request, pin }) => explainFormat(request, pin),
];

/** Runs the checks of a create request against what the filter says of itself. */
export function explain(request: ConnectRequest, capabilities: Capabilities): Verdict {
  const full = complete(request);
  const pinId = Number(full.KSPIN_CONNECT.PinId ?? -1);
  const pin = capabilities.pins.find(({ id }) => id === pinId);
  if (!pin) return noSuchPin(pinId, capabilities);
  for (const check of checks) {
    const verdict = check({ request: full, pin });
    if (verdict) return verdict;
  }
  return {
    accepted: true,
    status: statusCodes.success,
    message: `${pinName(pin)} takes this request.`,
  };
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

const standardInterface: Identifier = standard('KSINTERFACESETID_Standard');
const standardMedium: Identifier = standard('KSMEDIUMSETID_Standard');

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

/** `KSINTERFACESETID_Standard / KSINTERFACE_STANDARD_STREAMING` */
export function identifierText({ Set: set, Id: id }: Identifier): string {
  const setName = guidText(set, ['interface-set', 'medium-set']);
  const constants = setOfIdentifiers[setName];
  return `${setName} / ${constants && constantsOf(constants) ? numberText(id, constants) : numberText(id)}`;
}

const setOfIdentifiers: Readonly<Record<string, Parameters<typeof constantsOf>[0]>> = {
  KSINTERFACESETID_Standard: 'KSINTERFACE_STANDARD',
  KSINTERFACESETID_Media: 'KSINTERFACE_MEDIA',
  KSINTERFACESETID_FileIo: 'KSINTERFACE_FILEIO',
  KSMEDIUMSETID_Standard: 'KSMEDIUM_STANDARD',
};

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
