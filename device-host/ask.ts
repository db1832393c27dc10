// Reads properties for one node of the tree (a filter or a pin) and keeps what went wrong beside what was read: a malformed
// list costs its own property, never the rest of the pin.

import type { PropertyProblem } from '#ks/capabilities.ts';
import type { ByteProblem } from '#ks/connect.ts';
import { type DecodedList, decodeWideString } from '#ks/properties.ts';
import type { Backend, Handle } from './backend.ts';
import { isAbsent, type PropertyAnswer, readFixed, readShort, readVariable } from './property.ts';

/** Of a malformed answer so much is kept: enough to see what is wrong, and no megabytes of it for every pin. */
const keptBytes = 4096;

export interface Question {
  /** As in ks.h: `KSPROPERTY_PIN_NAME`. */
  readonly property: string;
  readonly input: Uint8Array;
  /** A driver may do without it: its absence is no problem. */
  readonly optional?: boolean;
  /** Asked for its size first, as every client does: here a driver that says a wrong one is found out. */
  readonly sized?: boolean;
}

/** Answers to questions about one node; problems gather in the order of asking. */
export interface Asker {
  readonly problems: readonly PropertyProblem[];
  fixed<T>(
    question: Question,
    size: number,
    decode: (bytes: Uint8Array) => T | undefined,
  ): Promise<T | undefined>;
  list<T>(question: Question, decode: (bytes: Uint8Array) => DecodedList<T>): Promise<readonly T[]>;
  text(question: Question): Promise<string | undefined>;
  /** An answer of any length, as it came. */
  bytes(question: Question): Promise<Uint8Array | undefined>;
}

export function askerOf(backend: Backend, filter: Handle): Asker {
  const problems: PropertyProblem[] = [];

  function note(property: string, message: string, bytes?: Uint8Array, win32?: number): void {
    problems.push({
      property,
      message,
      ...(win32 === undefined ? {} : { win32 }),
      ...(bytes && { bytes: bytes.slice(0, keptBytes) }),
    });
  }

  function accept(question: Question, answer: PropertyAnswer): Uint8Array | undefined {
    if (!answer.ok) {
      if (!question.optional || !isAbsent(answer.error.win32)) {
        const { message, bytes, win32 } = answer.error;
        note(question.property, message, bytes, win32);
      }
      return undefined;
    }
    const { bytes, doubt } = answer.value;
    if (doubt !== undefined) note(question.property, doubt, bytes);
    return bytes;
  }

  const read = ({ input, sized }: Question) => (sized ? readVariable : readShort)(backend, filter, input);

  return {
    problems,
    fixed: async (question, size, decode) => {
      const bytes = accept(question, await readFixed(backend, filter, question.input, size));
      return bytes && decode(bytes);
    },
    list: async (question, decode) => {
      const bytes = accept(question, await read(question));
      if (bytes === undefined) return [];
      const { items, problems: found } = decode(bytes);
      if (found.length > 0) note(question.property, inWords(found), bytes);
      return items;
    },
    text: async (question) => {
      const bytes = accept(question, await read(question));
      return bytes && decodeWideString(bytes);
    },
    bytes: async (question) => accept(question, await read(question)),
  };
}

function inWords(problems: readonly ByteProblem[]): string {
  return problems.map(({ offset, message }) => `At byte ${offset}: ${message}`).join(' ');
}
