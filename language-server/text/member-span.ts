// Where a member stands in a text that is known to be well-formed JSON, comments apart: a walk past the members before it, without
// a tree. A finding needs one or two places of a connect that has forty.
import { behindSpace, scanObject, stringEnd } from './brackets.ts';
import type { TextRange } from './text-range.ts';

export interface MemberSpan {
  /** With its quotes; an element of an array has none. */
  readonly key?: TextRange;
  readonly value: TextRange;
}

interface Found {
  readonly key?: TextRange;
  readonly value: number;
}

const comma = 44;
const quote = 34;

/** The member at a path below the object that the text begins with; undefined when there is none. */
export function memberSpan(text: string, path: readonly (string | number)[]): MemberSpan | undefined {
  let found: Found = { value: 0 };
  for (const part of path) {
    const next: Found | undefined =
      typeof part === 'string' ? memberNamed(text, found.value, part) : elementAt(text, found.value, part);
    if (next === undefined) return undefined;
    found = next;
  }
  const value = { start: found.value, end: endOfValue(text, found.value) };
  return found.key === undefined ? { value } : { key: found.key, value };
}

function memberNamed(text: string, object: number, name: string): Found | undefined {
  if (text[object] !== '{') return undefined;
  let at = behindSpace(text, object + 1);
  while (text.charCodeAt(at) === quote) {
    const end = stringEnd(text, at) + 1;
    const value = behindSpace(text, behindSpace(text, end) + 1);
    if (isKey(text, at, end, name)) return { key: { start: at, end }, value };
    at = next(text, value);
  }
  return undefined;
}

/** A key may be written with escapes. */
function isKey(text: string, start: number, end: number, name: string): boolean {
  if (end - start === name.length + 2) return text.startsWith(name, start + 1);
  return end - start > name.length + 2 && JSON.parse(text.slice(start, end)) === name;
}

function elementAt(text: string, array: number, index: number): Found | undefined {
  if (text[array] !== '[') return undefined;
  let value = behindSpace(text, array + 1);
  for (let passed = 0; passed < index; passed++) value = next(text, value);
  return value < text.length && text[value] !== ']' ? { value } : undefined;
}

/** What follows behind a value and its comma; the closing bracket behind the last one. */
function next(text: string, value: number): number {
  const behind = behindSpace(text, endOfValue(text, value));
  return text.charCodeAt(behind) === comma ? behindSpace(text, behind + 1) : behind;
}

function endOfValue(text: string, start: number): number {
  const code = text.charCodeAt(start);
  if (code === quote) return stringEnd(text, start) + 1;
  if (code === 91 || code === 123)
    return scanObject(text, start, Number.POSITIVE_INFINITY)?.end ?? text.length;
  let end = start;
  while (end < text.length && !/[\s,\]}/]/.test(text.charAt(end))) end++;
  return end;
}
