// A mutation plants what one rule forbids in a request that is right: a change of members, of the recorded pin, or of both.
import type { PinFactory } from '#ks/capabilities.ts';
import { type DataRange, dataRangeFromValue } from '#ks/data-range.ts';
import { guidNamed, zeroGuid } from '#ks/guid.ts';
import type { Path } from '#ks/path.ts';
import type { Value } from '#ks/struct.ts';
import type { Guid } from '#ks/tables/guid-kinds.ts';
import { type Bitmap, bitmapOf, type Wave, waveOf } from '#language-server/rules/facts.ts';
import type { Subject } from '#language-server/rules/rule.ts';
import type { FixEdit } from '#language-server/service.ts';

export interface Planted {
  readonly edits: readonly FixEdit[];
  readonly pin?: Partial<PinFactory>;
}

/** Undefined where the rule does not apply to the request. */
export type Mutation = (subject: Subject, pin: PinFactory) => Planted | undefined;

/** By the name of the rule. */
export type Mutations = Readonly<Record<string, Mutation>>;

type Members = Readonly<Record<string, Value>>;

const set = (base: Path, members: Members): Planted => ({
  edits: Object.entries(members).map(([path, value]) => ({
    kind: 'set',
    path: [...base, ...path.split('.')],
    value,
  })),
});

/** Members by their whole paths, wherever the condition holds. */
export const members =
  (changes: Members, when: (subject: Subject) => boolean = () => true): Mutation =>
  (subject) =>
    when(subject) ? set([], changes) : undefined;

/** Members of KSDATAFORMAT. */
export const format =
  (change: (subject: Subject) => Members | undefined): Mutation =>
  (subject) =>
    made(['KSDATAFORMAT'], change(subject));

/** Members of the WAVEFORMATEX, wherever it is. */
export const wave =
  (change: (wave: Wave, subject: Subject) => Members | undefined): Mutation =>
  (subject) => {
    const found = waveOf(subject);
    return found === undefined ? undefined : made(found.path, change(found, subject));
  };

/** Members of WAVEFORMATEXTENSIBLE and below. */
export const extensible =
  (change: (wave: Wave, subject: Subject) => Members | undefined): Mutation =>
  (subject) => {
    const found = subject.written.block?.key === 'WaveFormatExt' ? waveOf(subject) : undefined;
    return found === undefined ? undefined : made(['WaveFormatExt'], change(found, subject));
  };

/** Members of the bitmap header, wherever it is. */
export const bitmap =
  (change: (bitmap: Bitmap, subject: Subject) => Members | undefined): Mutation =>
  (subject) => {
    const found = bitmapOf(subject);
    return found === undefined ? undefined : made(found.path, change(found, subject));
  };

/** Members of the video info header around the bitmap header. */
export const videoInfo =
  (change: (bitmap: Bitmap, subject: Subject) => Members | undefined): Mutation =>
  (subject) => {
    const found = bitmapOf(subject);
    const at = found?.path.slice(0, -1) ?? [];
    return found === undefined || at.length === 0 ? undefined : made(at, change(found, subject));
  };

/** Members of one kind of format block. */
export const block =
  (
    keys: readonly string[],
    change: Members | ((number: (member: string) => number, subject: Subject) => Members | undefined),
  ): Mutation =>
  (subject) => {
    const key = subject.written.block?.key;
    if (key === undefined || !keys.includes(key)) return undefined;
    const number = (member: string): number => subject.number(key, ...member.split('.')) ?? 0;
    return made([key], typeof change === 'function' ? change(number, subject) : change);
  };

/** The recorded pin is another; the request stays. */
export const pin =
  (change: Partial<PinFactory>, when: (subject: Subject) => boolean = () => true): Mutation =>
  (subject) =>
    when(subject) ? { edits: [], pin: change } : undefined;

const made = (base: Path, changes: Members | undefined): Planted | undefined =>
  changes === undefined ? undefined : set(base, changes);

export function guid(name: string): Guid {
  const named = guidNamed(name);
  if (named === undefined) throw new Error(`no GUID named ${name}`);
  return named.value;
}

/** A data range that every format matches. */
export const anyFormat: DataRange = dataRangeFromValue('KSDATARANGE', {
  MajorFormat: zeroGuid,
  SubFormat: zeroGuid,
  Specifier: zeroGuid,
});

export const blockOf = (subject: Subject): string | undefined => subject.written.block?.key;
