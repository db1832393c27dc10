// What two driver builds differ in, told as a client would feel it: golden text for each kind of change, then the promises that
// hold for all of them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Capabilities, PinFactory } from '#ks/capabilities.ts';
import { type DataRange, dataRangeFromValue } from '#ks/data-range.ts';
import { gravest, tally } from '#ks/diff/change.ts';
import { changePath, diffCapabilities } from '#ks/diff/diff-capabilities.ts';
import { explain } from '#ks/explain.ts';
import { encodeFormat } from '#ks/format-bytes.ts';
import type { ConnectRequest } from '#ks/request.ts';
import type { StructValue } from '#ks/struct.ts';
import { filter, pcmRange, yuy2Range } from '#test/ks/pins.ts';
import { runs } from '#test/ks/proof/arbitrary.ts';
import { guid, speaker } from '#test/ks/requests.ts';

/** One line a change: effect, path in the newer file (older where it is gone), subject without the filter, sentence. */
function told(before: Capabilities, after: Capabilities): readonly string[] {
  return diffCapabilities([before], [after]).map((one) =>
    [one.effect, changePath(one), [...one.subject.slice(1), one.message].join(': ')].join(' | '),
  );
}

const withPins = (pins: readonly PinFactory[]): Capabilities => ({ ...filter, pins });
const firstPin = filter.pins[0] as PinFactory;

/** The filter with its first pin changed. */
const withPin = (more: Partial<PinFactory>): Capabilities =>
  withPins([{ ...firstPin, ...more }, ...filter.pins.slice(1)]);

const audio = (members: Readonly<Record<string, number>>, header: StructValue = {}): DataRange =>
  dataRangeFromValue('KSDATARANGE_AUDIO', {
    ...pcmRange.value,
    ...members,
    DataRange: { ...(pcmRange.value.DataRange as StructValue), ...header },
  });

test('a filter differs in nothing from itself, nor from itself in another order', () => {
  const turned: Capabilities = {
    ...filter,
    filter: { ...filter.filter, categories: filter.filter.categories.toReversed() },
    pins: filter.pins
      .map((pin) => ({
        ...pin,
        dataRanges: pin.dataRanges.toReversed(),
        interfaces: pin.interfaces.toReversed(),
        mediums: pin.mediums.toReversed(),
      }))
      .toReversed(),
    topology: { ...filter.topology, connections: filter.topology.connections.toReversed() },
  };
  assert.deepEqual(told(filter, filter), []);
  assert.deepEqual(told(filter, turned), []);
});

test('what was possible while a filter was recorded is told, and breaks nobody', () => {
  const narrow = audio({ MaximumSampleFrequency: 48000 });
  const [range] = firstPin.dataRanges as readonly [DataRange];
  const free = withPin({ dataRanges: [range] });
  const constrained = (...ranges: readonly DataRange[]) =>
    withPin({ dataRanges: [range], constrainedDataRanges: ranges });
  const subject = 'Pin 0 "speaker": Constrained data ranges: PCM, up to 2 ch, 16-24 bit';
  const limit = 'KSDATARANGE_AUDIO.MaximumSampleFrequency';
  assert.deepEqual(told(free, constrained(range)), []);
  assert.deepEqual(told(free, constrained(narrow)), [
    `neutral | pins[0].constrainedDataRanges[0].${limit} | ${subject}, 44100-96000 Hz: MaximumSampleFrequency is narrowed from 96000 to 48000 Hz.`,
  ]);
  assert.deepEqual(told(constrained(narrow), free), [
    `neutral | pins[0].dataRanges[0].${limit} | ${subject}, 44100-48000 Hz: MaximumSampleFrequency is widened from 48000 to 96000 Hz.`,
  ]);
  assert.deepEqual(told(constrained(range, narrow), constrained(range)), [
    `neutral | pins[0].constrainedDataRanges[1] | ${subject}, 44100-48000 Hz: The data range is gone; other data ranges take what it took.`,
  ]);
});

test('the other end of a pin that is wired to another filter is told', () => {
  const wired = (pin: number) => withPin({ physicalConnection: { pin, path: 'topology' } });
  const where = 'neutral | pins[0].physicalConnection | Pin 0 "speaker": The physical connection';
  assert.deepEqual(told(wired(1), wired(1)), []);
  assert.deepEqual(told(wired(1), wired(2)), [
    `${where} changed from pin 1 of topology to pin 2 of topology.`,
  ]);
  assert.deepEqual(told(wired(1), withPin({})), [`${where} is not recorded any more.`]);
});

