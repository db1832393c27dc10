// A fix changes one member, and what was derived from it by hand is wrong then: members that were right before the change follow it.
import { deriveAll } from '#ks/derive.ts';
import { withMember } from '#ks/edit-request.ts';
import { type Path, pathText } from '#ks/path.ts';
import { type ConnectRequest, memberAt } from '#ks/request.ts';
import type { Value } from '#ks/struct.ts';
import type { Fix, FixEdit } from '#language-server/finding.ts';

export interface Change {
  readonly path: Path;
  readonly value: Value;
}

/** nBlockAlign follows wBitsPerSample, nAvgBytesPerSec follows nBlockAlign: nothing follows further. */
const mostRounds = 4;

/** The changes, and with them each written member that had its derived value and would not have it any more. */
export function fixWithFollowers(title: string, written: ConnectRequest, changes: readonly Change[]): Fix {
  const right = new Set(
    deriveAll(written)
      .filter(({ path, value }) => memberAt(written, path) === value)
      .map(({ path }) => pathText(path)),
  );
  const edits = new Map<string, FixEdit>();
  let request = written;
  const apply = ({ path, value }: Change): void => {
    request = withMember(request, path, value);
    edits.set(pathText(path), { kind: 'set', path, value });
  };
  for (const change of changes) apply(change);
  for (let round = 0; round < mostRounds; round++) {
    const stale = deriveAll(request).filter(
      ({ path, value }) => right.has(pathText(path)) && memberAt(request, path) !== value,
    );
    if (stale.length === 0) break;
    for (const follower of stale) apply(follower);
  }
  return { title, edits: [...edits.values()] };
}
