// What may be written at the cursor.
import type { DescriptorDocument } from '#language-server/descriptor/document.ts';
import type { TextRange } from '#language-server/text/text-range.ts';

export interface Completion {
  readonly label: string;
  readonly kind: 'key' | 'constant' | 'guid' | 'value';
  readonly detail: string;
  readonly documentation: string;
  /** Replaces `range`. */
  readonly newText: string;
  readonly range: TextRange;
  readonly sortText: string;
}

export function complete(_doc: DescriptorDocument, _offset: number): readonly Completion[] {
  return [];
}