test('a pin that is gone breaks its clients, a new one nobody', () => {
  assert.deepEqual(told(filter, withPins(filter.pins.slice(0, 4))), [
    'breaking | pins[4] | Pin 4: The pin is gone.',
  ]);
  assert.deepEqual(told(withPins(filter.pins.slice(0, 4)), filter), [
    'compatible | pins[4] | Pin 4: The pin is new.',
  ]);
});

test('a pin that was renumbered is told as that, and takes its connections along', () => {
  const renumbered = withPins(filter.pins.map((pin) => (pin.id === 0 ? { ...pin, id: 7 } : pin)));
  const after: Capabilities = {
    ...renumbered,
    topology: {
      ...filter.topology,
      connections: [{ FromNode: 0xffffffff, FromNodePin: 7, ToNode: 0, ToNodePin: 1 }],
    },
  };
  assert.deepEqual(told(filter, after), [
    'breaking | pins[0].id | Pin 0 "speaker": The pin is renumbered: PinId 0 is 7 now.',
  ]);
});

test('two pins that changed places are known by their names', () => {
  const [one, other] = [
    { ...firstPin, id: 0, name: 'speaker' },
    { ...firstPin, id: 1, name: 'headphones' },
  ];
  const topology = { nodes: [], connections: [] };
  const before = { ...withPins([one, other]), topology };
  const after = {
    ...withPins([
      { ...other, id: 0 },
      { ...one, id: 1 },
    ]),
    topology,
  };
  assert.deepEqual(told(before, after), [
    'breaking | pins[1].id | Pin 0 "speaker": The pin is renumbered: PinId 0 is 1 now.',
    'breaking | pins[0].id | Pin 1 "headphones": The pin is renumbered: PinId 1 is 0 now.',
  ]);
});

test('names, versions and counts of the moment are neutral', () => {
  const after: Capabilities = {
    ...withPin({ name: 'loud speaker', instances: { local: { PossibleCount: 4, CurrentCount: 2 } } }),
    filter: { ...filter.filter, name: 'other', driver: { version: '2.0' } },
  };
  assert.deepEqual(told(filter, after), [
    'neutral | filter.name | The name changed from test filter to other.',
    "neutral | filter.driver.version | The driver's version is recorded now: 2.0.",
    'neutral | pins[0].name | Pin 0 "speaker": The name changed from "speaker" to "loud speaker".',
    'neutral | pins[0].instances.local.CurrentCount | Pin 0 "speaker": CurrentCount of this filter changed from 0 to 2.',
    'neutral | pins[0].instances.global.PossibleCount | Pin 0 "speaker": PossibleCount in the whole system is not recorded any more.',
    'neutral | pins[0].instances.global.CurrentCount | Pin 0 "speaker": CurrentCount in the whole system is not recorded any more.',
    'neutral | pins[0].instances.necessary | Pin 0 "speaker": The number of necessary instances is not recorded any more.',
  ]);
});

test('direction, communication, category and fewer instances break', () => {
  const count = { PossibleCount: 1, CurrentCount: 0 };
  const after = withPin({
    dataFlow: 2,
    communication: 2,
    category: guid('KSNODETYPE_HEADPHONES'),
    instances: { local: count, global: { ...count, PossibleCount: 0xffffffff }, necessary: 1 },
  });
  assert.deepEqual(told(filter, after), [
    'breaking | pins[0].category | Pin 0 "speaker": The category changed from KSNODETYPE_SPEAKER to KSNODETYPE_HEADPHONES.',
    'breaking | pins[0].DataFlow | Pin 0 "speaker": DataFlow changed from KSPIN_DATAFLOW_IN to KSPIN_DATAFLOW_OUT.',
    'breaking | pins[0].Communication | Pin 0 "speaker": Communication changed from KSPIN_COMMUNICATION_SINK to KSPIN_COMMUNICATION_SOURCE.',
    'breaking | pins[0].instances.local.PossibleCount | Pin 0 "speaker": PossibleCount of this filter changed from 4 to 1.',
    'compatible | pins[0].instances.global.PossibleCount | Pin 0 "speaker": PossibleCount in the whole system changed from 4 to any number.',
    'breaking | pins[0].instances.necessary | Pin 0 "speaker": The number of necessary instances changed from 0 to 1.',
  ]);
});

