// The typed reader: a syntax node and the shape that it should have -> a plain value, the place of every member, and what
// was wrong with the text. It goes on after a problem, so that one slip does not hide the next.

import type { Node } from 'jsonc-parser';
import { fromHex } from '#ks/bytes.ts';
import { type Path, pathText } from '#ks/path.ts';
import { rangeOfScalar, type Value } from '#ks/struct.ts';
import type { Finding } from '#language-server/finding.ts';
import { nearestName } from '#language-server/text/nearest.ts';
import { textProblem } from '#language-server/text/problem.ts';
import type { TextRange } from '#language-server/text/text-range.ts';
import type { Place } from './document.ts';
import { fitNumber, guidOfString, numberOfSource, numberOfString, type ScalarProblem } from './scalars.ts';
import type { MemberShape, NumberShape, ObjectShape, Shape } from './shape.ts';
import { shapeText } from './shape.ts';

/** What a read value is: bytes for hex, text for text and status codes, a structure's value otherwise. */
export type ReadValue = Value | string | Uint8Array | ReadObject | readonly ReadValue[];
export interface ReadObject {
  readonly [key: string]: ReadValue;
}

/** Whether a path leads to a member of what was read. */
export function isWrittenIn(object: ReadObject, path: Path): boolean {
  let value: unknown = object;
  for (const part of path) {
    if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return false;
    value = (value as Readonly<Record<string | number, unknown>>)[part];
    if (value === undefined) return false;
  }
  return true;
}

/** Collects while reading; paths are relative to where reading began. */
export interface Reading {
  readonly text: string;
  readonly places: Map<string, Place>;
  readonly problems: Finding[];
  /** Members that are written but could not be understood: nothing may be concluded from their absence. */
  readonly unreadable: Set<string>;
}

export const newReading = (text: string): Reading => ({
  text,
  places: new Map(),
  problems: [],
  unreadable: new Set(),
});

export const rangeOf = (node: Node): TextRange => ({ start: node.offset, end: node.offset + node.length });

const isContainer = (node: Node): boolean => node.type === 'object' || node.type === 'array';

/** The value of a node, or undefined after noting why there is none. */
export function readValue(reading: Reading, node: Node, shape: Shape, path: Path): ReadValue | undefined {
  const value = readShape(reading, node, shape, path);
  if (value === undefined) reading.unreadable.add(pathText(path));
  return value;
}

function readShape(reading: Reading, node: Node, shape: Shape, path: Path): ReadValue | undefined {
  switch (shape.kind) {
    case 'object':
      return node.type === 'object'
        ? readObject(reading, node, shape, path)
        : wrongType(reading, node, shape);
    case 'list':
      return readList(reading, node, shape, path);
    case 'opaque-list':
      return node.type === 'array' ? [] : wrongType(reading, node, shape);
    case 'number':
      return readNumber(reading, node, shape);
    case 'guid': {
      if (node.type !== 'string') return wrongType(reading, node, shape);
      const guid = guidOfString(String(node.value), shape);
      return guid.ok ? guid.value : noteScalar(reading, node, guid.error);
    }
    case 'hex': {
      if (node.type !== 'string') return wrongType(reading, node, shape);
      const bytes = fromHex(String(node.value));
      return bytes ?? noteScalar(reading, node, badHex);
    }
    case 'text':
      return node.type === 'string' ? String(node.value) : wrongType(reading, node, shape);
    case 'status':
      return node.type === 'string' || node.type === 'number'
        ? sourceOf(reading, node)
        : wrongType(reading, node, shape);
  }
}

const badHex: ScalarProblem = {
  code: 'wrong-type',
  message: 'Expected whole bytes in hex, two digits each; spaces between bytes are fine.',
};

/** A string without its quotes, a number as it is written. */
const sourceOf = (reading: Reading, node: Node): string =>
  node.type === 'string' ? String(node.value) : reading.text.slice(node.offset, node.offset + node.length);

function readList(
  reading: Reading,
  node: Node,
  shape: Extract<Shape, { kind: 'list' }>,
  path: Path,
): ReadValue | undefined {
  if (node.type !== 'array') return wrongType(reading, node, shape);
  const items = node.children ?? [];
  if (shape.count !== undefined && items.length > shape.count) {
    const extra = items[shape.count] ?? node;
    const message = `Too many elements: the C array has ${shape.count}.`;
    reading.problems.push(textProblem('out-of-range', rangeOf(extra), message));
  }
  return items.slice(0, shape.count).flatMap((item, index) => {
    const itemPath = [...path, index];
    reading.places.set(pathText(itemPath), {
      path: itemPath,
      value: rangeOf(item),
      container: isContainer(item),
    });
    const value = readValue(reading, item, shape.item, itemPath);
    return value === undefined ? [] : [value];
  });
}

function readNumber(reading: Reading, node: Node, shape: NumberShape): ReadValue | undefined {
  if (node.type === 'null' && shape.nullable) return 0n;
  if (node.type === 'number') {
    const value = numberOfSource(sourceOf(reading, node));
    if (value === undefined) return wrongType(reading, node, shape, 'a whole number');
    return fitted(reading, node, value, shape);
  }
  if (node.type !== 'string') return wrongType(reading, node, shape);
  const named = numberOfString(String(node.value), shape);
  return named.ok ? fitted(reading, node, named.value, shape) : noteScalar(reading, node, named.error);
}

