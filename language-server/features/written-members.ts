// The members that a part of the text writes, each with its shape: inlay hints, colours and outlines all walk this list.
import { pathText } from '#ks/path.ts';
import type { ConnectEntry, DescriptorDocument, Place } from '#language-server/descriptor/document.ts';
import {
  connectShape,
  type MemberShape,
  memberShapeAt,
  type Shape,
  shapeAt,
} from '#language-server/descriptor/shape.ts';
import { overlaps, type TextRange } from '#language-server/text/text-range.ts';

export interface WrittenMember {
  readonly entry: ConnectEntry;
  readonly place: Place;
  readonly shape: Shape;
  /** The member that the value belongs to; an element of an array belongs to the array's. */
  readonly member: MemberShape;
}

/** The connects that touch a range; all of them when there is none. */
export const connectsIn = (doc: DescriptorDocument, range: TextRange | undefined): readonly ConnectEntry[] =>
  range === undefined ? doc.connects : doc.connects.filter((entry) => overlaps(entry.range, range));

/** Members of one connect that a descriptor knows, in the order in which they were read. */
export function writtenMembers(entry: ConnectEntry): readonly WrittenMember[] {
  return [...entry.places.values()].flatMap((place) => {
    const shape = shapeAt(connectShape, place.path);
    const member = memberShapeAt(place.path);
    return shape === undefined || member === undefined ? [] : [{ entry, place, shape, member }];
  });
}

export const isWritten = (entry: ConnectEntry, path: Place['path']): boolean =>
  entry.places.has(pathText(path));

/** What is between the quotes of a string, else the text of the value itself. */
export function bareRange(text: string, { start, end }: TextRange): TextRange {
  const quoted = text[start] === '"' && end - start > 1 && text[end - 1] === '"';
  return quoted ? { start: start + 1, end: end - 1 } : { start, end };
}

export const textAt = (text: string, range: TextRange): string => text.slice(range.start, range.end);