test('a sink that became both ways still is a sink', () => {
  assert.deepEqual(told(filter, withPin({ communication: 3 })), [
    'compatible | pins[0].Communication | Pin 0 "speaker": Communication changed from KSPIN_COMMUNICATION_SINK to KSPIN_COMMUNICATION_BOTH.',
  ]);
});

test('interfaces and mediums are sets of Set and Id; none listed is the standard one', () => {
  const standard = { Set: guid('KSINTERFACESETID_Standard'), Id: 0, Flags: 0 };
  const looped = { ...standard, Id: 1 };
  assert.deepEqual(told(withPin({ interfaces: [] }), withPin({ interfaces: [standard] })), []);
  assert.deepEqual(told(withPin({ interfaces: [standard] }), withPin({ interfaces: [looped] })), [
    'breaking | pins[0].interfaces[0] | Pin 0 "speaker": The interface KSINTERFACESETID_Standard / KSINTERFACE_STANDARD_STREAMING is not offered any more.',
    'compatible | pins[0].interfaces[0] | Pin 0 "speaker": The interface KSINTERFACESETID_Standard / KSINTERFACE_STANDARD_LOOPED_STREAMING is new.',
  ]);
});

test('a range is narrowed and widened member by member', () => {
  const after = withPin({
    dataRanges: [audio({ MaximumChannels: 8, MinimumBitsPerSample: 24, MaximumSampleFrequency: 48000 })],
  });
  const subject = 'Pin 0 "speaker": PCM, up to 2 ch, 16-24 bit, 44100-96000 Hz';
  const at = 'pins[0].dataRanges[0].KSDATARANGE_AUDIO';
  assert.deepEqual(told(filter, after), [
    `compatible | ${at}.MaximumChannels | ${subject}: MaximumChannels is widened from 2 to 8 channels.`,
    `breaking | ${at}.MinimumBitsPerSample | ${subject}: MinimumBitsPerSample is narrowed from 16 to 24 bits.`,
    `breaking | ${at}.MaximumSampleFrequency | ${subject}: MaximumSampleFrequency is narrowed from 96000 to 48000 Hz.`,
  ]);
});

test('a range that was cut in two still takes all that it took', () => {
  const after = withPin({
    dataRanges: [audio({ MaximumSampleFrequency: 48000 }), audio({ MinimumSampleFrequency: 48001 })],
  });
  const changes = told(filter, after);
  assert.equal(gravest(diffCapabilities([filter], [after])), 'compatible');
  assert.match(
    changes[0] ?? '',
    /^compatible .* narrowed from 96000 to 48000 Hz\. Other data ranges still take/,
  );
  const gap = withPin({
    dataRanges: [audio({ MaximumSampleFrequency: 48000 }), audio({ MinimumSampleFrequency: 48002 })],
  });
  assert.equal(gravest(diffCapabilities([filter], [gap])), 'breaking');
});

test('a range that a wildcard took over is gone without harm', () => {
  const wild = dataRangeFromValue('KSDATARANGE', {
    MajorFormat: guid('KSDATAFORMAT_TYPE_AUDIO'),
    SubFormat: '00000000-0000-0000-0000-000000000000',
    Specifier: '00000000-0000-0000-0000-000000000000',
  });
  assert.deepEqual(told(filter, withPin({ dataRanges: [wild] })), [
    'compatible | pins[0].dataRanges[0] | Pin 0 "speaker": PCM, up to 2 ch, 16-24 bit, 44100-96000 Hz: The data range is gone; other data ranges take what it took.',
    'compatible | pins[0].dataRanges[0] | Pin 0 "speaker": KSDATAFORMAT_TYPE_AUDIO, any, KSDATAFORMAT_SPECIFIER_WILDCARD: The data range is new.',
  ]);
});

test('attributes that are required, or not known any more, refuse a client', () => {
  const required = withPin({ dataRanges: [audio({}, { Flags: 6 })] });
  assert.deepEqual(told(withPin({ dataRanges: [audio({}, { Flags: 2 })] }), required), [
    'breaking | pins[0].dataRanges[0].KSDATARANGE.Flags | Pin 0 "speaker": PCM, up to 2 ch, 16-24 bit, 44100-96000 Hz: Flags changed from KSDATARANGE_ATTRIBUTES to KSDATARANGE_ATTRIBUTES | KSDATARANGE_REQUIRED_ATTRIBUTES.',
  ]);
});

