// What clients do with a device host beyond single calls: bisection, sweep, intersection, proof of life. The driver is a fake
// whose hidden rule or fault is known, so that what is found can be held against the truth.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Bisected, type BisectParams, findSmallestChange } from '#device-host/client/bisect.ts';
import type { DeviceHost, HostFailure } from '#device-host/client/device-host.ts';
import { drivePin } from '#device-host/client/drive.ts';
import { intersect } from '#device-host/client/intersection.ts';
import { sweepFormats } from '#device-host/client/sweep.ts';
import type { CreatePinResult, PropertyResult, SetStateResult } from '#device-host/protocol.ts';
import { fromHex, toHex } from '#ks/bytes.ts';
import { type ConnectRequest, complete, decodeConnect } from '#ks/connect.ts';
import { explain } from '#ks/explain.ts';
import { decodeFormat, encodeFormat } from '#ks/format-bytes.ts';
import { memberAt } from '#ks/request.ts';
import { fail, ok, type Result } from '#ks/result.ts';
import { stepsBetween } from '#ks/stream-state.ts';
import { encodeStruct } from '#ks/struct.ts';
import { filter, pcmRange } from '../ks/pins.ts';
import { speaker } from '../ks/requests.ts';

/** A host whose calls the test answers; what it does not answer must not be called. */
function hostOf(parts: Partial<DeviceHost>): DeviceHost {
  const never = () => assert.fail('not expected');
  return {
    listFilters: never,
    readFilter: never,
    createPin: never,
    closePin: never,
    openPins: never,
    readJournal: never,
    setState: never,
    propose: never,
    readProperty: never,
    writeProperty: never,
    ...parts,
  };
}

const notThere: PropertyResult = { win32: 1168, message: 'not there', elapsedMs: 0, atMs: 0 };

/** A driver that takes what its ranges say and the rule allows. It counts pins, so that none stays open. */
function ruled(rule: (full: ConnectRequest) => boolean, create?: () => CreatePinResult) {
  const descriptors: unknown[] = [];
  const open = new Set<number>();
  let pins = 0;
  const host = hostOf({
    createPin: async ({ bytes, evenIfBusy, descriptor }): Promise<Result<CreatePinResult, HostFailure>> => {
      assert.notEqual(evenIfBusy, true);
      descriptors.push(descriptor);
      assert.equal(open.size, 0, 'a second pin while one is open');
      const said = create?.();
      if (said) return ok(said);
      const { request } = decodeConnect(fromHex(bytes) ?? new Uint8Array(), 'x64');
      assert.ok(request);
      const taken = explain(request, filter).accepted && rule(complete(request));
      if (!taken) return ok({ outcome: 'refused', win32: 1169, elapsedMs: 1 });
      open.add(++pins);
      return ok({ outcome: 'opened', win32: 0, pin: pins, elapsedMs: 1 });
    },
    closePin: async (pin) => {
      open.delete(pin);
      return ok({ elapsedMs: 0 });
    },
    readProperty: async () => ok(notThere),
  });
  return { host, open, descriptors };
}

const search = (host: DeviceHost, more: Partial<BisectParams> = {}): Promise<Bisected> =>
  findSmallestChange(host, {
    filter: 'f',
    request: speaker,
    capabilities: filter,
    layout: 'x64',
    calls: 40,
    ...more,
  });

const maskOf = (request: ConnectRequest) => memberAt(request, ['WaveFormatExt', 'dwChannelMask']);

test('a hidden rule is found, every pin is closed again, and each trial is told', async () => {
  const { host, open } = ruled((request) => maskOf(request) === 0);
  const found = await search(host);
  assert.deepEqual([found.outcome, found.smallest], ['found', true]);
  assert.deepEqual(found.change?.changes, ['WaveFormatExt.dwChannelMask to KSAUDIO_SPEAKER_DIRECTOUT']);
  assert.equal(open.size, 0);
  assert.deepEqual(found.trials[0]?.changes, []);
  assert.deepEqual(
    found.trials.map(({ calls }) => calls),
    found.trials.map((_, index) => index + 1),
  );
});

