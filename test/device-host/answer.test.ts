// What a person is told of an answer: how sure the reason is, what to do next, and whether it is what the descriptor expects.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Answer, answerOf, notSent, type Sent } from '#device-host/client/answer.ts';
import { isExpected } from '#device-host/client/expectation.ts';
import type { CreatePinResult } from '#device-host/protocol.ts';
import { win32Status } from '#ks/status.ts';
import { connectsOf, parseDescriptor } from '#language-server/service.ts';
import { sampleFilter, sampleText } from '#test/extension/samples.ts';

const connects = connectsOf(parseDescriptor(sampleText('speaker.kspin.json'), 'file:///s.kspin.json'));

/** Of the sample connects one that fits the pin, and one whose rate is too high for it. */
const [good, tooFast] = [0, 2];

const sent = (index: number): Sent => ({
  request: connects[index]?.request,
  capabilities: sampleFilter(0),
  evenIfBusy: '--even-if-busy',
});

const answered = (index: number, result: CreatePinResult): Answer => answerOf(result, sent(index));

test('a refusal that the capabilities explain has its status, stage, field and the nearest request', () => {
  assert.deepEqual(answered(tooFast, { outcome: 'refused', win32: 1169, elapsedMs: 0.25 }), {
    outcome: 'refused',
    win32: 1169,
    ntstatus: 0xc0000272,
    stage: 'format',
    path: ['WaveFormatExt', 'Format', 'nSamplesPerSec'],
    why: 'nSamplesPerSec is 192000; the pin takes 24000 to 96000. Closest data range: PCM, up to 2 ch, 16 bit, 24000-96000 Hz.',
    causes: [],
    next: ['Set WaveFormatExt.Format.nSamplesPerSec to 96000: the nearest request that is taken.'],
    elapsedMs: 0.25,
  });
});

test('a refusal with another code than that of the first failing check is doubted, and has no status', () => {
  const answer = answered(tooFast, { outcome: 'refused', win32: 87, elapsedMs: 1 });
  assert.equal(answer.ntstatus, undefined);
  assert.equal(answer.stage, 'format');
  assert.match(answer.why, /That usually gives ERROR_NO_MATCH, so the driver may have another reason/);
});

test('a refusal that nothing in the capabilities explains is put down to the driver itself', () => {
  const { stage, path, why, causes, next } = answered(good, { outcome: 'refused', win32: 87, elapsedMs: 1 });
  assert.deepEqual([stage, path], ['format', undefined]);
  assert.match(why, /the driver itself refused it/);
  assert.deepEqual(causes, win32Status(87).likelyCauses);
  assert.deepEqual(next, win32Status(87).whatToCheck);
});

test('without the capabilities or a whole request the reason is not guessed, and the code is advised on', () => {
  const result: CreatePinResult = { outcome: 'refused', win32: 1169, elapsedMs: 1 };
  const unread = answerOf(result, { ...sent(tooFast), capabilities: undefined });
  assert.equal(unread.why, 'The filter could not be read, so the failing field is not known.');
  assert.deepEqual(unread.next, win32Status(1169).whatToCheck);
  const torn = answerOf(result, { ...sent(tooFast), request: undefined });
  assert.equal(torn.why, 'The bytes are not a whole connect request, so the failing field is not known.');
});

test('a pin that opens keeps its number, the counts before the call and the time of the call', () => {
  const local = { PossibleCount: 2, CurrentCount: 1 };
  assert.deepEqual(answered(good, { outcome: 'opened', win32: 0, pin: 7, local, elapsedMs: 12.4 }), {
    outcome: 'opened',
    win32: 0,
    pin: 7,
    local,
    why: 'The driver accepted the request.',
    causes: [],
    next: [],
    elapsedMs: 12.4,
  });
});

test('a pin that opens although its filter says it should not is worth a word', () => {
  const { why } = answered(tooFast, { outcome: 'opened', win32: 0, pin: 1, elapsedMs: 1 });
  assert.match(
    why,
    /^The driver accepted the request, although by the filter's own description .*: nSamplesPerSec/,
  );
});

test('a blocked attempt says which count is full, that there was no call, and what is there to do', () => {
  const global = { PossibleCount: 1, CurrentCount: 1 };
  const local = { PossibleCount: 1, CurrentCount: 0 };
  assert.deepEqual(answered(good, { outcome: 'blocked', local, global, elapsedMs: 0 }), {
    outcome: 'blocked',
    stage: 'instances',
    path: ['KSPIN_CONNECT', 'PinId'],
    why: 'The pin has no free instance in the whole system (1 of 1 open), so KsCreatePin was not called.',
    causes: [],
    next: [
      'Close what holds the pin and try again. --even-if-busy calls the driver anyway, which has crashed real machines.',
    ],
    local,
    global,
  });
  const full = answered(good, { outcome: 'blocked', local: global, elapsedMs: 0 });
  assert.match(full.why, /no free instance on this filter \(1 of 1 open\)/);
});

test('a request that did not get as far as KsCreatePin has the code of the call before it and no time', () => {
  const message = 'the filter cannot be opened: ERROR_FILE_NOT_FOUND (2); it was unplugged';
  assert.deepEqual(answered(good, { outcome: 'failed', win32: 2, message, elapsedMs: 0 }), {
    outcome: 'failed',
    win32: 2,
    why: 'The filter cannot be opened: ERROR_FILE_NOT_FOUND (2); it was unplugged',
    causes: [],
    next: [],
  });
});

test('a host that dies in the call is the reason, as a sentence', () => {
  assert.deepEqual(notSent('the device host ended with SIGSEGV'), {
    outcome: 'failed',
    why: 'The device host ended with SIGSEGV',
    causes: [],
    next: [],
  });
});

test('an expected status is compared as the Win32 code that user mode sees', () => {
  const refused = answered(tooFast, { outcome: 'refused', win32: 1169, elapsedMs: 1 });
  assert.equal(isExpected(refused, undefined), false);
  assert.equal(isExpected(refused, { kind: 'win32', value: 1169 }), true);
  assert.equal(isExpected(refused, { kind: 'ntstatus', value: 0xc0000272 }), true);
  assert.equal(isExpected(refused, { kind: 'hresult', value: 0x80070491 }), true);
  assert.equal(isExpected(refused, { kind: 'ntstatus', value: 0xc000000d }), false);
});

test('an opened pin is what is expected where nothing else is said', () => {
  const opened = answered(good, { outcome: 'opened', win32: 0, pin: 1, elapsedMs: 1 });
  assert.equal(isExpected(opened, undefined), true);
  assert.equal(isExpected(opened, { kind: 'win32', value: 1169 }), false);
});

test('without a call of KsCreatePin nothing is as expected, whatever the code', () => {
  const failed = answered(good, { outcome: 'failed', win32: 2, elapsedMs: 0 });
  assert.equal(isExpected(failed, { kind: 'win32', value: 2 }), false);
  const blocked = answered(good, { outcome: 'blocked', elapsedMs: 0 });
  assert.equal(isExpected(blocked, undefined), false);
});

test('a code that one status alone has tells the status, also where the reason is not known', () => {
  const unread = { request: undefined, capabilities: undefined, evenIfBusy: '--even-if-busy' };
  const status = (win32: number) => answerOf({ outcome: 'refused', win32, elapsedMs: 1 }, unread).ntstatus;
  assert.equal(status(1169), 0xc0000272);
  // ERROR_INVALID_FUNCTION stands for STATUS_NOT_IMPLEMENTED and STATUS_INVALID_DEVICE_REQUEST.
  assert.equal(status(1), undefined);
});
