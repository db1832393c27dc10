// Drivers with a rule that their data ranges do not tell: the bisection names the member that the rule looks at, within few
// calls, and what it names was taken by the driver.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { smallestChange, type Trial } from '#ks/bisect.ts';
import { goalsOf } from '#ks/bisect-goals.ts';
import { type ConnectRequest, complete, decodeConnect, encodeConnect } from '#ks/connect.ts';
import { withMember } from '#ks/edit-request.ts';
import { explain } from '#ks/explain.ts';
import { encodeFormat } from '#ks/format-bytes.ts';
import { memberAt } from '#ks/request.ts';
import { filter } from './pins.ts';
import { runs } from './proof/arbitrary.ts';
import { camera, guid, speaker, withMembers } from './requests.ts';

type Rule = (full: ConnectRequest) => boolean;

interface Found {
  readonly changes: readonly string[] | undefined;
  readonly calls: number;
}

/** Asks a driver that takes what its ranges say and the rule allows; proves on the way that nothing is asked twice. */
function bisect(refused: ConnectRequest, rule: Rule, goals = goalsOf(refused, filter, [])): Found {
  const asked = new Set<string>();
  const taken = (request: ConnectRequest): boolean =>
    explain(request, filter).accepted && rule(complete(request));
  assert.equal(taken(refused), false);
  const search = smallestChange(refused, goals);
  let step = search.next();
  while (!step.done) {
    const bytes = encodeConnect(step.value.request, 'x64');
    assert.ok(bytes.ok);
    const key = `${step.value.request.DesiredAccess} ${Buffer.from(bytes.value).toString('hex')}`;
    assert.equal(asked.has(key), false, 'the same request twice');
    asked.add(key);
    step = search.next(taken(step.value.request));
  }
  const found: Trial | undefined = step.value;
  if (found) assert.equal(taken(found.request), true);
  return { changes: found?.changes, calls: asked.size };
}

const anyFormat: Rule = () => true;
const surround: ConnectRequest = {
  ...speaker,
  block: {
    key: 'WaveFormatExt',
    value: { Format: { nChannels: 2, nSamplesPerSec: 48000, wBitsPerSample: 16 }, dwChannelMask: 0x3 },
  },
};

/** As the driver got it: every member written. */
function asSent(request: ConnectRequest): ConnectRequest {
  const bytes = encodeConnect(request, 'x64');
  assert.ok(bytes.ok);
  const { request: sent } = decodeConnect(bytes.value, 'x64');
  assert.ok(sent);
  return sent;
}

test('where the ranges say why, the nearest request is tried first and its one cause is named', () => {
  const fast = asSent(withMember(speaker, ['WaveFormatExt', 'Format', 'nSamplesPerSec'], 192000));
  assert.deepEqual(bisect(fast, anyFormat), {
    changes: ['WaveFormatExt.Format.nSamplesPerSec to 96000'],
    calls: 1,
  });
});

test('an exact channel mask is found, whichever it is', () => {
  const rule: Rule = (request) => memberAt(request, ['WaveFormatExt', 'dwChannelMask']) === 0;
  const { changes, calls } = bisect(asSent(surround), rule);
  assert.deepEqual(changes, ['WaveFormatExt.dwChannelMask to KSAUDIO_SPEAKER_DIRECTOUT']);
  assert.ok(calls <= 8, `${calls} calls`);
});

test('a driver that takes formats with attributes only is found out', () => {
  const { changes, calls } = bisect(asSent(speaker), ({ Attributes }) => Attributes !== undefined);
  assert.deepEqual(changes, ['Attributes to AUDIO_SIGNALPROCESSINGMODE_DEFAULT']);
  assert.ok(calls <= 4, `${calls} calls`);
});

