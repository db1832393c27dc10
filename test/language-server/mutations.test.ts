// Recall: the defect of each rule, planted in every valid descriptor that it applies to, is found by that rule. The valid
// descriptors are the formats of public driver samples and the right half of every rule's case, each with a pin that takes it.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PinFactory } from '#ks/capabilities.ts';
import { subjectOf } from '#language-server/rules/subject.ts';
import {
  applyEdits,
  connectsOf,
  diagnose,
  editsOf,
  type Finding,
  parseDescriptor,
  type Rule,
  rules,
  unwritten,
  type Workspace,
} from '#language-server/service.ts';
import { allCases } from './cases/all-cases.ts';
import { realDescriptors } from './corpus.ts';
import { acceptingPin, filterWith } from './mutations/accepting-pin.ts';
import { audioMutations } from './mutations/audio-mutations.ts';
import type { Mutation } from './mutations/mutation.ts';
import { pinMutations } from './mutations/pin-mutations.ts';
import { requestMutations } from './mutations/request-mutations.ts';
import { videoMutations } from './mutations/video-mutations.ts';

const mutations: Readonly<Record<string, Mutation>> = {
  ...requestMutations,
  ...audioMutations,
  ...videoMutations,
  ...pinMutations,
};

interface Valid {
  readonly title: string;
  readonly text: string;
}

const recorded = '{ "filter": { "capabilities": "pin.kscaps.json" }, ';
/** Valid in themselves, but no pin of ours takes them: such a connect names no capability file. */
const untakable = ['KSDATAFORMAT_SUBTYPE_MIDI_BUS', '{12345678-1234-1234-1234-123456789abc}'];
const withPin = ({ title, text }: Valid): Valid => ({
  title,
  text: untakable.some((part) => text.includes(part)) ? text : text.replace('{ ', recorded),
});

/** The right halves of cases without a recorded filter of their own; several rules share one. */
const rightHalves = [...new Set(allCases.map(({ silent }) => silent))]
  .filter((text) => !text.includes('"filter"') && text.length < 10_000)
  .map((text, index) => ({ title: `right half ${index}`, text }));

const valid: readonly Valid[] = [...realDescriptors, ...rightHalves].map(withPin);

const workspaceWith = (pin: PinFactory): Workspace => ({
  readCapabilities: () => ({ ok: true, value: unwritten([filterWith(pin)]) }),
});

const isHeard = ({ severity }: Finding): boolean => severity === 'error' || severity === 'warning';

/** What is found once the defect is planted; undefined where the rule does not apply. */
function plantedIn(
  { text }: Valid,
  mutation: Mutation,
  scope: Rule['scope'],
): readonly Finding[] | undefined {
  const doc = parseDescriptor(text);
  const [entry] = connectsOf(doc);
  if (entry?.request === undefined) return undefined;
  const pin = acceptingPin(entry.request);
  const planted = mutation(subjectOf(entry, entry.request, undefined), pin);
  if (planted === undefined || (scope === 'P' && entry.filter.capabilities === undefined)) return undefined;
  const edits = editsOf(doc, { title: '', edits: planted.edits }, entry.index);
  const mutated = parseDescriptor(applyEdits(text, edits));
  return diagnose(mutated, workspaceWith({ ...pin, ...planted.pin }));
}

const tally = rules.map(({ name, scope }) => {
  const mutation = mutations[name];
  const planted = valid.flatMap((descriptor) => {
    const findings = mutation && plantedIn(descriptor, mutation, scope);
    return findings === undefined ? [] : [{ descriptor, findings }];
  });
  const missed = planted.filter(({ findings }) => !findings.some(({ code }) => code === name));
  const crowded = planted.filter(({ findings }) => findings.filter(isHeard).length > 1);
  return { name, planted: planted.length, missed, crowded };
});

const sum = (numbers: readonly number[]): number => numbers.reduce((total, value) => total + value, 0);
const planted = sum(tally.map((row) => row.planted));

type Cases = (typeof tally)[number]['missed'];

/** One row a rule: how often, and what the first one of them says instead. */
const rowsOf = (cases: (row: (typeof tally)[number]) => Cases): readonly string[] =>
  tally.flatMap((row) => {
    const [first] = cases(row);
    if (first === undefined) return [];
    const codes = first.findings.filter(isHeard).map(({ code }) => code);
    return [
      `${row.name}: ${cases(row).length} of ${row.planted}; in ${first.descriptor.title}: ${codes.join(', ') || 'nothing'}`,
    ];
  });

describe('a defect planted in a valid descriptor', () => {
  it('starts from descriptors and pins that nothing is wrong with', () => {
    const wrong = valid.flatMap(({ title, text }) => {
      const doc = parseDescriptor(text);
      const request = connectsOf(doc)[0]?.request;
      const findings = request === undefined ? [] : diagnose(doc, workspaceWith(acceptingPin(request)));
      return findings.filter(isHeard).map(({ code, message }) => `${title}: ${code}: ${message}`);
    });
    assert.deepEqual(wrong, []);
  });

  it('exists for every rule, and applies somewhere', () => {
    assert.deepEqual(
      tally.filter((row) => row.planted === 0).map(({ name }) => name),
      [],
    );
  });

  it('is found by the right rule in at least 95 % of the cases', (t) => {
    const missed = sum(tally.map((row) => row.missed.length));
    t.diagnostic(`${planted} defects planted, ${missed} missed`);
    for (const row of rowsOf(({ missed: cases }) => cases)) t.diagnostic(`missed: ${row}`);
    assert.ok(missed <= planted * 0.05, `${missed} of ${planted} missed`);
  });

  it('gives one error or warning in at least 95 % of the cases, however much it breaks', (t) => {
    const crowded = sum(tally.map((row) => row.crowded.length));
    t.diagnostic(`${crowded} of ${planted} give more than one`);
    for (const row of rowsOf(({ crowded: cases }) => cases)) t.diagnostic(`more than one: ${row}`);
    assert.ok(crowded <= planted * 0.05, `${crowded} of ${planted} give more than one`);
  });
});
