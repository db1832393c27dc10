// Structures that the text itself declares: a test often puts KSPIN_CONNECT and a format into one of its own.
import type { Field, Layout, ScalarType } from '#ks/tables/layout.ts';
import { layouts } from '#ks/tables/layouts.ts';
import type { CCursor } from './c-cursor.ts';
import { type Constants, readExpression } from './c-expression.ts';
import type { PlacedToken } from './c-macros.ts';
import { integerType } from './c-types.ts';

const qualifiers: ReadonlySet<string> = new Set([
  'static',
  'const',
  'constexpr',
  'inline',
  'extern',
  'volatile',
  'CONST',
  'EXTERN_C',
  'typedef',
]);
const attributes: ReadonlySet<string> = new Set([
  '__declspec',
  'DECLSPEC_ALIGN',
  'alignas',
  '__attribute__',
  '__pragma',
]);

/** Takes a word of a declaration; qualifiers and attributes with their brackets are left out. */
export function takeWord(cursor: CCursor, words: string[]): void {
  const word = cursor.next()?.text ?? '';
  if (attributes.has(word) && cursor.accept('(')) {
    cursor.skipTo(')');
    cursor.next();
  } else if (!qualifiers.has(word)) words.push(word);
}

export function takeWords(cursor: CCursor): readonly string[] {
  const words: string[] = [];
  while (cursor.peek()?.kind === 'word') takeWord(cursor, words);
  return words;
}

/**
 * Reads `{ members }` after `struct TAG`. Undefined for a structure with members of other kinds, which is of no interest,
 * unless it begins with one of the headers' structures: then the member that is not understood is a problem.
 */
export function readDeclaredStruct(
  cursor: CCursor,
  start: PlacedToken,
  tag: string,
  constants: Constants,
): Layout | undefined {
  cursor.expect('{', 'a structure has its members in braces');
  const fields: Field[] = [];
  while (cursor.peek() !== undefined && !cursor.accept('}')) {
    const place = cursor.peek();
    const words = [...takeWords(cursor)];
    const field = readField(cursor, words, constants);
    if (field !== undefined) {
      fields.push(field);
      continue;
    }
    if ((fields[0]?.type ?? '') in layouts) {
      cursor.fail(`the member ${words.at(-1) ?? ''} of a structure declared here is not understood`, place);
    }
    cursor.skipTo('}');
    cursor.next();
    return undefined;
  }
  return {
    name: tag || 'this structure',
    meaning: 'Declared in the text.',
    header: '',
    ...(start.pack === undefined ? {} : { pack: start.pack }),
    ...(start.text === 'union' ? { union: true } : {}),
    fields,
  };
}

/** More than a request can have. */
const mostElements = 0xffff;

/** `TYPE NAME;`, `BYTE NAME[4];`; undefined for any other member. */
function readField(cursor: CCursor, words: readonly string[], constants: Constants): Field | undefined {
  const name = words.at(-1) ?? '';
  const typeWords = words.slice(0, -1);
  let count: number | undefined;
  if (cursor.accept('[')) {
    const place = cursor.peek();
    count = Number(readExpression(cursor, constants));
    if (count < 0 || count > mostElements) cursor.fail(`${count} is no number of elements`, place);
    cursor.expect(']', 'an array has its size in brackets');
  }
  const type = fieldType(typeWords);
  if (type === undefined || !cursor.accept(';')) return undefined;
  return { name, type, c: typeWords.join(' '), meaning: '', ...(count === undefined ? {} : { count }) };
}

/** The layout type of a member of a structure that the text declares. */
function fieldType(words: readonly string[]): Field['type'] | undefined {
  const last = words.at(-1) ?? '';
  if (last === 'GUID') return 'guid';
  if (last === 'HANDLE' || last === 'PVOID') return 'pointer';
  if (last in layouts) return last;
  const integer = integerType(words);
  if (integer === undefined) return undefined;
  const bits = integer.size * 8;
  const type = `${integer.signed && bits > 8 ? 'i' : 'u'}${bits}`;
  return type as ScalarType;
}
