// What pins and drivers answered beyond a creation, as a person sees it in the Connections view.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Bisected } from '#device-host/client/index.ts';
import type { PropertyResult } from '#device-host/protocol.ts';
import {
  bisectSection,
  driveSection,
  intersectionSection,
  positionSection,
  propertySection,
  stateSection,
  sweepSection,
  unanswered,
  waiting,
} from '#extension/tree/answers.ts';
import { attemptChildren, connectionRoots, presentAttempt } from '#extension/tree/attempt-rows.ts';
import { type Attempts, begin, clear, close, settle, tell } from '#extension/tree/attempts.ts';
import { recall, remember } from '#extension/tree/attempts-memory.ts';
import { type Probes, withProbe } from '#extension/tree/probes.ts';
import type { Section } from '#extension/tree/sections.ts';
import { propertyNamed } from '#ks/property-names.ts';
import { sweepResult } from '#ks/sweep.ts';
import { pcmRange } from '../ks/pins.ts';
import { speaker } from '../ks/requests.ts';
import { treeText } from './tree-text.ts';

const asked = { uri: 'file:///pins.kspin.json', index: 0, name: 'speaker', target: 'simulated' };

function openAttempt(): Attempts {
  const { attempts, number } = begin([], asked, '10:00');
  return settle(attempts, number, { outcome: 'opened', win32: 0, pin: 1, why: 'ok', causes: [], next: [] });
}

/** The sections of the tree alone: what else an attempt says has tests of its own. */
async function shown(...sections: readonly Section[]): Promise<string> {
  const probes: Probes = sections.map((section, index) => ({
    number: sections.length - index,
    name: 'Pin 0 "Speaker"',
    target: 'simulated',
    time: '10:00',
    section,
  }));
  return treeText({
    roots: () => connectionRoots([], probes),
    children: attemptChildren,
    present: presentAttempt,
  });
}

test('a state is shown with the time of each step, a refused step with its code', async () => {
  const steps = [
    { from: 0, to: 1, win32: 0, elapsedMs: 0.25 },
    { from: 1, to: 2, win32: 1450, elapsedMs: 12 },
  ];
  assert.equal(
    await shown(stateSection({ steps, state: 1 })),
    `$(error) State: Pin 0 "Speaker" | ACQUIRE: PAUSE was refused with ERROR_NO_SYSTEM_RESOURCES, 10:00 [probe]
  $(pass) STOP to ACQUIRE: 0.25 ms [fact]
  $(error) ACQUIRE to PAUSE: ERROR_NO_SYSTEM_RESOURCES (1450), after 12 ms [fact]`,
  );
});

test('a live position says where it is, and one that ended says what it means', () => {
  const at = (play: bigint, atMs: number) => ({ state: 3, play, write: play, atMs });
  const live = positionSection([at(0n, 0), at(19_200n, 100)], 192_000, true);
  assert.deepEqual([live.summary, live.busy, live.good], ['19200 bytes in RUN', true, undefined]);
  const ended = positionSection([at(5n, 0), at(5n, 100)], 192_000, false);
  assert.deepEqual([ended.busy, ended.good], [undefined, false]);
  assert.match(ended.lines.at(-1)?.text ?? '', /^RUN: PlayOffset stands at 5/);
});

test('a sweep leads with what is odd, formats as declared come last', async () => {
  const cell = (label: string, declared: boolean, win32: number) => ({
    label,
    row: label,
    column: '',
    request: speaker,
    declared,
    win32,
  });
  const cells = [cell('A', true, 0), cell('B', true, 1169), cell('C', false, 0), cell('D', false, 1169)];
  assert.equal(
    await shown(sweepSection(sweepResult(cells))),
    `$(error) Format sweep: Pin 0 "Speaker" | 1 declared but refused, 1 accepted but undeclared, 10:00 [probe]
  $(error) Declared but refused: B (ERROR_NO_MATCH) [fact]
  $(error) Accepted but undeclared: C [fact]
  $(pass) A [fact]`,
  );
  const fine = sweepSection(sweepResult([cell('A', true, 0), cell('D', false, 1169)]));
  assert.deepEqual([fine.summary, fine.good], ['1 of 2 formats accepted, as declared', true]);
});

test('an intersection shows the format of each range, and what is odd below it', async () => {
  const chosen = { win32: 0, format: speaker, findings: ['FormatSize says 104; 105 bytes came.'] };
  assert.equal(
    await shown(intersectionSection([{ range: pcmRange, chosen }])),
    `$(error) Data intersection: Pin 0 "Speaker" | 1 format from 1 data range, 10:00 [probe]
  $(pass) PCM, up to 2 ch, 16-24 bit, 44100-96000 Hz: PCM, 48000 Hz, 2 ch, 16 bit [fact]
  $(error) FormatSize says 104; 105 bytes came. [fact]`,
  );
});