function fitted(reading: Reading, node: Node, value: bigint, shape: NumberShape): ReadValue | undefined {
  const fit = fitNumber(value, shape);
  return fit.ok ? fit.value : noteScalar(reading, node, fit.error);
}

/** The value of an object, its members in the order of the text. */
export function readObject(reading: Reading, node: Node, shape: ObjectShape, path: Path): ReadObject {
  const result: Record<string, ReadValue> = {};
  const seen = new Map<string, Node>();
  for (const property of node.children ?? []) {
    const [keyNode, valueNode] = property.children ?? [];
    if (keyNode === undefined) continue;
    const key = String(keyNode.value);
    const member = shape.members.get(key);
    if (isRepeated(reading, property, keyNode, member, seen)) continue;
    seen.set(member?.group ?? key, keyNode);
    if (member === undefined) unknownKey(reading, keyNode, shape, path);
    if (valueNode === undefined || member === undefined) continue;
    const memberPath = [...path, key];
    reading.places.set(pathText(memberPath), {
      path: memberPath,
      key: rangeOf(keyNode),
      value: rangeOf(valueNode),
      container: isContainer(valueNode),
    });
    const value = readValue(reading, valueNode, member.shape, memberPath);
    if (value !== undefined) result[key] = value;
  }
  return result;
}

/** The same key twice, or two members that stand for the same bytes: only the first counts. */
function isRepeated(
  reading: Reading,
  property: Node,
  keyNode: Node,
  member: MemberShape | undefined,
  seen: ReadonlyMap<string, Node>,
): boolean {
  const first = seen.get(member?.group ?? String(keyNode.value));
  if (first === undefined) return false;
  const key = String(keyNode.value);
  const same = first.value === key;
  const message = same
    ? `${key} is written twice; the first one counts.`
    : `${key} and ${String(first.value)} exclude each other: both are ${member?.group ?? 'one member'}.`;
  reading.problems.push({
    ...textProblem('duplicate-key', rangeOf(keyNode), message, [
      { title: `Remove this ${key}`, edits: [{ kind: 'delete', range: rangeOf(property) }] },
    ]),
    related: [{ message: `${String(first.value)} is written here first`, range: rangeOf(first) }],
  });
  return true;
}

function unknownKey(reading: Reading, keyNode: Node, shape: ObjectShape, path: Path): void {
  const key = String(keyNode.value);
  const range = rangeOf(keyNode);
  const owner = ownerOf(key, shape);
  if (owner !== undefined) {
    const message = `${key} is not a member of ${shape.name}; it belongs into ${owner}.`;
    reading.problems.push(textProblem('unknown-key', range, message));
    return;
  }
  const near = nearestName(key, shape.members.keys());
  // A misspelt member is not also a missing one.
  if (near !== undefined) reading.unreadable.add(pathText([...path, near]));
  const guess =
    near === undefined ? `It has ${[...shape.members.keys()].join(', ')}.` : `Did you mean ${near}?`;
  const fixes =
    near === undefined
      ? []
      : [
          {
            title: `Change to ${near}`,
            edits: [{ kind: 'text' as const, range, newText: JSON.stringify(near) }],
          },
        ];
  reading.problems.push(
    textProblem('unknown-key', range, `${key} is not a member of ${shape.name}. ${guess}`, fixes),
  );
}

/** The nested object of `shape` that has the key: people write nChannels beside Format instead of inside it. */
function ownerOf(key: string, shape: ObjectShape): string | undefined {
  for (const member of shape.members.values()) {
    if (member.shape.kind !== 'object') continue;
    if (member.shape.members.has(key)) return member.key;
    const deeper = ownerOf(key, member.shape);
    if (deeper !== undefined) return `${member.key}.${deeper}`;
  }
  return undefined;
}

function wrongType(reading: Reading, node: Node, shape: Shape, wanted = shapeText(shape)): undefined {
  const range = shape.kind === 'number' ? rangeOfScalar(shape.type) : undefined;
  const limits = range === undefined ? '' : `, ${range.min} to ${range.max}`;
  const found = node.type === 'number' ? sourceOf(reading, node) : foundNames[node.type];
  reading.problems.push(
    textProblem('wrong-type', rangeOf(node), `Expected ${wanted}${limits}, not ${found}.`),
  );
}

const foundNames: Readonly<Record<string, string>> = {
  object: 'an object',
  array: 'an array',
  string: 'a string',
  boolean: 'true or false',
  null: 'null',
};

function noteScalar(reading: Reading, node: Node, problem: ScalarProblem): undefined {
  const whole = rangeOf(node);
  const range = partOf(reading, node, problem.part) ?? whole;
  const newText = problem.suggestion ?? '';
  const fixes =
    problem.suggestion === undefined
      ? []
      : [
          {
            title: `Change to ${problem.suggestion}`,
            edits: [
              {
                kind: 'text' as const,
                range,
                newText: range === whole ? JSON.stringify(newText) : newText,
              },
            ],
          },
        ];
  reading.problems.push(textProblem(problem.code, range, problem.message, fixes));
}

/** Part of a string's value as a range of the text; undefined when escapes make the two differ. */
function partOf(reading: Reading, node: Node, part: ScalarProblem['part']): TextRange | undefined {
  if (part === undefined || part.end === part.start || node.type !== 'string') return undefined;
  const inside = reading.text.slice(node.offset + 1, node.offset + node.length - 1);
  if (inside !== node.value) return undefined;
  return { start: node.offset + 1 + part.start, end: node.offset + 1 + part.end };
}