test('a driver that wants the RAW mode, and one that wants no attribute', () => {
  const raw: Rule = ({ Attributes }) =>
    Attributes?.[0]?.SignalProcessingMode === guid('AUDIO_SIGNALPROCESSINGMODE_RAW');
  assert.deepEqual(bisect(asSent(speaker), raw).changes, ['Attributes to AUDIO_SIGNALPROCESSINGMODE_RAW']);
  const withMode = asSent({
    ...speaker,
    Attributes: [
      {
        AttributeHeader: { Attribute: guid('KSATTRIBUTEID_AUDIOSIGNALPROCESSING_MODE') },
        SignalProcessingMode: guid('AUDIO_SIGNALPROCESSINGMODE_RAW'),
      },
    ],
  });
  assert.deepEqual(bisect(withMode, ({ Attributes }) => Attributes === undefined).changes, ['no Attributes']);
});

test('a driver that takes plain WAVEFORMATEX only', () => {
  assert.deepEqual(bisect(asSent(speaker), ({ block }) => block?.key === 'WaveFormatEx').changes, [
    'WaveFormatEx in place of WaveFormatExt',
  ]);
});

test('a driver that takes one size out of what it declares', () => {
  const onPin = withMembers(camera, 'KSPIN_CONNECT', { PinId: 3 });
  const rule: Rule = (request) => memberAt(request, ['VideoInfoHeader', 'AvgTimePerFrame']) === 333333n;
  const slow = asSent(withMember(onPin, ['VideoInfoHeader', 'AvgTimePerFrame'], 400000n));
  assert.deepEqual(bisect(slow, rule).changes, ['VideoInfoHeader.AvgTimePerFrame to 333333']);
});

test('of a format that the driver proposes, only what is needed is named', () => {
  const proposal: ConnectRequest = {
    ...speaker,
    block: {
      key: 'WaveFormatExt',
      value: { Format: { nChannels: 1, nSamplesPerSec: 96000, wBitsPerSample: 24 } },
    },
  };
  assert.ok(encodeFormat(proposal, 'x64').ok);
  const rule: Rule = (request) =>
    memberAt(request, ['WaveFormatExt', 'Format', 'nSamplesPerSec']) === 96000 &&
    memberAt(request, ['WaveFormatExt', 'Format', 'nChannels']) === 1;
  const refused = asSent(speaker);
  const { changes, calls } = bisect(refused, rule, goalsOf(refused, filter, [proposal]));
  assert.deepEqual(changes, [
    'WaveFormatExt.Format.nChannels to 1',
    'WaveFormatExt.Format.nSamplesPerSec to 96000',
  ]);
  assert.ok(calls <= 24, `${calls} calls`);
});

test('a driver that takes nothing costs a bounded number of calls', () => {
  const { changes, calls } = bisect(asSent(speaker), () => false);
  assert.equal(changes, undefined);
  assert.ok(calls <= 24, `${calls} calls`);
});

test('whichever members a hidden rule looks at, they and no others are named', (t) => {
  const members = [
    ['KSPIN_CONNECT', 'Priority', 'PriorityClass'],
    ['KSDATAFORMAT', 'SampleSize'],
    ['WaveFormatExt', 'Format', 'nSamplesPerSec'],
    ['WaveFormatExt', 'Samples', 'wValidBitsPerSample'],
    ['WaveFormatExt', 'dwChannelMask'],
  ] as const;
  const goal = [1, 77, 96000, 12, 0x4].reduce(
    (request, value, index) => withMember(request, members[index] ?? [], value),
    asSent(speaker),
  );
  const start = [2, 78, 48000, 16, 0x3].reduce(
    (request, value, index) => withMember(request, members[index] ?? [], value),
    asSent(speaker),
  );
  const parameters = runs(200);
  t.diagnostic(`seed ${parameters.seed}`);
  fc.assert(
    fc.property(
      fc.subarray(members as readonly (typeof members)[number][] as (typeof members)[number][], {
        minLength: 1,
      }),
      (looked) => {
        const search = smallestChange(start, [goal]);
        const taken = (request: ConnectRequest): boolean =>
          looked.every((path) => memberAt(request, path) === memberAt(goal, path));
        let step = search.next();
        let calls = 0;
        while (!step.done) {
          calls++;
          step = search.next(taken(step.value.request));
        }
        assert.deepEqual(
          step.value?.paths.map((path) => path.join('.')),
          looked.map((path) => path.join('.')),
        );
        assert.ok(calls <= 2 + looked.length * 4, `${calls} calls for ${looked.length}`);
      },
    ),
    parameters,
  );
});
