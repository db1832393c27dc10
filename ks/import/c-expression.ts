// Constant expressions of C, as initialisers in driver sources have them: numbers, header constants, sizeof, arithmetic,
// casts and the FOURCC macros. Values are exact; whether one fits is asked where it is stored.
import { parseNumber } from '#ks/constants.ts';
import { offsetOf, type StructName, sizeOf } from '#ks/struct.ts';
import { layouts } from '#ks/tables/layouts.ts';
import type { CCursor } from './c-cursor.ts';
import { integerType, isTypeWord } from './c-types.ts';

/** Names that the text itself gives a value: `static const ULONG channels = 2;`. */
export type Constants = ReadonlyMap<string, bigint>;

type Operator = (a: bigint, b: bigint) => bigint | undefined;

const divide: Operator = (a, b) => (b === 0n ? undefined : a / b);
const shift =
  (by: (a: bigint, b: bigint) => bigint): Operator =>
  (a, b) =>
    b >= 0n && b < 64n ? by(a, b) : undefined;

/** By precedence, weakest first. */
const operators: readonly Readonly<Record<string, Operator>>[] = [
  { '|': (a, b) => a | b },
  { '^': (a, b) => a ^ b },
  { '&': (a, b) => a & b },
  { '<<': shift((a, b) => a << b), '>>': shift((a, b) => a >> b) },
  { '+': (a, b) => a + b, '-': (a, b) => a - b },
  { '*': (a, b) => a * b, '/': divide, '%': (a, b) => (b === 0n ? undefined : a % b) },
];

/** Reads one expression, up to a comma, a bracket or a semicolon. After a problem the value means nothing. */
export function readExpression(cursor: CCursor, constants: Constants, level = 0): bigint {
  const row = operators[level];
  if (row === undefined) return readOperand(cursor, constants);
  let value = readExpression(cursor, constants, level + 1);
  for (let operator = operatorAt(cursor, row); operator !== undefined; operator = operatorAt(cursor, row)) {
    const place = cursor.peek();
    for (let i = 0; i < operator.length; i++) cursor.next();
    const right = readExpression(cursor, constants, level + 1);
    const result = row[operator]?.(value, right);
    if (result === undefined) cursor.fail(`${value} ${operator} ${right} has no value`, place);
    value = result ?? 0n;
  }
  return value;
}

/** `<<` and `>>` are two tokens here; `&&`, `||` and comparisons are no operators of this reader. */
function operatorAt(cursor: CCursor, row: Readonly<Record<string, Operator>>): string | undefined {
  const [first, second] = [cursor.text(), cursor.text(1)];
  if (first !== '' && first === second && `${first}${second}` in row) return first + second;
  if (['&', '|'].includes(first) && first === second) {
    cursor.fail(`${first}${second} is not understood: write the value`);
    return undefined;
  }
  return first in row ? first : undefined;
}

function readOperand(cursor: CCursor, constants: Constants): bigint {
  return cursor.nested(() => readUnary(cursor, constants), 0n);
}

function readUnary(cursor: CCursor, constants: Constants): bigint {
  const token = cursor.next();
  if (token === undefined) {
    cursor.fail('the text ends where a value must stand');
    return 0n;
  }
  switch (token.text) {
    case '-':
      return -readOperand(cursor, constants);
    case '+':
      return readOperand(cursor, constants);
    case '~':
      return ~readOperand(cursor, constants);
    case '(':
      return readParenthesis(cursor, constants);
    case 'sizeof':
      return readSizeof(cursor);
  }
  if (token.kind === 'number') return numberOf(cursor, token.text, token);
  if (token.kind === 'character') return characterOf(cursor, token.text, token);
  if (token.kind === 'word') return readName(cursor, constants, token);
  cursor.fail(`"${token.text}" is not understood here: a value must follow`, token);
  return 0n;
}

/** After `(`: a cast, or an expression. */
function readParenthesis(cursor: CCursor, constants: Constants): bigint {
  if (isTypeWord(cursor.text())) {
    const type = readTypeWords(cursor);
    cursor.expect(')', 'a cast ends with )');
    return cast(readOperand(cursor, constants), type);
  }
  const value = readExpression(cursor, constants);
  cursor.expect(')', 'this bracket must be closed');
  return value;
}

/** `unsigned long`, `HANDLE`, `PVOID *`: all words and stars. */
function readTypeWords(cursor: CCursor): readonly string[] {
  const words: string[] = [];
  while (isTypeWord(cursor.text()) || cursor.text() === '*') words.push(cursor.next()?.text ?? '');
  return words;
}

function cast(value: bigint, type: readonly string[]): bigint {
  const integer = type.includes('*') ? undefined : integerType(type);
  if (integer === undefined) return value;
  const bits = integer.size * 8;
  return integer.signed ? BigInt.asIntN(bits, value) : BigInt.asUintN(bits, value);
}

