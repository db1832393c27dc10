// Answers of pins and drivers as sections of the Connections view: one function for each question.
import type { Bisected, DriveReport, Intersection } from '#device-host/client/index.ts';
import type { PropertyResult, SetStateResult, StateStep } from '#device-host/protocol.ts';
import { changesText } from '#ks/bisect.ts';
import { fromHex } from '#ks/bytes.ts';
import type { DataRange } from '#ks/data-range.ts';
import { describeFormat } from '#ks/describe-format.ts';
import { describeRange } from '#ks/describe-range.ts';
import { judgePositions, type Position } from '#ks/position.ts';
import { type PropertyName, propertyText } from '#ks/property-names.ts';
import { supportLines, valueLines } from '#ks/property-values.ts';
import { win32Status, win32Text } from '#ks/status.ts';
import { stateName } from '#ks/stream-state.ts';
import type { SweepResult, SweptCell } from '#ks/sweep.ts';
import { count, duration } from '#ks/words.ts';
import type { Line, Section } from './sections.ts';

/** Why a question has no answer: the host is gone, late, or cannot do it. */
export function unanswered(title: string, why: string): Section {
  return { title, summary: why, lines: [], good: false };
}

export function waiting(title: string, summary: string, lines: readonly Line[] = []): Section {
  return { title, summary, lines, busy: true };
}

export const stateTitle = 'State';

export function stateSection({ steps, state }: SetStateResult): Section {
  const refused = steps.find(({ win32 }) => win32 !== 0);
  const summary = refused
    ? `${stateName(state)}: ${stateName(refused.to)} was refused with ${win32Status(refused.win32).name}`
    : stateName(state);
  return { title: stateTitle, summary, lines: steps.map(stepLine), ...(refused ? { good: false } : {}) };
}

function stepLine({ from, to, win32, elapsedMs }: StateStep): Line {
  const how = win32 === 0 ? duration(elapsedMs) : `${win32Text(win32)}, after ${duration(elapsedMs)}`;
  return { text: `${stateName(from)} to ${stateName(to)}: ${how}`, good: win32 === 0 };
}

export const positionTitle = 'Position';

/** `bytesPerSecond` of the format, where it has one; `live` while it is read again and again. */
export function positionSection(
  readings: readonly Position[],
  bytesPerSecond: number | undefined,
  live: boolean,
): Section {
  const last = readings.at(-1);
  const findings = judgePositions(readings, bytesPerSecond);
  const now = last ? `${last.play} bytes in ${stateName(last.state)}` : 'no reading yet';
  return {
    title: positionTitle,
    summary: now,
    lines: [
      ...(last ? [{ text: `PlayOffset ${last.play}` }, { text: `WriteOffset ${last.write}` }] : []),
      ...findings.map(({ good, text }) => ({ text, good })),
    ],
    ...(live ? { busy: true } : { good: findings.every(({ good }) => good) }),
  };
}

export const driveTitle = 'Drive';

export function driveSection({ facts, steps, findings, notes, good }: DriveReport): Section {
  return {
    title: driveTitle,
    summary: good ? 'the pin lives' : 'the pin does not behave as it must',
    lines: [
      ...steps.map(stepLine),
      ...findings.map((finding) => ({ text: finding.text, good: finding.good })),
      ...notes.map((text) => ({ text })),
      ...facts.map(({ name, lines }) => ({ text: `${name}: ${lines.join(', ')}` })),
    ],
    good,
  };
}

export const sweepTitle = 'Format sweep';

