// What a key or value means.
import type { DescriptorDocument } from '#language-server/descriptor/document.ts';
import type { TextRange } from '#language-server/text/text-range.ts';

export interface Hover {
  /** Markdown. */
  readonly text: string;
  readonly range: TextRange;
}

export function hover(_doc: DescriptorDocument, _offset: number): Hover | undefined {
  return undefined;
}