function readSizeof(cursor: CCursor): bigint {
  cursor.expect('(', 'sizeof takes a type in brackets');
  const place = cursor.peek();
  const name = cursor.text();
  const words = isTypeWord(name) ? readTypeWords(cursor) : [cursor.next()?.text ?? ''];
  cursor.expect(')', 'sizeof takes one type');
  if (name in layouts) return BigInt(sizeOf(name as StructName, 'x64'));
  const integer = words.includes('*') ? undefined : integerType(words);
  if (integer === undefined) cursor.fail(`the size of ${words.join(' ')} is not known here`, place);
  return BigInt(integer?.size ?? 0);
}

type Place = { readonly line: number; readonly column: number; readonly text: string };

function readName(cursor: CCursor, constants: Constants, token: Place): bigint {
  const { text } = token;
  if (cursor.text() === '(') return readCall(cursor, constants, token);
  if (text === 'static_cast' || text === 'reinterpret_cast') return readCppCast(cursor, constants);
  const value = constants.get(text) ?? builtins.get(text) ?? parseNumber(text);
  if (value === undefined) {
    cursor.fail(`"${text}" is not defined in this text, and the headers have no such constant`, token);
  }
  return value ?? 0n;
}

const builtins: ReadonlyMap<string, bigint> = new Map([
  ['TRUE', 1n],
  ['FALSE', 0n],
  ['true', 1n],
  ['false', 0n],
  ['NULL', 0n],
  ['nullptr', 0n],
]);

/** `ULONG(x)`, `mmioFOURCC('Y','U','Y','2')`, `FIELD_OFFSET(KS_VIDEOINFOHEADER, bmiHeader)`. */
function readCall(cursor: CCursor, constants: Constants, token: Place): bigint {
  cursor.expect('(', 'a bracket');
  if (token.text === 'FIELD_OFFSET' || token.text === 'offsetof') return readOffset(cursor, token);
  const args = [readExpression(cursor, constants)];
  while (cursor.accept(',')) args.push(readExpression(cursor, constants));
  cursor.expect(')', 'this bracket must be closed');
  if (isTypeWord(token.text) && args.length === 1) return cast(args[0] ?? 0n, [token.text]);
  if (['MAKEFOURCC', 'mmioFOURCC', 'FCC'].includes(token.text) && args.length === 4) {
    return args.reduce((value, code, index) => value | (BigInt.asUintN(8, code) << BigInt(8 * index)), 0n);
  }
  cursor.fail(`the macro ${token.text} is not defined in this text`, token);
  return 0n;
}

function readOffset(cursor: CCursor, token: Place): bigint {
  const struct = cursor.next()?.text ?? '';
  cursor.expect(',', `${token.text} takes a structure and a member`);
  const member = cursor.next()?.text ?? '';
  cursor.expect(')', 'this bracket must be closed');
  const layout = struct in layouts ? layouts[struct as StructName] : undefined;
  if (layout?.fields.some(({ name }) => name === member)) {
    return BigInt(offsetOf(struct as StructName, member, 'x64'));
  }
  cursor.fail(`${struct} has no known member ${member}`, token);
  return 0n;
}

/** `static_cast<ULONG>(x)`. */
function readCppCast(cursor: CCursor, constants: Constants): bigint {
  cursor.expect('<', 'a cast names its type in < >');
  const type = readTypeWords(cursor);
  cursor.expect('>', 'a cast names its type in < >');
  cursor.expect('(', 'a cast takes a value in brackets');
  return cast(readParenthesis(cursor, constants), type);
}

function numberOf(cursor: CCursor, text: string, token: Place): bigint {
  const [, digits = ''] =
    /^(0x[0-9a-f]+|0b[01]+|0[0-7]*|[1-9]\d*)(?:u|l|ul|lu|ll|ull|llu|i64|ui8|ui16|ui32|ui64)?$/i.exec(text) ??
    [];
  if (digits === '') {
    cursor.fail(`"${text}" is not a whole number`, token);
    return 0n;
  }
  return BigInt(/^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits);
}

/** Windows compilers take several characters as one number, the first one highest. */
function characterOf(cursor: CCursor, text: string, token: Place): bigint {
  const inner = text.slice(1, -1);
  if (/^[^\\]{1,4}$/.test(inner) && [...inner].every((letter) => letter.charCodeAt(0) < 0x80)) {
    return [...inner].reduce((value, letter) => value * 256n + BigInt(letter.charCodeAt(0)), 0n);
  }
  const [, hex] = /^\\x([0-9a-f]{1,2})$/i.exec(inner) ?? [];
  if (hex !== undefined) return BigInt(`0x${hex}`);
  if (inner === '\\0') return 0n;
  cursor.fail(`${text} is not understood`, token);
  return 0n;
}
