// Rules of KSPIN_CONNECT and attributes against what was recorded of the pin: interface, medium, direction, instances.
import { rangeHeader } from '#ks/data-range.ts';
import { guidText } from '#ks/guid.ts';
import {
  against,
  againstRange,
  type RecordedCheck,
  rangesOf,
  recordedRule,
  refusedAt,
} from './capability-rule.ts';
import { guid } from './facts.ts';
import type { Recorded } from './recorded.ts';
import { broken, brokenValue, fine, type Rule, type Subject, setFix, type Violation } from './rule.ts';

const handlePath = ['KSPIN_CONNECT', 'PinToHandle'];
const sink = 1;
const source = 2;
const both = 3;
const bridge = 4;

const communicationIs =
  (value: number): RecordedCheck =>
  (recorded, subject) =>
    recorded.pin?.communication === value ? refusedAt('communication')(recorded, subject) : fine;

function bridgePin(recorded: Recorded, subject: Subject): readonly Violation[] {
  const possible = recorded.pin?.instances.local?.PossibleCount ?? 0;
  return communicationIs(bridge)(recorded, subject).map((violation) => ({
    ...violation,
    ...(possible > 0 ? { severity: 'warning' as const } : {}),
  }));
}

function identifierFix(member: 'Interface' | 'Medium'): RecordedCheck {
  const stage = member === 'Interface' ? 'interface' : 'medium';
  return (recorded, subject) => {
    const { pin } = recorded;
    const [offered] = (member === 'Interface' ? pin?.interfaces : pin?.mediums) ?? [];
    return refusedAt(stage)(recorded, subject).map((violation) => {
      if (offered === undefined) return violation;
      const value = { Set: offered.Set, Id: offered.Id };
      const edits = setFix('', ['KSPIN_CONNECT', member], value).edits;
      return { ...violation, fixes: [{ title: `Use the first ${stage} that the pin lists`, edits }] };
    });
  };
}

function waveRt(recorded: Recorded, subject: Subject): readonly Violation[] {
  const { capabilities, pin, verdict } = recorded;
  const path = ['KSPIN_CONNECT', 'Interface', 'Id'];
  const standard = guid('KSINTERFACESETID_Standard');
  const looped = pin?.interfaces.some(({ Set: set, Id: id }) => set === standard && id === 1) ?? false;
  if (verdict.stage === 'interface' || !looped || subject.number(...path) !== 0) return fine;
  if (!capabilities.filter.categories.includes(guid('KSCATEGORY_REALTIME'))) return fine;
  const message =
    'The filter is a WaveRT one (KSCATEGORY_REALTIME), whose pins clients connect with KSINTERFACE_STANDARD_LOOPED_STREAMING (1).';
  return brokenValue(path, message, 1, 'Set Interface.Id to KSINTERFACE_STANDARD_LOOPED_STREAMING').map(
    (violation) => against(recorded, 'interfaces', violation),
  );
}

const ofCommunication = (recorded: Recorded, violations: readonly Violation[]): readonly Violation[] =>
  violations.map((violation) => against(recorded, 'Communication', violation));

function handleForSink(recorded: Recorded, subject: Subject): readonly Violation[] {
  const handle = subject.value(...handlePath);
  if (recorded.pin?.communication !== sink || typeof handle !== 'bigint' || handle === 0n) return fine;
  const message =
    'The pin is a sink, which receives requests: PinToHandle is for a source that connects to one, expected null.';
  return ofCommunication(recorded, brokenValue(handlePath, message, 0n, 'Set PinToHandle to null'));
}

function handleForSource(recorded: Recorded, subject: Subject): readonly Violation[] {
  if (recorded.pin?.communication !== source || subject.value(...handlePath) !== 0n) return fine;
  const message =
    'The pin is a source, which needs somewhere to send: expected PinToHandle to be the handle of a sink pin that was created before.';
  return ofCommunication(recorded, broken(handlePath, message));
}

function bothMeansSink(recorded: Recorded, subject: Subject): readonly Violation[] {
  if (recorded.pin?.communication !== both || subject.value(...handlePath) !== 0n) return fine;
  const message =
    'The pin can be source or sink (KSPIN_COMMUNICATION_BOTH): without PinToHandle it is the sink, which a client reads or writes.';
  return ofCommunication(recorded, broken(handlePath, message));
}

const genericRead = 0x80000000;
const genericWrite = 0x40000000;
const genericAll = 0x10000000;

function access(recorded: Recorded, subject: Subject): readonly Violation[] {
  const { pin } = recorded;
  const wanted = subject.written.DesiredAccess;
  if (wanted === undefined || pin?.dataFlow === undefined || (wanted & genericAll) !== 0) return fine;
  const isIn = pin.dataFlow === 1;
  const bit = isIn ? genericWrite : genericRead;
  if ((wanted & bit) !== 0) return fine;
  const name = isIn ? 'GENERIC_WRITE' : 'GENERIC_READ';
  const flow = isIn
    ? 'Data goes into the pin (KSPIN_DATAFLOW_IN)'
    : 'Data comes out of the pin (KSPIN_DATAFLOW_OUT)';
  const message = `${flow}, so streaming needs ${name}: expected it in DesiredAccess.`;
  return brokenValue(['DesiredAccess'], message, bit, `Set DesiredAccess to ${name}`).map((violation) =>
    against(recorded, 'DataFlow', violation),
  );
}