export function sweepSection({ cells, declaredButRefused, acceptedButUndeclared }: SweepResult): Section {
  const taken = cells.filter(({ win32 }) => win32 === 0).length;
  const odd = declaredButRefused.length + acceptedButUndeclared.length;
  const judged = (list: readonly SweptCell[], what: string): readonly Line[] =>
    list.map(({ label, win32 }) => ({
      text: `${what}: ${label}${win32 === 0 ? '' : ` (${win32Status(win32).name})`}`,
      good: false,
    }));
  return {
    title: sweepTitle,
    summary:
      odd === 0
        ? `${taken} of ${count(cells.length, 'format')} accepted, as declared`
        : `${declaredButRefused.length} declared but refused, ${acceptedButUndeclared.length} accepted but undeclared`,
    lines: [
      ...judged(declaredButRefused, 'Declared but refused'),
      ...judged(acceptedButUndeclared, 'Accepted but undeclared'),
      ...cells
        .filter(({ declared, win32 }) => declared && win32 === 0)
        .map(({ label }) => ({ text: label, good: true })),
    ],
    good: odd === 0,
  };
}

export const intersectionTitle = 'Data intersection';

export interface RangeAnswer {
  readonly range: DataRange;
  readonly chosen: Intersection;
}

export function intersectionSection(answers: readonly RangeAnswer[]): Section {
  const formats = answers.filter(({ chosen }) => chosen.format !== undefined).length;
  const findings = answers.flatMap(({ chosen }) => chosen.findings);
  return {
    title: intersectionTitle,
    summary: `${count(formats, 'format')} from ${count(answers.length, 'data range')}`,
    lines: answers.flatMap(({ range, chosen: { format, win32, findings: odd } }) => [
      {
        text: `${describeRange(range)}: ${format ? describeFormat(format) : win32Text(win32)}`,
        good: win32 === 0,
      },
      ...odd.map((text) => ({ text, good: false })),
    ]),
    good: findings.length === 0 && formats === answers.length,
  };
}

/** `support` is the answer to what the property allows, once there is one: half of what there is to know of it. */
export function propertySection(
  property: PropertyName,
  action: 'get' | 'set',
  { win32, value, malformed, message, elapsedMs }: PropertyResult,
  support?: PropertyResult,
): Section {
  const bytes = value === undefined ? undefined : fromHex(value);
  const words = bytes ? valueLines(property, bytes) : [];
  const good = win32 === 0 && malformed === undefined;
  const done = action === 'set' ? 'written' : value ? `0x${value}` : 'no value';
  return {
    title: propertyText(property),
    summary: good
      ? words.length === 1
        ? (words[0] ?? '')
        : words.length > 1
          ? count(words.length, 'member')
          : done
      : win32Text(win32),
    lines: [
      ...words.map((text) => ({ text })),
      ...(value ? [{ text: `Bytes: ${value}` }] : []),
      ...(malformed === undefined ? [] : [{ text: `Came instead: ${malformed}`, good: false }]),
      ...(message === undefined ? [] : [{ text: message, good: false }]),
      { text: `${win32Text(win32)}, after ${duration(elapsedMs)}` },
      ...(support ? supportSummary(support) : []),
    ],
    ...(good ? {} : { good }),
  };
}

function supportSummary({ win32, value }: PropertyResult): readonly Line[] {
  const bytes = value === undefined ? undefined : fromHex(value);
  const lines = win32 === 0 && bytes ? supportLines(bytes) : [win32Text(win32)];
  return lines.map((text) => ({ text: `Support: ${text}` }));
}

export const bisectTitle = 'Smallest change';

export function bisectSection(found: Bisected): Section {
  const { outcome, change, smallest, trials, why } = found;
  const calls = count(trials.length, 'call');
  const change1 = change ? changesText(change) : undefined;
  const summaries: Readonly<Record<Bisected['outcome'], string>> = {
    found: `${change1}: it opens (${calls})`,
    opens: 'sent again as it is, the driver took it',
    none: `nothing that was tried opens it (${calls})`,
    stopped: [change1 && `${change1}: it opens${smallest ? '' : ', perhaps with less'}.`, why]
      .filter(Boolean)
      .join(' '),
  };
  return {
    title: bisectTitle,
    summary: summaries[outcome],
    lines: trials.map(({ changes, win32, opened }) => ({
      text: `${changes.length === 0 ? 'As it is' : changes.join(', ')}: ${win32Status(win32).name}`,
      good: opened,
    })),
    ...(outcome === 'found' || outcome === 'opens' ? { good: true } : {}),
  };
}
