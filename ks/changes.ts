// What two requests differ in, member by member, and which of the differences are the cause: others follow from them.
import { type ConnectRequest, complete } from './connect.ts';
import { deriveAll } from './derive.ts';
import { withMember } from './edit-request.ts';
import { leavesOfRequest } from './members.ts';
import { type Path, pathText } from './path.ts';
import { memberAt } from './request.ts';
import type { Value } from './struct.ts';

export interface Change {
  readonly path: Path;
  /** Undefined for a member that had no value. */
  readonly from: Value | undefined;
  /** Undefined for a member that is not there any more. */
  readonly to: Value | undefined;
}

/** Members whose value in memory differs and that are written differently, in memory order. */
export function changesBetween(before: ConnectRequest, after: ConnectRequest): readonly Change[] {
  const [from, to] = [complete(before), complete(after)];
  const paths = new Map<string, Path>();
  for (const leaf of [...leavesOfRequest(before), ...leavesOfRequest(after)]) {
    paths.set(pathText(leaf.path), leaf.path);
  }
  return [...paths.values()].flatMap((path): readonly Change[] => {
    if (memberAt(before, path) === memberAt(after, path)) return [];
    const change = { path, from: memberAt(from, path), to: memberAt(to, path) };
    return change.from === change.to ? [] : [change];
  });
}

/**
 * The changes that do not follow from the others: of a rate with its nAvgBytesPerSec only the rate. A request that was read
 * from bytes has every member written, so this is what a person would have to change.
 */
export function causesOf(
  before: ConnectRequest,
  after: ConnectRequest,
  changes: readonly Change[],
): readonly Change[] {
  const [old, now] = [derivedValues(before), derivedValues(after)];
  const follows = ({ path, from, to }: Change): boolean => {
    const name = pathText(path);
    return old.get(name) === from && now.get(name) === to && from !== undefined;
  };
  const causes = changes.filter((change) => !follows(change));
  return causes.length > 0 ? causes : changes;
}

function derivedValues(request: ConnectRequest): ReadonlyMap<string, Value> {
  return new Map(deriveAll(request).map(({ path, value }) => [pathText(path), value]));
}

/** `after`, with what was written in `before` and followed from the rest (nBlockAlign, FormatSize ...) following anew. */
export function following(before: ConnectRequest, after: ConnectRequest): ConnectRequest {
  const changed = new Set(changesBetween(before, after).map(({ path }) => pathText(path)));
  const followed = deriveAll(before)
    .filter(({ path, value }) => memberAt(before, path) === value && !changed.has(pathText(path)))
    .filter(({ path }) => memberAt(after, path) !== undefined);
  const free = followed.reduce((current, { path }) => withMember(current, path, undefined), after);
  const full = complete(free);
  return followed.reduce((current, { path }) => {
    const value = memberAt(full, path);
    return value === memberAt(after, path) ? current : withMember(current, path, value);
  }, after);
}
