// From the change of a request to the change of the text that says it.
import type { DescriptorDocument } from '#language-server/descriptor/document.ts';
import type { Finding, Fix } from '#language-server/finding.ts';
import type { TextEdit } from '#language-server/text/text-range.ts';

/** The edits of one fix. `connect` is the index of the connect that it speaks of. */
export function editsOf(
  _doc: DescriptorDocument,
  _fix: Fix,
  _connect: number | undefined,
): readonly TextEdit[] {
  return [];
}

/** The first fix of every finding that has one, as far as they do not touch the same text. */
export function fixAllEdits(_doc: DescriptorDocument, _findings: readonly Finding[]): readonly TextEdit[] {
  return [];
}
