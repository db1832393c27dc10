// Rules of KSPIN_CONNECT. The order is that of the structure.
import type { Guid } from '#ks/tables/guid-kinds.ts';
import { guid } from './facts.ts';
import { broken, brokenValue, fine, type Rule, type Subject, type Violation } from './rule.ts';

const standardInterfaces = guid('KSINTERFACESETID_Standard');
const mediaInterfaces = guid('KSINTERFACESETID_Media');
const fileIoInterfaces = guid('KSINTERFACESETID_FileIo');
const standardMediums = guid('KSMEDIUMSETID_Standard');
const publicMediums: readonly Guid[] = [
  standardMediums,
  guid('KSMEDIUMSETID_MidiBus'),
  guid('KSMEDIUMSETID_VPBus'),
];
const zero: Guid = '00000000-0000-0000-0000-000000000000';
const normalPriority = 0x40000000;
const exclusivePriority = 0xffffffff;

/** Made once: these rules are asked of each connect, others of each format. */
const paths = {
  interfaceSet: ['KSPIN_CONNECT', 'Interface', 'Set'],
  interfaceId: ['KSPIN_CONNECT', 'Interface', 'Id'],
  mediumSet: ['KSPIN_CONNECT', 'Medium', 'Set'],
  pinId: ['KSPIN_CONNECT', 'PinId'],
  pinToHandle: ['KSPIN_CONNECT', 'PinToHandle'],
  priorityClass: ['KSPIN_CONNECT', 'Priority', 'PriorityClass'],
  prioritySubClass: ['KSPIN_CONNECT', 'Priority', 'PrioritySubClass'],
} as const;

/** The largest Id of each public interface set (ks.h, ksmedia.h). */
const lastInterface: ReadonlyMap<Guid, number> = new Map([
  [standardInterfaces, 2],
  [mediaInterfaces, 2],
  [fileIoInterfaces, 0],
]);

const reservedZero =
  (...path: readonly string[]) =>
  (subject: Subject): readonly Violation[] => {
    const value = subject.numberAt(path);
    if (value === undefined || value === 0) return fine;
    return brokenValue(path, `${path.slice(1).join('.')} is ${value}; it is reserved and must be 0.`, 0);
  };

function zeroSet(member: 'Interface' | 'Medium', standard: Guid, name: string) {
  const path = ['KSPIN_CONNECT', member, 'Set'];
  return (subject: Subject): readonly Violation[] => {
    if (subject.guidAt(path) !== zero) return fine;
    const message = `${member}.Set is the zero GUID, and sets are compared for equality: expected ${name} or another set that the pin lists.`;
    return brokenValue(path, message, standard, `Set ${member}.Set to ${name}`);
  };
}

function interfaceIdUnknown(subject: Subject): readonly Violation[] {
  const set = subject.guidAt(paths.interfaceSet);
  const id = subject.numberAt(paths.interfaceId);
  const last = set === undefined ? undefined : lastInterface.get(set);
  if (id === undefined || last === undefined || id <= last) return fine;
  const wanted = last === 0 ? '0' : `0 to ${last}`;
  return broken(paths.interfaceId, `Interface.Id is ${id}; this set has only ${wanted}.`);
}

function interfaceControl(subject: Subject): readonly Violation[] {
  const path = paths.interfaceId;
  if (subject.guidAt(paths.interfaceSet) !== standardInterfaces) return fine;
  if (subject.numberAt(path) !== 2) return fine;
  const message =
    'KSINTERFACE_STANDARD_CONTROL is reserved: expected KSINTERFACE_STANDARD_STREAMING (0), or LOOPED_STREAMING (1) for a WaveRT pin.';
  return brokenValue(path, message, 0, 'Set Interface.Id to KSINTERFACE_STANDARD_STREAMING');
}

function interfaceMediaReserved(subject: Subject): readonly Violation[] {
  const path = paths.interfaceId;
  const id = subject.numberAt(path);
  if (subject.guidAt(paths.interfaceSet) !== mediaInterfaces || id === undefined || id > 1) return fine;
  const message = `Interface.Id ${id} of KSINTERFACESETID_Media is reserved; only KSINTERFACE_MEDIA_WAVE_QUEUED (2) is not.`;
  return brokenValue(path, message, 2, 'Set Interface.Id to KSINTERFACE_MEDIA_WAVE_QUEUED');
}

