// Formatting: members in the order of memory, white space as JSON has it. Comments stay beside the member that they speak
// of, and what the author put on one line stays on one line.
import { format, type Node } from 'jsonc-parser';
import { isSingleConnect } from '#language-server/descriptor/connect.ts';
import type { DescriptorDocument } from '#language-server/descriptor/document.ts';
import { connectShape, fileShape, type Shape } from '#language-server/descriptor/shape.ts';
import { applyEdits, overlaps, type TextEdit, type TextRange } from '#language-server/text/text-range.ts';
import { readTree } from '#language-server/text/tree.ts';
import { lineComment } from './comments.ts';
import { styleOf } from './object-edits.ts';

export interface FormatOptions {
  readonly tabSize: number;
  readonly insertSpaces: boolean;
}

/**
 * Edits that put the text, or the connects that touch a range of it, in order. None for text that is not whole: what is
 * broken cannot be moved safely.
 */
export function formatEdits(
  doc: DescriptorDocument,
  options: FormatOptions,
  range?: TextRange,
): readonly TextEdit[] {
  const { root, text } = doc;
  if (root === undefined || doc.problems.some(({ code }) => code === 'syntax')) return [];
  const ordered = inMemoryOrder(text, root, range);
  if (ordered === text) return whiteSpaceEdits(text, options, range);
  const formatted = applyEdits(ordered, whiteSpaceEdits(ordered, options, grown(range, text, ordered)));
  return [difference(text, formatted)];
}

/** Moving members keeps the length of the text, but for a comma. */
const grown = (range: TextRange | undefined, before: string, after: string): TextRange | undefined =>
  range && { start: range.start, end: Math.max(range.start, range.end + after.length - before.length) };

function whiteSpaceEdits(text: string, options: FormatOptions, range?: TextRange): readonly TextEdit[] {
  const edits = format(text, range && { offset: range.start, length: range.end - range.start }, {
    ...options,
    eol: styleOf(text).newline,
    keepLines: true,
  });
  return edits.map(({ offset, length, content }) => ({
    range: { start: offset, end: offset + length },
    newText: content,
  }));
}

/** One edit from one text to the other: what they have in common at both ends is not touched. */
function difference(before: string, after: string): TextEdit {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  let end = 0;
  while (end < most - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  return { range: { start, end: before.length - end }, newText: after.slice(start, after.length - end) };
}

/** Outermost objects first, then what is inside of them in the text that came of it. */
function inMemoryOrder(text: string, root: Node, range: TextRange | undefined): string {
  const shape: Shape = isSingleConnect(root) ? connectShape : fileShape;
  let tree: Node | undefined = root;
  let ordered = text;
  while (tree !== undefined) {
    const touched = grown(range, text, ordered);
    const edits = disordered(ordered, tree, shape).filter(
      (edit) => touched === undefined || overlaps(edit.range, touched),
    );
    if (edits.length === 0) break;
    ordered = applyEdits(ordered, edits);
    tree = readTree(ordered).root;
  }
  return ordered;
}

/** Edits of the outermost objects whose members are out of order. */
function disordered(text: string, node: Node, shape: Shape | undefined): readonly TextEdit[] {
  if (node.type === 'array') {
    const item = shape?.kind === 'list' ? shape.item : undefined;
    return (node.children ?? []).flatMap((child) => disordered(text, child, item));
  }
  if (node.type !== 'object' || shape?.kind !== 'object') return [];
  const order = [...shape.members.keys()];
  const properties = node.children ?? [];
  const sorted = inOrder(properties, order);
  if (sorted.every((property, index) => property === properties[index])) {
    return properties.flatMap((property) => {
      const value = property.children?.[1];
      return value === undefined ? [] : disordered(text, value, shape.members.get(keyOf(property))?.shape);
    });
  }
  return [reordered(text, node, properties, sorted)];
}

const keyOf = (property: Node): string => String(property.children?.[0]?.value ?? '');

/** Members of the shape in its order; what the shape does not know stays behind the member that it stood behind. */
function inOrder(properties: readonly Node[], order: readonly string[]): readonly Node[] {
  let rank = -1;
  const ranked = properties.map((property) => {
    const known = order.indexOf(keyOf(property));
    if (known >= 0) rank = known;
    return { property, rank };
  });
  return ranked.toSorted((a, b) => a.rank - b.rank).map(({ property }) => property);
}

interface Piece {
  /** Comments before the member, and the member. */
  readonly head: string;
  /** What stands behind its comma on the same line. */
  readonly tail: string;
}

function reordered(
  text: string,
  object: Node,
  properties: readonly Node[],
  sorted: readonly Node[],
): TextEdit {
  const start = object.offset + 1;
  const end = object.offset + object.length - 1;
  const pieces = new Map<Node, Piece>();
  let at = lineComment(text, start, end);
  const opening = text.slice(start, at);
  let lastComma = false;
  for (const property of properties) {
    const propertyEnd = property.offset + property.length;
    const comma = commaAfter(text, propertyEnd, end);
    const behind = comma ?? propertyEnd;
    const tailEnd = lineComment(text, behind, end);
    // A comment between a value and its comma is kept with the value.
    const between = comma === undefined ? '' : text.slice(propertyEnd, comma - 1);
    pieces.set(property, {
      head: text.slice(at, propertyEnd) + (/\/[/*]/.test(between) ? between : ''),
      tail: text.slice(behind, tailEnd),
    });
    at = tailEnd;
    lastComma = comma !== undefined;
  }
  const newline = styleOf(text).newline;
  let body = opening;
  for (const [index, property] of sorted.entries()) {
    const { head, tail } = pieces.get(property) ?? { head: '', tail: '' };
    const comma = index < sorted.length - 1 || lastComma ? ',' : '';
    body = `${outOfComment(body, head, newline)}${spaced(head, index)}${comma}${tail}`;
  }
  const rest = text.slice(at, end);
  return { range: { start, end }, newText: outOfComment(body, rest, newline) + rest };
}

/** What follows a line comment must not become part of it. */
const outOfComment = (body: string, next: string, newline: string): string =>
  /(?:^|[,\s])\/\/[^\r\n]*$/.test(body.slice(body.search(/[^\r\n]*$/))) && !/^[ \t]*[\r\n]/.test(next)
    ? body + newline
    : body;

/** A member that came first on its line keeps a blank between itself and what is before it now. */
const spaced = (head: string, index: number): string => (index > 0 && /^\S/.test(head) ? ` ${head}` : head);

/** The offset behind the comma that follows, comments aside; undefined when there is none. */
function commaAfter(text: string, from: number, limit: number): number | undefined {
  const found = /^(?:\s|\/\/[^\r\n]*|\/\*[\s\S]*?\*\/)*,/.exec(text.slice(from, limit));
  return found === null ? undefined : from + found[0].length;
}
