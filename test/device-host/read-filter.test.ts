import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFilter } from '#device-host/read-filter.ts';
import { simulatedBackend } from '#device-host/simulated/backend.ts';
import { concatBytes, toHex, viewOf } from '#ks/bytes.ts';
import type { Capabilities, PinFactory } from '#ks/capabilities.ts';
import { dataRangeFromValue, encodeDataRanges } from '#ks/data-range.ts';
import { guidToBytes } from '#ks/guid.ts';
import { pinProperties, propertySets, topologyProperties } from '#ks/properties.ts';
import type { StructValue } from '#ks/struct.ts';
import type { Guid } from '#ks/tables/guid-kinds.ts';
import { answered, fakeBackend, type Said } from './fake-backend.ts';
import { guid, rigFilters, speakerPath } from './rig-filters.ts';

interface Request {
  readonly set: string;
  readonly id: number;
  readonly pin: number;
  readonly length: number;
}

/** What the lying driver says; undefined lets the simulated one answer. */
type Lie = (request: Request) => Said | undefined;

/** Reads the rig's audio filter through a driver that lies where the test says. */
async function readThrough(lie: Lie, categories: readonly Guid[] = []): Promise<Capabilities> {
  const simulated = simulatedBackend(rigFilters());
  const backend = fakeBackend({
    ...simulated,
    ioctl: async (handle, code, input, output) => {
      const length = typeof output === 'number' ? output : output.length;
      const view = viewOf(input);
      const set = toHex(input.subarray(0, 4)) === '6049138c' ? propertySets.pin : propertySets.topology;
      const pin = input.length < 28 ? -1 : view.getUint32(24, true);
      const said = lie({ set, id: view.getUint32(16, true), pin, length });
      return said === undefined ? simulated.ioctl(handle, code, input, output) : answered(said, length);
    },
  });
  const filter = await backend.open(speakerPath());
  assert.ok(filter.ok);
  return readFilter(backend, filter.value, { path: speakerPath(), categories });
}

/** A list answer by the rules, whatever is in it. */
function list(bytes: Uint8Array) {
  return (length: number): Said =>
    length === 0 ? { win32: 234, returned: bytes.length } : { bytes: bytes.subarray(0, length) };
}

function ulongs(...values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(values.length * 4);
  for (const [index, value] of values.entries()) viewOf(bytes).setUint32(index * 4, value, true);
  return bytes;
}

/** Lies about one property of pin 0. */
function pinZero(id: number, say: (length: number) => Said): Lie {
  return (request) =>
    request.set === propertySets.pin && request.id === id && request.pin === 0
      ? say(request.length)
      : undefined;
}

function problems({ pins }: Capabilities): readonly string[] {
  return pins.flatMap(({ id, problems: found }) =>
    found.map(({ property, message }) => `${id} ${property}: ${message}`),
  );
}

/** Everything of a pin but the named facts. */
function without(pin: PinFactory | undefined, ...facts: readonly (keyof PinFactory)[]): object {
  return Object.fromEntries(
    Object.entries(pin ?? {}).filter(([key]) => !facts.includes(key as keyof PinFactory)),
  );
}

const [recorded] = rigFilters();

test('a driver that tells the truth is read without a problem', async () => {
  const read = await readThrough(() => undefined);
  assert.deepEqual(read.pins, recorded?.pins);
  assert.deepEqual(read.topology, recorded?.topology);
  assert.deepEqual(read.problems, []);
});

test('a filter that was opened by a path typed by hand learns its categories from the filter itself', async () => {
  assert.deepEqual((await readThrough(() => undefined)).filter.categories, recorded?.filter.categories);
});

const badLists: readonly (readonly [string, Uint8Array, string])[] = [
  ['is empty', new Uint8Array(), 'At byte 0: A list takes at least 8 bytes; 0 came.'],
  ['ends inside its header', ulongs(8), 'At byte 0: A list takes at least 8 bytes; 4 came.'],
  [
    'says it is larger than it is',
    ulongs(0xffffffff, 0),
    'At byte 0: The list says it has 4294967295 bytes; 8 came.',
  ],
  [
    'says it has a negative size',
    ulongs(0x80000000, 0),
    'At byte 0: The list says it has 2147483648 bytes; 8 came.',
  ],
  ['counts more than it has', ulongs(8, 0xffffffff), 'At byte 4: The list counts 4294967295 items; '],
];