function mediumPrivate(subject: Subject): readonly Violation[] {
  const path = paths.mediumSet;
  const set = subject.guidAt(path);
  if (set === undefined || set === zero || publicMediums.includes(set)) return fine;
  return broken(path, 'A private medium set: legal, but Medium.Id must then be one that the pin lists.');
}

function pinIdAllOnes(subject: Subject): readonly Violation[] {
  const path = paths.pinId;
  if (subject.numberAt(path) !== 0xffffffff) return fine;
  return broken(
    path,
    'PinId is 0xFFFFFFFF, which no filter has: expected the number of a pin factory, from 0 up.',
  );
}

function isNoHandle(subject: Subject): boolean {
  const handle = subject.valueAt(paths.pinToHandle);
  return (
    typeof handle === 'bigint' && handle !== 0n && (handle === 0xffffffffffffffffn || handle % 4n !== 0n)
  );
}

function pinToNotAHandle(subject: Subject): readonly Violation[] {
  if (!isNoHandle(subject)) return fine;
  const message =
    'PinToHandle is no handle: handles are multiples of 4 and not -1 (INVALID_HANDLE_VALUE). Expected null for a pin that a client opens.';
  return brokenValue(paths.pinToHandle, message, 0n, 'Set PinToHandle to null');
}

function pinToLiteral(subject: Subject): readonly Violation[] {
  const handle = subject.valueAt(paths.pinToHandle);
  if (typeof handle !== 'bigint' || handle === 0n || isNoHandle(subject)) return fine;
  const message =
    'A handle has a meaning only in the process that opened it, so a number in a file is hardly ever right: expected null.';
  return brokenValue(paths.pinToHandle, message, 0n, 'Set PinToHandle to null');
}

function priorityClassZero(subject: Subject): readonly Violation[] {
  const path = paths.priorityClass;
  if (subject.numberAt(path) !== 0) return fine;
  const message = 'PriorityClass 0 is reserved: expected KSPRIORITY_NORMAL (0x40000000).';
  return brokenValue(path, message, normalPriority, 'Set PriorityClass to KSPRIORITY_NORMAL');
}

function priorityExclusive(subject: Subject): readonly Violation[] {
  const path = paths.priorityClass;
  if (subject.numberAt(path) !== exclusivePriority) return fine;
  const message =
    'KSPRIORITY_EXCLUSIVE claims the resources of the pin for this client alone and may be refused: KSPRIORITY_NORMAL is usual.';
  return brokenValue(path, message, normalPriority, 'Set PriorityClass to KSPRIORITY_NORMAL');
}

function prioritySubClassZero(subject: Subject): readonly Violation[] {
  const path = paths.prioritySubClass;
  if (subject.numberAt(path) !== 0) return fine;
  return brokenValue(path, 'PrioritySubClass 0 is reserved: expected 1, the first subclass.', 1);
}

