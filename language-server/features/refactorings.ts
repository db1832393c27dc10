// Changes that keep a request what it is, or make it another on purpose: nothing is wrong, so these are offered where the
// cursor is and never by themselves.
import type { ConnectEntry, DescriptorDocument } from '#language-server/descriptor/document.ts';
import type { Fix } from '#language-server/finding.ts';
import { subjectOf } from '#language-server/rules/subject.ts';
import { toExtensibleFix } from '#language-server/rules/wave-fixes.ts';
import { overlaps, type TextEdit, type TextRange } from '#language-server/text/text-range.ts';
import { noFiles, type Workspace } from '#language-server/workspace.ts';
import { acceptableFix } from './acceptable.ts';
import { fillDerivedFix, removeDerivedEdits } from './derived-values.ts';
import { editsOf } from './fixes.ts';
import { toPlainWaveFix, videoInfoFix } from './format-conversions.ts';
import { guidSpellings } from './guid-spelling.ts';
import { listOfOne, namedConnects } from './split-connects.ts';

export interface Refactoring {
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

/** Of the connect at the start of the range; those that would change nothing are left out. */
export function refactoringsAt(
  doc: DescriptorDocument,
  range: TextRange,
  workspace: Workspace = noFiles,
): readonly Refactoring[] {
  const entry = doc.connects.find((candidate) => overlaps(candidate.range, range));
  if (entry?.request === undefined) return [];
  const fixes = [...fillDerivedFix(entry), ...conversions(entry), ...acceptableFix(doc, entry, workspace)];
  return [
    ...fixes.map((fix) => ({ title: fix.title, edits: editsOf(doc, fix, entry.index) })),
    { title: 'Remove values that are derived anyway', edits: removeDerivedEdits(doc, entry) },
    ...guidSpellings(doc, entry, range.start),
    ...listOfOne(doc, entry),
    ...namedConnects(doc, entry),
  ].filter(({ edits }) => edits.length > 0);
}

/** What makes the known filter take the connect at the start of the range; empty where it takes it, or nothing would. */
export function acceptableEdits(
  doc: DescriptorDocument,
  range: TextRange,
  workspace: Workspace,
): readonly TextEdit[] {
  const entry = doc.connects.find((candidate) => overlaps(candidate.range, range));
  const [fix] = entry ? acceptableFix(doc, entry, workspace) : [];
  return entry && fix ? editsOf(doc, fix, entry.index) : [];
}

function conversions(entry: ConnectEntry): readonly Fix[] {
  const { request } = entry;
  if (request === undefined) return [];
  const subject = subjectOf(entry, request, undefined);
  return [...toExtensibleFix(subject), ...toPlainWaveFix(subject), ...videoInfoFix(subject)];
}