test('every trial says for which connect it is made, so that the journal can', async () => {
  const { host, descriptors } = ruled((request) => maskOf(request) === 0);
  const descriptor = { file: 'speaker.kspin.json', connect: 'speaker' };
  const { trials } = await search(host, { descriptor });
  assert.deepEqual(
    descriptors,
    trials.map(() => descriptor),
  );
});

test('a request that opens this time needs no change', async () => {
  const { host } = ruled(() => true);
  const found = await search(host);
  assert.deepEqual([found.outcome, found.trials.length], ['opens', 1]);
});

test('the budget of calls is kept, and what opened until then is not lost', async () => {
  let calls = 0;
  const { host } = ruled(() => {
    calls++;
    return false;
  });
  const found = await search(host, { calls: 5 });
  assert.deepEqual([found.outcome, calls, found.change], ['stopped', 5, undefined]);
  assert.match(found.why ?? '', /^The budget of 5 calls is spent\.$/);
});

test('a pin that is busy ends the search at once', async () => {
  const { host } = ruled(
    () => true,
    () => ({ outcome: 'blocked', elapsedMs: 0 }),
  );
  const found = await search(host);
  assert.deepEqual([found.outcome, found.trials.length], ['stopped', 0]);
  assert.match(found.why ?? '', /^No instance of the pin is free/);
});

test('a search that was cancelled makes no further call', async () => {
  const { host } = ruled(() => false);
  const found = await search(host, { signal: AbortSignal.abort() });
  assert.deepEqual([found.outcome, found.why, found.trials.length], ['stopped', 'Cancelled.', 0]);
});

test('a host that dies in a trial ends the search with its reason', async () => {
  const { host } = ruled(() => false);
  const failure: HostFailure = { kind: 'died', message: 'the device host was ended by SIGSEGV' };
  const found = await search({ ...host, createPin: async () => fail(failure) });
  assert.equal(found.why, 'The device host was ended by SIGSEGV.');
});

const [speakerPin] = filter.pins;
assert.ok(speakerPin);

test('a sweep finds exactly where the driver and its ranges differ, and opens nothing', async () => {
  let asked = 0;
  const host = hostOf({
    propose: async ({ formats }) => {
      asked += formats.length;
      return ok(
        formats.map((hex) => {
          const format = decodeFormat(fromHex(hex) ?? new Uint8Array(), 'x64');
          const rate = format && memberAt(format, ['WaveFormatEx', 'nSamplesPerSec']);
          return { win32: rate === 48000 || rate === 8000 ? 0 : 1169, elapsedMs: 0 };
        }),
      );
    },
  });
  const progress: number[] = [];
  const swept = await sweepFormats(host, {
    filter: 'f',
    capabilities: filter,
    pin: speakerPin,
    axes: { rates: [8000, 44100, 48000], bits: [16], channels: [1, 2] },
    layout: 'x64',
    onProgress: (done) => progress.push(done),
  });
  assert.ok(swept.ok);
  const labels = (cells: readonly { readonly label: string }[]) => cells.map(({ label }) => label);
  assert.deepEqual(labels(swept.value.declaredButRefused), [
    'PCM, 44100 Hz, 1 ch, 16 bit',
    'PCM, 44100 Hz, 2 ch, 16 bit',
  ]);
  assert.deepEqual(labels(swept.value.acceptedButUndeclared), [
    'PCM, 8000 Hz, 1 ch, 16 bit',
    'PCM, 8000 Hz, 2 ch, 16 bit',
  ]);
  assert.deepEqual([asked, progress], [6, [6]]);
});

test('a pin that cannot be asked is told so after a few formats', async () => {
  let calls = 0;
  const host = hostOf({
    propose: async ({ formats }) => {
      calls++;
      return ok(formats.map(() => ({ win32: 50, elapsedMs: 0 })));
    },
  });
  const params = { filter: 'f', capabilities: filter, pin: speakerPin, axes: {}, layout: 'x64' } as const;
  assert.deepEqual(
    await sweepFormats(host, params),
    fail('The pin cannot be asked by PROPOSEDATAFORMAT: ERROR_NOT_SUPPORTED (50).'),
  );
  assert.equal(calls, 1);
});