test('a mode that is gone, or takes other formats, refuses its clients; what is preferred is advice', () => {
  const raw = guid('AUDIO_SIGNALPROCESSINGMODE_RAW');
  const speech = guid('AUDIO_SIGNALPROCESSINGMODE_SPEECH');
  const encoded = encodeFormat(speaker, 'x64');
  assert.ok(encoded.ok);
  const usual = encoded.value;
  // nSamplesPerSec is at byte 4 of what follows KSDATAFORMAT.
  const rate44100 = usual.with(68, 0x44).with(69, 0xac).with(70, 0);
  const list = Uint8Array.of(8, 0, 0, 0, 0, 0, 0, 0);
  const before = withPin({
    defaultFormat: usual,
    modes: [{ mode: raw, defaultFormat: usual, formats: list }, { mode: speech }],
  });
  const after = withPin({
    defaultFormat: rate44100,
    modes: [
      { mode: guid('AUDIO_SIGNALPROCESSINGMODE_DEFAULT') },
      { mode: raw, defaultFormat: usual.with(usual.length - 1, 0xff), formats: list.with(0, 9) },
    ],
  });
  assert.deepEqual(told(before, after), [
    'neutral | pins[0].defaultFormat | Pin 0 "speaker": The default format changed from PCM, 48000 Hz, 2 ch, 16 bit to PCM, 44100 Hz, 2 ch, 16 bit.',
    'neutral | pins[0].modes[1].defaultFormat | Pin 0 "speaker": Mode AUDIO_SIGNALPROCESSINGMODE_RAW: The preferred format is PCM, 48000 Hz, 2 ch, 16 bit as before, in other bytes.',
    'breaking | pins[0].modes[1].formats | Pin 0 "speaker": Mode AUDIO_SIGNALPROCESSINGMODE_RAW: The list of formats changed (8 bytes).',
    'breaking | pins[0].modes[1] | Pin 0 "speaker": The mode AUDIO_SIGNALPROCESSINGMODE_SPEECH is gone.',
    'compatible | pins[0].modes[0] | Pin 0 "speaker": The mode AUDIO_SIGNALPROCESSINGMODE_DEFAULT is new.',
  ]);
  assert.deepEqual(told(before, withPin({ defaultFormat: usual })), [
    'neutral | pins[0].modes | Pin 0 "speaker": The list of signal processing modes is not recorded any more.',
  ]);
  const problem = { property: 'KSPROPERTY_AUDIOSIGNALPROCESSING_MODES', message: 'Late.' };
  assert.deepEqual(told(before, withPin({ defaultFormat: usual, modes: [], problems: [problem] })), [
    'breaking | pins[0].problems[0] | Pin 0 "speaker": KSPROPERTY_AUDIOSIGNALPROCESSING_MODES cannot be read any more: Late.',
  ]);
});

test('another picture is another range; another frame time of the same picture only informs', () => {
  const picture = yuy2Range.value.VideoInfoHeader as StructValue;
  const video = (header: StructValue, bitmap: StructValue = {}): DataRange =>
    dataRangeFromValue('KS_DATARANGE_VIDEO', {
      ...yuy2Range.value,
      VideoInfoHeader: {
        ...picture,
        ...header,
        bmiHeader: { ...(picture.bmiHeader as StructValue), ...bitmap },
      },
    });
  const camera = (range: DataRange): Capabilities => withPins([{ ...firstPin, dataRanges: [range] }]);
  const effects = (after: DataRange) => tally(diffCapabilities([camera(yuy2Range)], [camera(after)]));
  assert.deepEqual(effects(video({}, { biWidth: 320 })), { breaking: 1, compatible: 1, neutral: 0 });
  assert.deepEqual(effects(video({ AvgTimePerFrame: 400000n })), { breaking: 0, compatible: 0, neutral: 1 });
});

test('what cannot be read any more is told once, not as all that it would have listed', () => {
  const problems = [{ property: 'KSPROPERTY_PIN_DATARANGES', message: 'timed out' }];
  assert.deepEqual(told(filter, withPin({ dataRanges: [], problems })), [
    'breaking | pins[0].problems[0] | Pin 0 "speaker": KSPROPERTY_PIN_DATARANGES cannot be read any more: timed out',
  ]);
});