const property = propertyNamed('KSPROPERTY_CONNECTION_STATE');
assert.ok(property);
const answer: PropertyResult = { win32: 0, value: '03000000', elapsedMs: 1, atMs: 0 };

test('a property is shown in words and hex, a refused one by its code, a malformed one by what came', () => {
  assert.equal(propertySection(property, 'get', answer).summary, 'KSSTATE_RUN');
  assert.equal(
    propertySection(property, 'get', answer, { ...answer, value: '03000000' }).lines.at(-1)?.text,
    'Support: verbs: GET | SET',
  );
  const { value: _, ...nothing } = answer;
  const refused = propertySection(property, 'get', { ...nothing, win32: 1170 });
  assert.deepEqual([refused.summary, refused.good], ['ERROR_SET_NOT_FOUND (1170)', false]);
  const short = propertySection(property, 'get', { ...nothing, malformed: '03', message: 'too short' });
  assert.ok(short.lines.some(({ text }) => text === 'Came instead: 03'));
  assert.equal(propertySection(property, 'set', nothing).summary, 'written');
});

test('each end of a search for the smallest change says what is known', () => {
  const trials = [
    { changes: [], opened: false, win32: 1169, calls: 1 },
    { changes: ['A to 1'], opened: true, win32: 0, calls: 2 },
  ];
  const change = { request: speaker, changes: ['A to 1'], paths: [] };
  const summary = (found: Partial<Bisected>) =>
    bisectSection({ outcome: 'none', smallest: false, trials, ...found }).summary;
  assert.equal(summary({ outcome: 'found', change, smallest: true }), 'Change A to 1: it opens (2 calls)');
  assert.equal(summary({ outcome: 'none' }), 'nothing that was tried opens it (2 calls)');
  assert.equal(summary({ outcome: 'opens' }), 'sent again as it is, the driver took it');
  assert.equal(
    summary({ outcome: 'stopped', change, why: 'Cancelled.' }),
    'Change A to 1: it opens, perhaps with less. Cancelled.',
  );
  const { lines } = bisectSection({ outcome: 'none', smallest: false, trials });
  assert.deepEqual(lines, [
    { text: 'As it is: ERROR_NO_MATCH', good: false },
    { text: 'A to 1: ERROR_SUCCESS', good: true },
  ]);
});

test('a drive is one row with steps, findings, notes and facts', () => {
  const section = driveSection({
    facts: [{ name: 'KSPROPERTY_CONNECTION_DATAFORMAT', lines: ['PCM'] }],
    steps: [{ from: 0, to: 1, win32: 0, elapsedMs: 1 }],
    readings: [],
    findings: [{ good: false, text: 'RUN: PlayOffset stands at 0 for 100 ms' }],
    notes: ['a note'],
    good: false,
  });
  assert.equal(section.summary, 'the pin does not behave as it must');
  assert.deepEqual(
    section.lines.map(({ text }) => text),
    [
      'STOP to ACQUIRE: 1 ms',
      'RUN: PlayOffset stands at 0 for 100 ms',
      'a note',
      'KSPROPERTY_CONNECTION_DATAFORMAT: PCM',
    ],
  );
});

test('answers stand above the facts of their attempt, and a later one takes the place of the earlier', async () => {
  const first = tell(openAttempt(), 1, waiting('State', 'to RUN'));
  const second = tell(first, 1, stateSection({ steps: [], state: 3 }));
  const third = tell(
    tell(second, 1, unanswered('Position', 'gone')),
    1,
    stateSection({ steps: [], state: 0 }),
  );
  const text = await treeText({
    roots: () => connectionRoots(third, []),
    children: attemptChildren,
    present: presentAttempt,
  });
  const [, position, state, result] = text.split('\n');
  assert.equal(position, '  $(error) Position | gone [section]');
  assert.equal(state, '  $(beaker) State | STOP [section]');
  assert.match(result ?? '', /Result/);
});

test('what is under way ends with its pin, also over a reload of the window', () => {
  const busy = tell(openAttempt(), 1, waiting('Position', '5 bytes in RUN'));
  assert.equal(close(busy, 1, 'Closed.')[0]?.sections?.[0]?.busy, undefined);
  const kept = recall(JSON.parse(JSON.stringify(remember(busy))));
  assert.deepEqual(kept[0]?.sections, [{ title: 'Position', summary: '5 bytes in RUN', lines: [] }]);
  assert.deepEqual(clear(kept), []);
});

test('another answer to a probe takes the place of the first', () => {
  const probe = {
    number: 1,
    name: 'p',
    target: 't',
    time: '',
    section: waiting('Format sweep', 'under way'),
  };
  const probes = withProbe(withProbe([], probe), {
    ...probe,
    section: unanswered('Format sweep', 'cancelled'),
  });
  assert.deepEqual(
    probes.map(({ section }) => section.summary),
    ['cancelled'],
  );
});