test('an intersection is told with what is odd about it: size question, FormatSize, a proposal refused', async () => {
  const format = encodeFormat(speaker, 'x64');
  assert.ok(format.ok);
  const host = hostOf({
    readProperty: async ({ size }) =>
      ok(
        size === 0
          ? { ...notThere, win32: 122 }
          : { ...notThere, win32: 0, value: `${toHex(format.value)}00`, message: undefined as never },
      ),
    propose: async () => ok([{ win32: 1169, elapsedMs: 0 }]),
  });
  const chosen = await intersect(host, 'f', 0, [pcmRange], 'x64');
  assert.ok(chosen.ok);
  assert.deepEqual(chosen.value.findings, [
    'Asked for the size alone, the driver answers ERROR_INSUFFICIENT_BUFFER (122); clients expect ERROR_MORE_DATA.',
    'FormatSize says 104; 105 bytes came.',
    'The driver chose this format, and PROPOSEDATAFORMAT refuses it: ERROR_NO_MATCH (1169).',
  ]);
});

/** A pin whose state and position the test decides. */
function stream(position: (state: number, question: number) => number | undefined, refuses?: number) {
  let state = 0;
  let questions = 0;
  const states: number[] = [];
  const host = hostOf({
    setState: async ({ state: wanted }): Promise<Result<SetStateResult, HostFailure>> => {
      const steps = [];
      for (const to of stepsBetween(state, wanted)) {
        const win32 = to === refuses && to > state ? 1450 : 0;
        steps.push({ from: state, to, win32, elapsedMs: 1 });
        if (win32 !== 0) break;
        state = to;
        states.push(to);
      }
      return ok({ steps, state });
    },
    readProperty: async ({ set }) => {
      const at = set.startsWith('45ffaaa0') ? position(state, questions++) : undefined;
      if (at === undefined) return ok(notThere);
      const bytes = encodeStruct('KSAUDIO_POSITION', { PlayOffset: BigInt(at), WriteOffset: 0n }, 'x64');
      return ok({ win32: 0, value: toHex(bytes), elapsedMs: 0, atMs: questions * 100 });
    },
  });
  return { host, states };
}

const drive = (host: DeviceHost) => drivePin(host, { pin: 1, request: speaker, layout: 'x64', runMs: 100 });

test('a living stream is driven up and down, and each state has its finding', async () => {
  let at = 0;
  const { host, states } = stream((state) => {
    if (state === 3) at += 19_200;
    return state === 0 ? 0 : at;
  });
  const driven = await drive(host);
  assert.ok(driven.ok);
  assert.deepEqual(states, [1, 2, 3, 2, 1, 0]);
  assert.equal(driven.value.good, true);
  assert.deepEqual(
    driven.value.findings.map(({ text }) => text.split(':')[0]),
    ['STOP', 'RUN', 'PAUSE', 'STOP'],
  );
});

test('a stream that is stuck in RUN is not good, and why is told', async () => {
  const driven = await drive(stream(() => 0).host);
  assert.ok(driven.ok);
  assert.equal(driven.value.good, false);
  assert.match(driven.value.findings[1]?.text ?? '', /^RUN: PlayOffset stands at 0 for/);
});

test('a pin without a position is driven all the same', async () => {
  const driven = await drive(stream(() => undefined).host);
  assert.ok(driven.ok);
  assert.deepEqual([driven.value.findings, driven.value.steps.length], [[], 6]);
  assert.deepEqual(driven.value.notes, ['No position is read: not there']);
});

test('a driver that refuses RUN is led back to STOP', async () => {
  const { host, states } = stream(() => undefined, 3);
  const driven = await drive(host);
  assert.ok(driven.ok);
  assert.equal(driven.value.good, false);
  assert.deepEqual(states, [1, 2, 1, 0]);
  assert.match(
    driven.value.notes.at(-1) ?? '',
    /^The driver refused RUN: ERROR_NO_SYSTEM_RESOURCES \(1450\)\.$/,
  );
});
