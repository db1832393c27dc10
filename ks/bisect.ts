// The smallest change that makes a driver take a request, found by asking it. A driver has rules that its data ranges do not
// tell (one size out of a range, one channel mask, formats with attributes only), so the explanation of a refusal can be wrong
// and only trials know better.
//
// First whole requests that might be taken are tried, the likeliest first. One that is taken differs from the refused one in
// some steps; which of them are needed is found by halving: apply the first half, and so on, until the step is found without
// which it is refused. That step is needed; the same again for those before it. Of n steps with m needed ones it takes about
// m * log2(n) trials, and what is named in the end was itself taken by the driver.

import { toHex } from './bytes.ts';
import { type Change, causesOf, changesBetween, following } from './changes.ts';
import { type ConnectRequest, encodeConnect } from './connect.ts';
import { withMember } from './edit-request.ts';
import { guidText } from './guid.ts';
import { changeText } from './nearest-text.ts';
import type { Path } from './path.ts';
import { memberAt } from './request.ts';

/** One request to try, and what is changed in it. */
export interface Trial {
  readonly request: ConnectRequest;
  /** `WaveFormatExt.dwChannelMask to KSAUDIO_SPEAKER_5POINT1_SURROUND`; what follows from the rest is not named. */
  readonly changes: readonly string[];
  readonly paths: readonly Path[];
}

/** `Change A to 1, no Attributes`, for people. */
export function changesText({ changes }: Pick<Trial, 'changes'>): string {
  return `Change ${changes.join(', ')}`;
}

/** A part of the way from the refused request to another one. */
interface Step {
  readonly path: Path;
  readonly text: string;
  readonly apply: (request: ConnectRequest) => ConnectRequest;
}

/** True: the driver took it. */
export type Answer = boolean;

/**
 * Yields what to try and is sent whether the driver took it; returns the smallest change that was taken, undefined when none
 * was. Whoever drives it may stop at any time: every trial that was taken is a change that works, only perhaps not the
 * smallest. The same bytes are never tried twice, and the refused request itself is not tried.
 */
export function* smallestChange(
  refused: ConnectRequest,
  goals: readonly ConnectRequest[],
): Generator<Trial, Trial | undefined, Answer> {
  const answers = new Map<string, Answer>([[keyOf(refused), false]]);
  function* taken(trial: Trial): Generator<Trial, boolean, Answer> {
    const key = keyOf(trial.request);
    const known = answers.get(key);
    if (known !== undefined) return known;
    // What cannot be written as bytes cannot be sent.
    const answer = key === '' ? false : yield trial;
    answers.set(key, answer);
    return answer;
  }
  for (const goal of goals) {
    const steps = stepsBetween(refused, goal);
    const all = trialOf(refused, steps);
    if (!(yield* taken(all))) continue;
    if (steps.length < 2) return all;
    return trialOf(refused, yield* neededSteps(refused, steps, taken));
  }
  return undefined;
}

/** All of `steps` together are taken; the answer is a part of them that is taken and loses none of its steps. */
function* neededSteps(
  refused: ConnectRequest,
  steps: readonly Step[],
  taken: (trial: Trial) => Generator<Trial, boolean, Answer>,
): Generator<Trial, readonly Step[], Answer> {
  let rest = steps;
  let needed: readonly Step[] = [];
  while (rest.length > 0) {
    // `low` steps are too few together with the needed ones, `high` are enough.
    if (needed.length > 0 && (yield* taken(trialOf(refused, needed)))) return needed;
    let low = 0;
    let high = rest.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (yield* taken(trialOf(refused, [...rest.slice(0, middle), ...needed]))) high = middle;
      else low = middle;
    }
    needed = [...rest.slice(low, high), ...needed];
    rest = rest.slice(0, low);
  }
  return needed;
}

function keyOf(request: ConnectRequest): string {
  const bytes = encodeConnect(request, 'x64');
  return bytes.ok ? `${request.DesiredAccess ?? ''} ${toHex(bytes.value)}` : '';
}

function trialOf(refused: ConnectRequest, steps: readonly Step[]): Trial {
  const stepped = steps.reduce((request, { apply }) => apply(request), refused);
  return {
    request: following(refused, stepped),
    changes: steps.map(({ text }) => text),
    paths: steps.map(({ path }) => path),
  };
}

/** In memory order, so that a step that makes a structure stands before those that fill it. */
function stepsBetween(from: ConnectRequest, to: ConnectRequest): readonly Step[] {
  const sameBlock = from.block?.key === to.block?.key;
  const changes = causesOf(from, to, changesBetween(from, to)).filter(
    ({ path }) =>
      path[0] === 'KSPIN_CONNECT' || path[0] === 'KSDATAFORMAT' || (sameBlock && path[0] !== 'Attributes'),
  );
  return [
    ...accessStep(from, to),
    ...changes.map((change) => memberStep(change, to)),
    ...(sameBlock ? [] : [blockStep(from, to)]),
    ...(sameBytes(from.Bytes, to.Bytes) ? [] : [bytesStep(to)]),
    ...(JSON.stringify(attributesText(from)) === JSON.stringify(attributesText(to))
      ? []
      : [attributesStep(to)]),
  ];
}

function memberStep(change: Change, to: ConnectRequest): Step {
  const value = memberAt(to, change.path);
  return {
    path: change.path,
    text: changeText(change, to),
    apply: (request) => withMember(request, change.path, value),
  };
}

function accessStep(from: ConnectRequest, to: ConnectRequest): readonly Step[] {
  const { DesiredAccess: access } = to;
  if (access === undefined || access === from.DesiredAccess) return [];
  const text = `DesiredAccess to 0x${access.toString(16)}`;
  return [{ path: ['DesiredAccess'], text, apply: (request) => ({ ...request, DesiredAccess: access }) }];
}

function blockStep(from: ConnectRequest, { block }: ConnectRequest): Step {
  const text = `${block?.key ?? 'no block'} in place of ${from.block?.key ?? 'none'}`;
  return {
    path: [from.block?.key ?? 'KSDATAFORMAT'],
    text,
    apply: ({ block: _, ...rest }) => ({ ...rest, ...(block ? { block } : {}) }),
  };
}

function bytesStep({ Bytes: bytes }: ConnectRequest): Step {
  const text = bytes ? `Bytes to ${toHex(bytes)}` : 'no Bytes';
  return {
    path: ['Bytes'],
    text,
    apply: ({ Bytes: _, ...rest }) => ({ ...rest, ...(bytes ? { Bytes: bytes } : {}) }),
  };
}

function attributesStep(to: ConnectRequest): Step {
  const { Attributes: attributes } = to;
  return {
    path: ['Attributes'],
    text: attributes ? `Attributes to ${attributesText(to).join(', ')}` : 'no Attributes',
    apply: ({ Attributes: _, ...rest }) => ({ ...rest, ...(attributes ? { Attributes: attributes } : {}) }),
  };
}

function attributesText({ Attributes: attributes = [] }: ConnectRequest): readonly string[] {
  return attributes.map(({ AttributeHeader: header, SignalProcessingMode: mode, Bytes: bytes }) => {
    if (mode) return guidText(mode, ['audio-processing-mode']);
    const id = typeof header.Attribute === 'string' ? guidText(header.Attribute as never, ['attribute']) : '';
    return `${id} ${bytes ? toHex(bytes) : ''}`.trim();
  });
}

function sameBytes(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  return toHex(a ?? new Uint8Array()) === toHex(b ?? new Uint8Array());
}
