// What can be folded: objects, arrays and comments over several lines. No tree is needed, so broken text folds as well.
import { visit } from 'jsonc-parser';
import type { DescriptorDocument } from '#language-server/descriptor/document.ts';

export interface Fold {
  readonly startLine: number;
  readonly endLine: number;
  readonly kind: 'region' | 'comment';
}

export function folds(doc: DescriptorDocument): readonly Fold[] {
  // What cannot be read as a tree (binary, too large, too deep) is not worth scanning.
  if (doc.root === undefined) return [];
  const found: Fold[] = [];
  const open: number[] = [];
  let comments: { readonly startLine: number; endLine: number } | undefined;
  const add = (startLine: number, endLine: number, kind: Fold['kind']): void => {
    if (endLine > startLine) found.push({ startLine, endLine, kind });
  };
  const lineAt = (offset: number): number => doc.lines.positionAt(offset).line;
  const begin = (offset: number): void => {
    open.push(lineAt(offset));
  };
  const end = (offset: number): void => {
    const from = open.pop();
    // The closing line stays visible.
    if (from !== undefined) add(from, lineAt(offset) - 1, 'region');
  };
  const endComments = (): void => {
    if (comments !== undefined) add(comments.startLine, comments.endLine, 'comment');
    comments = undefined;
  };
  visit(doc.text, {
    onObjectBegin: begin,
    onArrayBegin: begin,
    onObjectEnd: end,
    onArrayEnd: end,
    onComment(offset, length) {
      const first = lineAt(offset);
      if (comments?.endLine !== first - 1) endComments();
      comments = { startLine: comments?.startLine ?? first, endLine: lineAt(offset + length) };
    },
  });
  endComments();
  return found.toSorted((a, b) => a.startLine - b.startLine || b.endLine - a.endLine);
}