export const connectRules: readonly Rule[] = [
  {
    id: 'KSC-005',
    name: 'interface-set-zero',
    severity: 'error',
    scope: 'D',
    summary: 'Interface.Set is the zero GUID.',
    why: 'The set is compared for equality with the list of the pin; there is no wildcard, so the result is STATUS_NO_MATCH.',
    source: 'ROS',
    explains: ['ump-interface', 'interface-not-offered'],
    check: zeroSet('Interface', standardInterfaces, 'KSINTERFACESETID_Standard'),
  },
  {
    id: 'KSC-007',
    name: 'interface-flags',
    severity: 'warning',
    scope: 'D',
    summary: 'Interface.Flags is not 0.',
    why: 'Reserved. A driver that compares whole identifiers finds no match.',
    source: 'HDR, INTF',
    check: reservedZero('KSPIN_CONNECT', 'Interface', 'Flags'),
  },
  {
    id: 'KSC-008',
    name: 'interface-id-control',
    severity: 'warning',
    scope: 'D',
    summary: 'The standard interface CONTROL (2) is asked for.',
    why: 'It is documented as reserved; no pin lists it, so STATUS_NO_MATCH is to be expected.',
    source: 'INTF',
    explains: ['ump-interface', 'interface-not-offered'],
    check: interfaceControl,
  },
  {
    id: 'KSC-009',
    name: 'interface-id-unknown',
    severity: 'error',
    scope: 'D',
    summary: 'Interface.Id is beyond the last one of its set.',
    why: 'There is no such interface: STATUS_NO_MATCH.',
    source: 'HDR',
    explains: ['ump-interface', 'interface-not-offered'],
    check: interfaceIdUnknown,
  },
  {
    id: 'KSC-010',
    name: 'interface-media-reserved',
    severity: 'warning',
    scope: 'D',
    summary: 'A reserved interface of KSINTERFACESETID_Media is asked for.',
    why: 'The header marks MUSIC and WAVE_BUFFERED as reserved.',
    source: 'HDR',
    explains: ['ump-interface', 'interface-not-offered'],
    check: interfaceMediaReserved,
  },
  {
    id: 'KSC-014',
    name: 'medium-flags',
    severity: 'warning',
    scope: 'D',
    summary: 'Medium.Flags is not 0.',
    why: 'Reserved. A driver that compares whole identifiers finds no match.',
    source: 'HDR, MEDI',
    check: reservedZero('KSPIN_CONNECT', 'Medium', 'Flags'),
  },
  {
    id: 'KSC-015',
    name: 'medium-zero',
    severity: 'error',
    scope: 'D',
    summary: 'Medium.Set is the zero GUID.',
    why: 'The set is compared for equality with the list of the pin: STATUS_NO_MATCH.',
    source: 'ROS',
    explains: ['medium-not-offered'],
    check: zeroSet('Medium', standardMediums, 'KSMEDIUMSETID_Standard'),
  },
  {
    id: 'KSC-016',
    name: 'medium-private',
    severity: 'info',
    scope: 'D',
    summary: 'Medium.Set is none of the public ones.',
    why: 'A private medium wires named crossbar and tuner pins; its Id must come from the list of the pin.',
    source: 'PINS',
    check: mediumPrivate,
  },
  {
    id: 'KSC-004',
    name: 'pin-id-all-ones',
    severity: 'warning',
    scope: 'D',
    summary: 'PinId is 0xFFFFFFFF.',
    why: 'No filter has that many pin factories; it is usually a member that nobody set.',
    source: 'inferred',
    explains: ['pin-id-range'],
    check: pinIdAllOnes,
  },
  {
    id: 'KSC-019',
    name: 'pinto-not-a-handle',
    severity: 'error',
    scope: 'D',
    summary: 'PinToHandle cannot be a handle.',
    why: 'STATUS_INVALID_HANDLE: a failed CreateFile gives -1, and real handles are multiples of 4.',
    source: 'CONN, inferred',
    check: pinToNotAHandle,
  },
  {
    id: 'KSC-020',
    name: 'pinto-literal',
    severity: 'hint',
    scope: 'D',
    summary: 'PinToHandle is a number in a file.',
    why: 'Handles belong to one process; the number means nothing in the next run.',
    source: 'CONN',
    check: pinToLiteral,
  },
  {
    id: 'KSC-023',
    name: 'priority-class-zero',
    severity: 'warning',
    scope: 'D',
    summary: 'PriorityClass is 0.',
    why: 'Reserved for future use; any number from 1 up is legal.',
    source: 'PRIO',
    check: priorityClassZero,
  },
  {
    id: 'KSC-025',
    name: 'priority-exclusive',
    severity: 'warning',
    scope: 'D',
    summary: 'PriorityClass is KSPRIORITY_EXCLUSIVE.',
    why: 'It claims exclusive use of the resources of the pin; others may be put out, or the request refused.',
    source: 'PRIO',
    check: priorityExclusive,
  },
  {
    id: 'KSC-026',
    name: 'priority-subclass-zero',
    severity: 'warning',
    scope: 'D',
    summary: 'PrioritySubClass is 0.',
    why: 'Reserved; 1 is the customary first value.',
    source: 'PRIO',
    check: prioritySubClassZero,
  },
];