test('nodes are known by number and type, connections by what they join', () => {
  const topology = (nodes: readonly string[], from: number): Capabilities => ({
    ...filter,
    topology: {
      nodes: nodes.map(guid),
      connections: [{ FromNode: 0xffffffff, FromNodePin: 0, ToNode: from, ToNodePin: 1 }],
    },
  });
  assert.deepEqual(told(filter, topology(['KSNODETYPE_MUTE', 'KSNODETYPE_VOLUME'], 1)), [
    'breaking | topology.nodes[1] | Node 0 (KSNODETYPE_VOLUME) is renumbered: it is node 1 now.',
    'compatible | topology.nodes[0] | Node 0 (KSNODETYPE_MUTE) is new.',
  ]);
  assert.deepEqual(told(filter, topology(['KSNODETYPE_VOLUME'], 0xffffffff)), [
    'breaking | topology.connections[0] | The connection from pin 0 to node 0.1 is gone.',
    'compatible | topology.connections[0] | The connection from pin 0 to pin 1 is new.',
  ]);
});

test('filters of a file belong together by path, device or name', () => {
  const other: Capabilities = { ...filter, filter: { path: 'other', name: 'other', categories: [] } };
  assert.deepEqual(diffCapabilities([filter, other], [other, filter]), []);
  assert.deepEqual(
    diffCapabilities([filter, other], [other]).map(({ effect, subject, message }) => [
      effect,
      ...subject,
      message,
    ]),
    [['breaking', 'Filter "test filter"', 'The filter is gone.']],
  );
});

const anyAudioRange = fc
  .record({
    channels: fc.constantFrom(1, 2, 6, 0xffffffff),
    bits: fc.tuple(fc.constantFrom(8, 16, 24), fc.constantFrom(16, 24, 32)),
    rates: fc.tuple(fc.constantFrom(8000, 44100, 48000), fc.constantFrom(44100, 48000, 96000)),
    float: fc.boolean(),
  })
  .map(({ channels, bits: [low, high], rates: [from, to], float }) =>
    audio(
      {
        MaximumChannels: channels,
        MinimumBitsPerSample: low,
        MaximumBitsPerSample: high,
        MinimumSampleFrequency: from,
        MaximumSampleFrequency: to,
      },
      float ? { SubFormat: guid('KSDATAFORMAT_SUBTYPE_IEEE_FLOAT') } : {},
    ),
  );
const anyRanges = fc.array(anyAudioRange, { minLength: 1, maxLength: 4 });

/** Requests at the corners of everything that the ranges above can say. */
const probes: readonly ConnectRequest[] = [1, 2, 6, 8].flatMap((nChannels) =>
  [8, 16, 24, 32].flatMap((wBitsPerSample) =>
    [8000, 22050, 44100, 46000, 48000, 96000].flatMap((nSamplesPerSec) =>
      ['KSDATAFORMAT_SUBTYPE_PCM', 'KSDATAFORMAT_SUBTYPE_IEEE_FLOAT'].map((subFormat) => ({
        ...speaker,
        KSDATAFORMAT: { ...speaker.KSDATAFORMAT, SubFormat: guid(subFormat) },
        block: { key: 'WaveFormatExt', value: { Format: { nChannels, nSamplesPerSec, wBitsPerSample } } },
      })),
    ),
  ),
);

test('a difference that does not break refuses no request that was taken before', (t) => {
  const parameters = runs(400);
  t.diagnostic(`${parameters.numRuns} pairs of up to 4 ranges, seed ${parameters.seed}`);
  let harmless = 0;
  fc.assert(
    fc.property(anyRanges, anyRanges, (older, newer) => {
      const [before, after] = [withPin({ dataRanges: older }), withPin({ dataRanges: newer })];
      if (gravest(diffCapabilities([before], [after])) === 'breaking') return;
      harmless++;
      for (const probe of probes) {
        if (explain(probe, before).accepted) assert.ok(explain(probe, after).accepted, JSON.stringify(probe));
      }
    }),
    parameters,
  );
  assert.ok(harmless >= 10, `only ${harmless} of the differences were harmless`);
});

test('ranges in any order differ in nothing, and a range more breaks nobody', (t) => {
  const parameters = runs(400);
  t.diagnostic(`${parameters.numRuns} lists, seed ${parameters.seed}`);
  fc.assert(
    fc.property(anyRanges, fc.infiniteStream(fc.nat()), anyAudioRange, (ranges, numbers, more) => {
      const keyed = ranges.map((range) => ({ range, key: numbers.next().value }));
      const shuffled = keyed.sort((a, b) => a.key - b.key).map(({ range }) => range);
      const before = withPin({ dataRanges: ranges });
      assert.deepEqual(told(before, withPin({ dataRanges: shuffled })), []);
      const grown = diffCapabilities([before], [withPin({ dataRanges: [more, ...shuffled] })]);
      assert.equal(gravest(grown), 'compatible');
    }),
    parameters,
  );
});
