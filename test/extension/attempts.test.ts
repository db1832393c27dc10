// The Connections view: what the row of an attempt tells, and how attempts come, settle and go.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Answer, answerOf } from '#device-host/client/index.ts';
import type { CreatePinResult } from '#device-host/protocol.ts';
import { attemptChildren, connectionRoots, presentAttempt } from '#extension/tree/attempt-rows.ts';
import {
  type Asked,
  type Attempts,
  begin,
  clear,
  close,
  closeAll,
  openPins,
  settle,
} from '#extension/tree/attempts.ts';
import { connectsOf, parseDescriptor } from '#language-server/service.ts';
import { sampleFilter, sampleText } from './samples.ts';
import { treeText } from './tree-text.ts';

const asked: Asked = {
  uri: 'file:///w/speaker.kspin.json',
  index: 2,
  name: 'speaker, 192 kHz',
  target: 'simulated: sample.kscaps.json',
  filter: { path: '\\\\?\\audio', name: 'kspin sample audio' },
  bytes: '00'.repeat(176),
  access: 0x40000000,
};

const connects = connectsOf(parseDescriptor(sampleText('speaker.kspin.json'), 'file:///s.kspin.json'));

const answered = (result: CreatePinResult, index = 2): Answer =>
  answerOf(result, {
    request: connects[index]?.request,
    capabilities: sampleFilter(0),
    evenIfBusy: '"Create Pin Although Busy"',
  });

const attempts = (answer: Answer): Attempts => {
  const begun = begin([], asked, '12:00:00');
  return settle(begun.attempts, begun.number, answer);
};

const shown = (list: Attempts): Promise<string> =>
  treeText({ roots: () => connectionRoots(list, []), children: attemptChildren, present: presentAttempt });

test('a refusal tells the code, the status behind it, the stage, the field and why', async () => {
  const answer = answered({ outcome: 'refused', win32: 1169, elapsedMs: 0.25 });
  assert.equal(
    (await shown(attempts(answer))).replace(/(ERROR_NO_MATCH \(1169\)): .*? \[/, '$1: ... ['),
    `$(error) speaker, 192 kHz | refused, ERROR_NO_MATCH, 12:00:00 [attempt.refused]
  $(symbol-number) Result | ERROR_NO_MATCH (1169): ... [fact]
  $(symbol-number) Status | STATUS_NO_MATCH (0xc0000272) [fact]
  $(question) Why | nSamplesPerSec is 192000; the pin takes 24000 to 96000. Closest data range: PCM, up to 2 ch, 16 bit, 24000-96000 Hz. [fact]
  $(list-ordered) Stage | the driver's own check of the format [fact]
  $(symbol-field) Field | WaveFormatExt.Format.nSamplesPerSec [fact]
  $(lightbulb) Next | Set WaveFormatExt.Format.nSamplesPerSec to 96000: the nearest request that is taken. [fact]
  $(circuit-board) Filter | kspin sample audio [fact]
  $(key) Access | GENERIC_WRITE [fact]
  $(file-binary) Request | 176 bytes [fact]
  $(watch) Time | 0.25 ms in KsCreatePin [fact]
  $(server-environment) Target | simulated: sample.kscaps.json [fact]`,
  );
});

test('an open pin shows the time of the call alone and can be closed', async () => {
  const answer = answered({ outcome: 'opened', win32: 0, pin: 7, elapsedMs: 12.4 }, 0);
  const text = await shown(attempts(answer));
  assert.match(text, /^\$\(pass-filled\) speaker, 192 kHz \| opened, 12:00:00 \[attempt\.opened\]$/m);
  assert.match(text, /Time \| 12 ms in KsCreatePin/);
  assert.equal(openPins(attempts(answer))[0]?.answer?.pin, 7);
});

test('a blocked attempt says which count is full and what to do next', async () => {
  const blocked = answered({
    outcome: 'blocked',
    local: { PossibleCount: 1, CurrentCount: 1 },
    elapsedMs: 0,
  });
  const text = await shown(attempts(blocked));
  assert.match(text, /Result \| KsCreatePin was not called/);
  assert.match(text, /Why \| The pin has no free instance on this filter \(1 of 1 open\)/);
  assert.match(
    text,
    /Next \| Close what holds the pin .* "Create Pin Although Busy" calls the driver anyway/,
  );
  assert.doesNotMatch(text, /Time/);
});

test('without a field, the causes of the code and what to check are offered', async () => {
  const unread = answerOf(
    { outcome: 'refused', win32: 1169, elapsedMs: 1 },
    { request: connects[2]?.request, capabilities: undefined, evenIfBusy: '' },
  );
  const text = await shown(attempts(unread));
  assert.match(text, /Likely causes/);
  assert.match(text, /Next \| Compare in this order: interface/);
});

test('open pins close with their host and stay as rows that say so', () => {
  const open = attempts(answered({ outcome: 'opened', win32: 0, pin: 1, elapsedMs: 1 }, 0));
  const [attempt] = closeAll(open, 'The host died.');
  assert.equal(attempt?.state, 'closed');
  assert.equal(attempt?.note, 'The host died.');
  assert.equal(attempt?.answer?.outcome, 'opened');
});

test('attempts are numbered, newest first, and clearing keeps what is open or running', () => {
  const open = attempts(answered({ outcome: 'opened', win32: 0, pin: 1, elapsedMs: 1 }, 0));
  const second = begin(open, asked, '12:00:01');
  const third = begin(close(second.attempts, second.number, 'Closed.'), asked, '12:00:02');
  assert.deepEqual(
    third.attempts.map(({ number, state }) => [number, state]),
    [
      [3, 'running'],
      [2, 'closed'],
      [1, 'opened'],
    ],
  );
  assert.deepEqual(
    clear(third.attempts).map(({ number }) => number),
    [3, 1],
  );
});

test('a row leads to its connect and a screen reader hears the reason', () => {
  const answer = answered({ outcome: 'refused', win32: 1169, elapsedMs: 1 });
  const [row] = connectionRoots(attempts(answer), []);
  assert.ok(row);
  const item = presentAttempt(row);
  assert.deepEqual(item.command?.args, ['file:///w/speaker.kspin.json', 2]);
  assert.match(item.spoken ?? '', /refused, ERROR_NO_MATCH, 12:00:00\. nSamplesPerSec is 192000/);
});

test('ten thousand attempts are a few hundred rows, none is lost, and an open pin stands for itself', async () => {
  const list = Array.from({ length: 10_000 }, (_, index): Attempts[number] => {
    const number = 10_000 - index;
    return { number, state: number === 7 ? 'opened' : 'refused', asked, time: '12:00:00' };
  });
  const roots = connectionRoots(list, []);
  assert.ok(roots.length < 500, String(roots.length));
  const opened = roots.find((row) => row.kind === 'attempt' && row.attempt.number === 7);
  assert.ok(opened);
  const [first] = roots.filter(({ kind }) => kind === 'earlier');
  assert.ok(first);
  const { label, description } = presentAttempt(first);
  assert.equal(`${label}  ${description}`, 'Attempts 9401 to 9600  200 refused');
  const below = roots.flatMap((row) => (row.kind === 'earlier' ? attemptChildren(row) : [row]));
  assert.equal(new Set(below.map(({ id }) => id)).size, 10_000);
});