for (const [how, bytes, message] of badLists) {
  for (const [property, id, fact] of [
    ['KSPROPERTY_PIN_INTERFACES', pinProperties.INTERFACES, 'interfaces'],
    ['KSPROPERTY_PIN_MEDIUMS', pinProperties.MEDIUMS, 'mediums'],
    ['KSPROPERTY_PIN_DATARANGES', pinProperties.DATARANGES, 'dataRanges'],
  ] as const) {
    test(`${property} that ${how} costs its own property and nothing else`, async () => {
      const read = await readThrough(pinZero(id, list(bytes)));
      const [said, ...more] = problems(read);
      assert.ok(said?.startsWith(`0 ${property}: ${message}`), said);
      assert.deepEqual(more, []);
      assert.deepEqual(read.pins[0]?.[fact], []);
      // The constrained ranges now differ from those that cannot be read, and are kept.
      const lost = [fact, 'problems', 'constrainedDataRanges'] as const;
      assert.deepEqual(without(read.pins[0], ...lost), without(recorded?.pins[0], ...lost));
      assert.deepEqual(read.pins.slice(1), recorded?.pins.slice(1));
    });
  }
}

test('of a list that is cut in the middle, the whole items are kept, and the bytes', async () => {
  const range = recorded?.pins[0]?.dataRanges[0]?.bytes ?? new Uint8Array();
  const cut = concatBytes([ulongs(8 + 2 * 88, 2), range, range.subarray(0, 40)]);
  const read = await readThrough(pinZero(pinProperties.DATARANGES, list(cut)));
  assert.equal(read.pins[0]?.dataRanges.length, 1);
  const [problem] = read.pins[0]?.problems ?? [];
  assert.equal(problem?.bytes && toHex(problem.bytes), toHex(cut));
  assert.match(problem?.message ?? '', /The list says it has 184 bytes; 136 came\./);
});

test('a data range that claims a size of 0 ends the list and not the host', async () => {
  const range = concatBytes([ulongs(0), new Uint8Array(84)]);
  const read = await readThrough(
    pinZero(pinProperties.DATARANGES, list(concatBytes([ulongs(96, 1), range]))),
  );
  assert.deepEqual(read.pins[0]?.dataRanges, []);
  assert.match(problems(read).join(), /A data range says FormatSize 0; it takes at least 64\./);
});

test('a size that never stops growing costs its own property', async () => {
  const grow = (length: number): Said => ({ win32: 234, returned: length + 100 });
  const read = await readThrough(pinZero(pinProperties.MEDIUMS, grow));
  assert.match(problems(read).join(), /^0 KSPROPERTY_PIN_MEDIUMS: The driver found every buffer too small/);
  assert.deepEqual(read.pins.slice(1), recorded?.pins.slice(1));
});

test('a name without a NUL ends where its bytes end', async () => {
  const name = Buffer.from('Rig', 'utf16le');
  const read = await readThrough(pinZero(pinProperties.NAME, list(name)));
  assert.equal(read.pins[0]?.name, 'Rig');
  assert.deepEqual(problems(read), []);
});

test('a fact that the driver does not have is absent and no problem', async () => {
  for (const win32 of [1168, 1170, 50, 1]) {
    const read = await readThrough(pinZero(pinProperties.GLOBALCINSTANCES, () => ({ win32 })));
    assert.equal(read.pins[0]?.instances.global, undefined);
    assert.deepEqual(problems(read), []);
  }
});

test('a fact that every driver must have is a problem when it is refused', async () => {
  const read = await readThrough(pinZero(pinProperties.DATAFLOW, () => ({ win32: 1168 })));
  assert.equal(read.pins[0]?.dataFlow, undefined);
  assert.equal(read.pins[0]?.problems[0]?.win32, 1168);
  assert.match(problems(read).join(), /^0 KSPROPERTY_PIN_DATAFLOW: ERROR_NOT_FOUND: /);
});

test('counts that are cut short are a problem, and are not taken for a free pin', async () => {
  const read = await readThrough(pinZero(pinProperties.CINSTANCES, () => ({ bytes: ulongs(1) })));
  assert.equal(read.pins[0]?.instances.local, undefined);
  assert.deepEqual(problems(read), [
    '0 KSPROPERTY_PIN_CINSTANCES: The driver answered 4 bytes; the value takes 8.',
  ]);
});

test('a filter that claims four billion pins is read up to a limit and told so', async () => {
  const lie: Lie = ({ set, id, pin }) => {
    if (set === propertySets.pin && id === pinProperties.CTYPES) return { bytes: ulongs(0xffffffff) };
    return pin > 3 ? { win32: 87 } : undefined;
  };
  const read = await readThrough(lie);
  assert.equal(read.pins.length, 512);
  assert.deepEqual(read.pins.slice(0, 4), recorded?.pins);
  assert.deepEqual(read.problems, [
    { property: 'KSPROPERTY_PIN_CTYPES', message: 'The filter says it has 4294967295 pins; 512 were read.' },
  ]);
});