function requiredAttribute(recorded: Recorded, subject: Subject): readonly Violation[] {
  const ranges = rangesOf(recorded, subject);
  const requires = (range: (typeof ranges)[number]): boolean =>
    (Number(rangeHeader(range).Flags) & 0x4) !== 0;
  if (subject.written.Attributes !== undefined || ranges.length === 0 || !ranges.every(requires)) return fine;
  const message =
    'The data range requires attributes (KSDATARANGE_REQUIRED_ATTRIBUTES), and the format has none: expected Attributes.';
  return broken(['KSDATAFORMAT', 'Flags'], message).map((violation) =>
    againstRange(recorded, ranges[0], violation),
  );
}

function midiBus(_: Recorded, subject: Subject): readonly Violation[] {
  const path = ['KSDATAFORMAT', 'SubFormat'];
  const subtype = subject.guid(...path);
  if (subtype !== guid('KSDATAFORMAT_SUBTYPE_MIDI_BUS')) return fine;
  return broken(
    path,
    `${guidText(subtype, ['format-subtype'])} belongs to bridge pins, which cannot be created.`,
  );
}

export const pinCapabilityRules: readonly Rule[] = [
  recordedRule(
    'KSC-003',
    'pin-id-range',
    'error',
    ['The filter has no pin factory of this number.', 'STATUS_INVALID_PARAMETER.', 'ROS, SYSVAD'],
    refusedAt('pin'),
  ),
  recordedRule(
    'KSC-022',
    'communication-none',
    'error',
    ['The pin is wired inside of the hardware.', 'It is never created.', 'COMM'],
    communicationIs(0),
  ),
  recordedRule(
    'KSC-032',
    'communication-bridge',
    'error',
    [
      'The pin is a bridge to the world outside.',
      'It never connects to another pin, and mostly has no instances.',
      'COMM, SYSVAD',
    ],
    bridgePin,
  ),
  recordedRule(
    'KSC-006',
    'interface-not-offered',
    'error',
    [
      'The pin does not list this interface.',
      'STATUS_NO_MATCH. A pin without a list takes Standard/STREAMING only.',
      'ROS, VAL',
    ],
    identifierFix('Interface'),
  ),
  recordedRule(
    'KSC-011',
    'wavert-interface',
    'warning',
    [
      'A WaveRT pin with the interface of other pins.',
      'Clients connect WaveRT pins with looped streaming.',
      'PA, LOOP',
    ],
    waveRt,
  ),
  recordedRule(
    'KSC-013',
    'medium-not-offered',
    'error',
    [
      'The pin does not list this medium.',
      'STATUS_NO_MATCH. A pin without a list takes Standard/ANYINSTANCE only.',
      'ROS, VAL',
    ],
    identifierFix('Medium'),
  ),
  recordedRule(
    'KSC-017',
    'pinto-for-sink',
    'error',
    [
      'PinToHandle is given for a sink.',
      'It is for a source that connects to a sink; the driver refuses.',
      'CONN',
    ],
    handleForSink,
  ),
  recordedRule(
    'KSC-018',
    'pinto-missing-for-source',
    'error',
    ['PinToHandle is missing for a source.', 'A connection without a target is refused.', 'CONN'],
    handleForSource,
  ),
  recordedRule(
    'KSC-021',
    'both-means-sink',
    'hint',
    [
      'The pin can be source or sink, and the request does not say which.',
      'Without PinToHandle it is the sink; with the handle of a sink it is the source.',
      'CONN',
    ],
    bothMeansSink,
  ),
  recordedRule(
    'KSC-028',
    'access-vs-dataflow',
    'warning',
    [
      'DesiredAccess does not suit the direction of the pin.',
      'Stream input and output fail later with access denied.',
      'CREATE, PA',
    ],
    access,
  ),
  recordedRule(
    'KSC-030',
    'instances-exhausted',
    'error',
    [
      'The pin had no free instance when it was recorded.',
      'Refused with a code that differs by driver; some busy pins crash when opened.',
      'CINST, SYSVAD',
    ],
    refusedAt('instances'),
  ),
  recordedRule(
    'KST-007',
    'attribute-unknown',
    'warning',
    ['An attribute that the pin does not list.', 'STATUS_NOT_SUPPORTED.', 'SYSVAD'],
    refusedAt('attributes', 'Attribute'),
  ),
  recordedRule(
    'KST-011',
    'required-attribute-missing',
    'error',
    ['The data range requires attributes and the format has none.', 'Refused.', 'KSDR, HDR'],
    requiredAttribute,
  ),
  recordedRule(
    'KSM-005',
    'midi-bus-openable',
    'error',
    ['A MIDI bus format.', 'Bridge pins only; they cannot be created.', 'MIDIR'],
    midiBus,
    ['range-type'],
  ),
];
