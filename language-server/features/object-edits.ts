// Adding and removing a member of a JSON object in its text, commas and layout included.

import type { Node } from 'jsonc-parser';
import type { TextEdit } from '#language-server/text/text-range.ts';
import type { Style } from './value-text.ts';

/** The layout that the text already has; two spaces where it has none. */
export function styleOf(text: string): Style {
  const unit = /[\r\n]([ \t]+)\S/.exec(text.slice(0, 10_000))?.[1] ?? '  ';
  const newline = /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
  return { unit, newline };
}

/** The white space at the beginning of the line of an offset. */
export function lineIndent(text: string, offset: number): string {
  const start = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
  return /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? '';
}

const endOf = (node: Node): number => node.offset + node.length;
const keyOf = (property: Node): string => String(property.children?.[0]?.value ?? '');

/** A new member at its place in `order`; `value` gets the indentation of the line that it is put on. */
export function insertMember(
  text: string,
  object: Node,
  order: readonly string[],
  key: string,
  value: (indent: string) => string,
): readonly TextEdit[] {
  const properties = object.children ?? [];
  const before = properties.filter((property) => {
    const place = order.indexOf(keyOf(property));
    return place >= 0 && place < order.indexOf(key);
  });
  const previous = before.at(-1);
  const [first] = properties;
  if (first === undefined) return insertIntoEmpty(text, object, key, value);
  const indent = lineIndent(text, (previous ?? first).offset);
  const member = `${JSON.stringify(key)}: ${value(indent)}`;
  if (previous === undefined) {
    const gap = text.slice(object.offset + 1, first.offset);
    const separator = /[\r\n]/.test(gap) ? styleOf(text).newline + indent : ' ';
    return [{ range: { start: first.offset, end: first.offset }, newText: `${member},${separator}` }];
  }
  const separator = startsLine(text, previous.offset) ? styleOf(text).newline + indent : ' ';
  const at = endOf(previous);
  return [{ range: { start: at, end: at }, newText: `,${separator}${member}` }];
}

function insertIntoEmpty(
  text: string,
  object: Node,
  key: string,
  value: (indent: string) => string,
): readonly TextEdit[] {
  const at = object.offset + 1;
  const member = `${JSON.stringify(key)}: ${value(lineIndent(text, object.offset))}`;
  const closes = text[at] === '}' ? ' ' : '';
  return [{ range: { start: at, end: at }, newText: ` ${member}${closes}` }];
}

/** True when nothing but white space stands before the offset on its line. */
const startsLine = (text: string, offset: number): boolean =>
  /(^|[\r\n])[ \t]*$/.test(text.slice(Math.max(0, offset - 200), offset));

/** The member and the comma that separates it from its neighbours. */
export function removeProperty(text: string, property: Node): readonly TextEdit[] {
  const siblings = property.parent?.children ?? [];
  const index = siblings.indexOf(property);
  const next = siblings[index + 1];
  const previous = siblings[index - 1];
  if (next !== undefined) return [{ range: { start: property.offset, end: next.offset }, newText: '' }];
  if (previous !== undefined) {
    // A comment behind the comma belongs to what stays.
    const comma = text.indexOf(',', endOf(previous));
    const start = comma >= 0 && comma < property.offset ? comma : endOf(previous);
    const between = text.slice(start + 1, property.offset);
    if (/\S/.test(between)) return [{ range: { start: property.offset, end: endOf(property) }, newText: '' }];
    return [{ range: { start, end: endOf(property) }, newText: '' }];
  }
  return [{ range: { start: property.offset, end: endOf(property) }, newText: '' }];
}