test('a topology list that lies costs the topology only', async () => {
  const lie: Lie = ({ set, id, length }) =>
    set === propertySets.topology && id === topologyProperties.CONNECTIONS
      ? list(ulongs(24, 100, 0, 1, 2, 3))(length)
      : undefined;
  const read = await readThrough(lie);
  assert.deepEqual(read.topology, {
    ...recorded?.topology,
    connections: [{ FromNode: 0, FromNodePin: 1, ToNode: 2, ToNodePin: 3 }],
  });
  assert.deepEqual(read.pins, recorded?.pins);
  assert.equal(read.problems.length, 1);
});

test('what few drivers answer is read where it is answered: wiring, default format, names of nodes', async () => {
  const name = Buffer.from('Volume\0', 'utf16le');
  const path = Buffer.from('\\??\\topology\0', 'utf16le');
  const answers = new Map<string, Uint8Array>([
    [
      `${propertySets.pin} ${pinProperties.PHYSICALCONNECTION}`,
      concatBytes([ulongs(8 + path.length, 3), path]),
    ],
    [`${propertySets.pin} ${pinProperties.PROPOSEDATAFORMAT}`, new Uint8Array(64)],
    [`${propertySets.topology} ${topologyProperties.NAME}`, name],
  ]);
  const read = await readThrough(({ set, id, pin, length }) => {
    const bytes = answers.get(`${set} ${id}`);
    return bytes && pin === 0 ? list(bytes)(length) : undefined;
  });
  assert.deepEqual(read.pins[0]?.physicalConnection, { pin: 3, path: '\\??\\topology' });
  assert.deepEqual(read.pins[0]?.defaultFormat, new Uint8Array(64));
  assert.deepEqual(read.topology.nodeNames?.[0], { node: 0, name: 'Volume' });
});

test('a pin whose ranges have attributes tells its signal processing modes and their formats, any other is not asked', async () => {
  const [first, second, ...others] = recorded?.pins ?? [];
  assert.ok(recorded && first && second);
  const [range, ...ranges] = first.dataRanges;
  assert.ok(range);
  const attributes = Uint8Array.of(8, 0, 0, 0, 0, 0, 0, 0);
  const modes = [
    {
      mode: guid('AUDIO_SIGNALPROCESSINGMODE_RAW'),
      defaultFormat: new Uint8Array(82).fill(1),
      formats: Uint8Array.of(8, 0, 0, 0, 0, 0, 0, 0),
    },
    { mode: guid('AUDIO_SIGNALPROCESSINGMODE_SPEECH') },
  ];
  const header = { ...(range.value.DataRange as StructValue), Flags: 2 };
  const marked = dataRangeFromValue(range.struct, { ...range.value, DataRange: header });
  const pin = { ...first, dataRanges: [{ ...marked, attributes }, ...ranges], modes };
  const filter = { ...recorded, pins: [pin, { ...second, modes }, ...others] };
  const backend = simulatedBackend([filter]);
  const opened = await backend.open(filter.filter.path);
  assert.ok(opened.ok);
  const { pins } = await readFilter(backend, opened.value, filter.filter);
  assert.deepEqual(pins[0]?.modes, modes);
  assert.equal(pins[1]?.modes, undefined);
  assert.deepEqual(pins[0]?.problems, []);
});

test('ranges that are possible now are kept only where they are not those of the pin', async () => {
  const ranges = encodeDataRanges(recorded?.pins[0]?.dataRanges ?? []);
  const same = await readThrough(pinZero(pinProperties.CONSTRAINEDDATARANGES, list(ranges)));
  assert.equal(same.pins[0]?.constrainedDataRanges, undefined);
  const one = encodeDataRanges(recorded?.pins[0]?.dataRanges.slice(0, 1) ?? []);
  const fewer = await readThrough(pinZero(pinProperties.CONSTRAINEDDATARANGES, list(one)));
  assert.equal(fewer.pins[0]?.constrainedDataRanges?.length, 1);
});

test('categories that the driver names and nobody registered are kept beside the registered ones', async () => {
  const guids = (...values: readonly Guid[]) =>
    concatBytes([ulongs(8 + 16 * values.length, values.length), ...values.map(guidToBytes)]);
  const own = guid('KSCATEGORY_MIXER');
  const lie: Lie = ({ set, id, length }) =>
    set === propertySets.topology && id === topologyProperties.CATEGORIES
      ? list(guids(own))(length)
      : undefined;
  const registered = guid('KSCATEGORY_RENDER');
  const read = await readThrough(lie, [registered]);
  assert.deepEqual(read.filter.categories, [registered]);
  assert.deepEqual(read.topology.categories, [own]);
});

test('a read that nobody waits for stops between two pins', async () => {
  const simulated = simulatedBackend(rigFilters());
  const filter = await simulated.open(speakerPath());
  assert.ok(filter.ok);
  let looks = 0;
  const stopped = () => ++looks > 2;
  const identity = { path: speakerPath(), categories: [] };
  const { pins } = await readFilter(simulated, filter.value, identity, stopped);
  assert.equal(pins.length, 2);
});
