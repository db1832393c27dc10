// What a driver under development does to its clients, one row per way: hang, vanish, take its caller down, answer garbage,
// lie, refuse by rules of its own. The rig's driver has the same faults under the same names (test/rig/driver/README.md);
// spoil-answer.ts, hidden-rules.ts and faulty-backend.ts do what a row says.

/** The call in which a fault shows. */
export type FaultPoint = 'open' | 'property' | 'create' | 'state' | 'close';

interface Named {
  readonly name: string;
  readonly at: FaultPoint;
  /** What the driver does, for people. */
  readonly effect: string;
}

export type Fault = Named &
  (
    | { readonly kind: 'hang' | 'vanish' | 'die' }
    | { readonly kind: 'spoil'; readonly how: Spoil }
    | { readonly kind: 'rule'; readonly rule: HiddenRule }
    | { readonly kind: 'held' }
  );

/** What becomes of the honest answer to one property. */
export type Spoil =
  | 'size-too-big'
  | 'size-too-small'
  | 'returned-too-big'
  | 'count-negative'
  | 'ranges-unaligned'
  | 'more-data-forever'
  | 'sizes-mixed-up'
  | 'string-unterminated'
  | 'intersection-lies';

/** What a driver asks of a request beyond what it declares. */
export type HiddenRule = 'exact-sizes' | 'exact-mask' | 'attributes-only' | 'instance-first';

const points: Readonly<Record<FaultPoint, string>> = {
  open: 'opening the filter',
  property: 'KSPROPERTY_PIN_DATARANGES',
  create: 'KsCreatePin',
  state: 'setting KSPROPERTY_CONNECTION_STATE',
  close: 'closing a pin',
};

const interruptions = {
  hang: (call: string) => `${call} never returns`,
  vanish: (call: string) => `the device is removed in the middle of ${call}`,
  die: (call: string) => `${call} ends the process of its caller`,
} as const;

const interrupting: readonly Fault[] = (['hang', 'vanish', 'die'] as const).flatMap((kind) =>
  (Object.keys(points) as FaultPoint[]).map(
    (at): Fault => ({ name: `${kind}-${at}`, at, kind, effect: interruptions[kind](points[at]) }),
  ),
);

const spoils: Readonly<Record<Spoil, string>> = {
  'size-too-big': 'asked for the size of the data ranges it says 2 GB',
  'size-too-small': 'asked for the size of the data ranges it says 8 bytes less, and cuts them off there',
  'returned-too-big': 'says that it wrote 64 bytes more of data ranges than there are',
  'count-negative': 'counts -1 data ranges',
  'ranges-unaligned': 'the FormatSize of the first data range is 2 more than it takes',
  'more-data-forever': 'finds every buffer for the data ranges 16 bytes too small',
  'sizes-mixed-up': 'answers BUFFER_TOO_SMALL where BUFFER_OVERFLOW belongs, and the other way about',
  'string-unterminated': 'leaves out the NUL of a pin name',
  'intersection-lies': 'gives a format as the intersection that no range of the pin has',
};

const rules: Readonly<Record<HiddenRule, string>> = {
  'exact-sizes': 'takes no format with bytes behind its block',
  'exact-mask': 'takes no channel mask but the usual one for the number of channels',
  'attributes-only': 'takes no request without an attribute list',
  'instance-first': 'looks for a free instance before it looks at anything else',
};

function rows<K extends string>(
  texts: Readonly<Record<K, string>>,
  row: (key: K) => Fault,
): readonly Fault[] {
  return (Object.keys(texts) as K[]).map(row);
}

export const faults: readonly Fault[] = [
  ...interrupting,
  ...rows(spoils, (how) => ({ name: how, at: 'property', kind: 'spoil', how, effect: spoils[how] })),
  ...rows(rules, (rule) => ({ name: rule, at: 'create', kind: 'rule', rule, effect: rules[rule] })),
  {
    name: 'held-elsewhere',
    at: 'create',
    kind: 'held',
    effect: 'another program holds one instance of every pin',
  },
];

export function faultNamed(name: string): Fault | undefined {
  return faults.find((fault) => fault.name === name);
}
