// A byte array in C or C++ source: `static const BYTE request[] = { 0x00, 0x47, ... };`, or its elements alone. Wider
// element types count in the byte order of Windows. A structure's initialiser is another matter and is refused by name.
import { fail, ok, type Result } from '#ks/result.ts';
import { type CToken, tokensOf } from './c-tokens.ts';
import type { TextProblem } from './text-problem.ts';

export function looksLikeC(text: string): boolean {
  return /[{},;]|0x[0-9a-f]|\/\/|\/\*/i.test(text);
}

export function readCArray(text: string): Result<Uint8Array, TextProblem> {
  const tokens = tokensOf(text);
  if (!tokens.ok) return tokens;
  const list = tokens.value;
  const open = list.findIndex((token) => token.text === '{');
  if (open < 0) return readElements(list, 1, true);
  const head = readDeclaration(list.slice(0, open));
  if (!head.ok) return head;
  const close = list.findIndex((token, index) => index > open && /^[{}]$/.test(token.text));
  if (list[close]?.text === '{') return problem(list[close], notANumber(list[close]));
  if (close < 0) return problem(list[open], 'this { has no }');
  const after = list.slice(close + 1).find((token) => token.text !== ';');
  if (after !== undefined)
    return problem(after, `"${after.text}" after the array is not understood: one array at a time`);
  const { width, count } = head.value;
  const elements = readElements(list.slice(open + 1, close), width, false);
  if (!elements.ok || count === undefined) return elements;
  return padded(elements.value, count * width, list[open]);
}

/** Sizes of the types that bytes are kept in; `long` has 4 bytes on Windows. */
const widths: readonly (readonly [width: number, names: readonly string[]])[] = [
  [1, ['char', 'byte', 'BYTE', 'UCHAR', 'CHAR', 'UINT8', 'INT8', 'uint8_t', 'int8_t', 'u8']],
  [2, ['short', 'WORD', 'USHORT', 'UINT16', 'uint16_t', 'u16']],
  [8, ['__int64', 'ULONGLONG', 'ULONG64', 'DWORD64', 'DWORDLONG', 'UINT64', 'uint64_t', 'u64']],
  [4, ['int', 'long', 'unsigned', 'DWORD', 'ULONG', 'UINT', 'UINT32', 'ULONG32', 'uint32_t', 'u32']],
];

interface Declaration {
  readonly width: number;
  /** Elements that the declaration promises; C fills the missing ones with zero. */
  readonly count: number | undefined;
}

function readDeclaration(tokens: readonly CToken[]): Result<Declaration, TextProblem> {
  const words = tokens.filter(({ kind }) => kind === 'word').map(({ text }) => text);
  const known = widths.find(([, names]) => names.some((name) => words.includes(name)));
  if (known === undefined && words.length > 0) {
    return problem(
      tokens[0],
      'only arrays of BYTE, unsigned char, uint8_t and the like can be read, not structures',
    );
  }
  const twiceLong = words.filter((word) => word === 'long').length === 2;
  const bracket = tokens.findIndex(({ text }) => text === '[');
  const size = bracket < 0 ? undefined : tokens[bracket + 1];
  if (size === undefined || size.text === ']')
    return ok({ width: twiceLong ? 8 : (known?.[0] ?? 1), count: undefined });
  const count = integerOf(size);
  if (count === undefined || count > 65536n)
    return problem(size, `"${size.text}" is not a number of elements`);
  return ok({ width: twiceLong ? 8 : (known?.[0] ?? 1), count: Number(count) });
}

/** `bare` elements have no declaration around them: a number without 0x could then be meant as hex, so it is refused. */
function readElements(
  tokens: readonly CToken[],
  width: number,
  bare: boolean,
): Result<Uint8Array, TextProblem> {
  const bytes: number[] = [];
  let expectComma = false;
  for (const token of tokens) {
    if (expectComma) {
      if (token.text !== ',')
        return problem(token, `"${token.text}" is not understood here: a comma must follow an element`);
      expectComma = false;
      continue;
    }
    const value = integerOf(token);
    if (value === undefined) return problem(token, notANumber(token));
    if (bare && !/^0x/i.test(token.text)) {
      return problem(token, `is "${token.text}" hexadecimal? Write 0x${token.text}, or leave the commas out`);
    }
    if (value >= 1n << BigInt(8 * width))
      return problem(token, `${token.text} does not fit in ${width} byte${width > 1 ? 's' : ''}`);
    for (let i = 0; i < width; i++) bytes.push(Number((value >> BigInt(8 * i)) & 255n));
    expectComma = true;
  }
  if (bytes.length === 0) return problem(tokens[0], 'there are no bytes here');
  return ok(Uint8Array.from(bytes));
}

function padded(bytes: Uint8Array, size: number, at: CToken | undefined): Result<Uint8Array, TextProblem> {
  if (bytes.length > size)
    return problem(at, `the array is declared with ${size} bytes, but ${bytes.length} are written`);
  const whole = new Uint8Array(size);
  whole.set(bytes);
  return ok(whole);
}

function notANumber(token: CToken): string {
  if (token.text === '{')
    return 'a { inside the array: initialisers of structures cannot be read, only bytes';
  if (token.kind === 'word') return `"${token.text}" is a name: only numbers can be read`;
  return `"${token.text}" is not a number`;
}

/** The value of a C integer or character literal, without sign; undefined for anything else. */
function integerOf({ kind, text }: CToken): bigint | undefined {
  if (kind === 'character') return characterOf(text);
  if (kind !== 'number') return undefined;
  const [, digits = ''] =
    /^(0x[0-9a-f]+|0b[01]+|0[0-7]*|[1-9]\d*)(?:u|l|ul|lu|ull|llu|ui8|ui16|ui32|ui64)?$/i.exec(text) ?? [];
  if (digits === '') return undefined;
  return BigInt(/^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits);
}

const escapes: Readonly<Record<string, number>> = {
  n: 10,
  t: 9,
  r: 13,
  a: 7,
  b: 8,
  f: 12,
  v: 11,
  '0': 0,
  '\\': 92,
  "'": 39,
  '"': 34,
};

function characterOf(text: string): bigint | undefined {
  const inner = text.slice(1, -1);
  if (inner.length === 1) return BigInt(inner.charCodeAt(0));
  const [, hex] = /^\\x([0-9a-f]{1,2})$/i.exec(inner) ?? [];
  if (hex !== undefined) return BigInt(`0x${hex}`);
  const code = inner.length === 2 && inner.startsWith('\\') ? escapes[inner.charAt(1)] : undefined;
  return code === undefined ? undefined : BigInt(code);
}

function problem(token: CToken | undefined, message: string): Result<never, TextProblem> {
  return fail({ line: token?.line ?? 1, column: token?.column ?? 1, message });
}
