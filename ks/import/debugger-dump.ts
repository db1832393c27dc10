// Memory as WinDbg prints it: an address, then bytes (`db`) or little-endian words (`dw`, `dd`, `dc`, `dq`), then for
// `db` and `dc` the same as text. `xxd` and `hexdump -C` differ only in a colon after the address or bars around the text.
// An address that does not follow from the line before means that lines are missing, so addresses are checked.
import { fail, ok, type Result } from '#ks/result.ts';
import type { TextLine, TextProblem } from './text-problem.ts';

const addressForm = /^(\s*)((?:0x)?(?:[0-9a-f]{1,8}`[0-9a-f]{8}|[0-9a-f]{7,16}))(:\s+|\s+|$)/i;
/** A command that was typed, as in `0:000> db @rcx L98` or `1: kd> dq fffff805`1234`. */
const promptForm = /^\s*(?:\d+:\s*)?(?:l?kd|\d+:\d+(?::\w+)?)>/;

export function looksLikeDump(lines: readonly TextLine[]): boolean {
  const first = lines.find(({ text }) => text.trim() !== '' && !promptForm.test(text));
  const match = addressForm.exec(first?.text ?? '');
  if (first === undefined || match === null) return false;
  const [whole, , address = '', gap = ''] = match;
  const element = /^[0-9a-f?`]+/i.exec(first.text.slice(whole.length))?.[0] ?? '';
  if (element === '') return false;
  // Plain hex may begin with eight digits too; only an address is set apart, or longer than the bytes after it.
  return address.includes('`') || gap.startsWith(':') || gap.length > 1 || element.length === 2;
}

/** One line, read: where its bytes start in memory, and the bytes. */
interface DumpLine {
  readonly address: bigint;
  readonly addressColumn: number;
  /** Digits of one element: 2 for `db`, 4, 8 or 16 for words; 0 when the line has none. */
  readonly digits: number;
  readonly bytes: readonly number[];
}

export function readDump(lines: readonly TextLine[]): Result<Uint8Array, TextProblem> {
  const bytes: number[] = [];
  let first: DumpLine | undefined;
  let next: bigint | undefined;
  for (const line of lines) {
    if (line.text.trim() === '' || promptForm.test(line.text)) continue;
    const read = readLine(line);
    if (!read.ok) return read;
    const { address, addressColumn, digits } = read.value;
    if (next !== undefined && address !== next) {
      const message = `this line starts at ${address.toString(16)}, but the one before ended at ${next.toString(16)}: lines are missing or out of order`;
      return fail({ line: line.number, column: addressColumn, message });
    }
    const problem = first === undefined ? undefined : misfit(first, read.value);
    if (problem !== undefined) return fail({ line: line.number, column: addressColumn, message: problem });
    if (digits > 0) first ??= read.value;
    bytes.push(...read.value.bytes);
    next = address + BigInt(read.value.bytes.length);
  }
  return ok(Uint8Array.from(bytes));
}

/** The last line may be shorter than the others; a longer one has swallowed its text column. */
function misfit(first: DumpLine, line: DumpLine): string | undefined {
  if (line.digits > 0 && line.digits !== first.digits) {
    return `the lines before have elements of ${first.digits} digits, this one of ${line.digits}: two dumps were mixed`;
  }
  if (line.bytes.length > first.bytes.length) {
    return `this line has more bytes than the lines before: is there only one space before the text at the right?`;
  }
  return undefined;
}

function readLine({ number, text }: TextLine): Result<DumpLine, TextProblem> {
  const match = addressForm.exec(text);
  if (match === null) {
    const column = text.search(/\S/) + 1;
    return fail({ line: number, column, message: 'every line of a memory dump starts with an address' });
  }
  const [whole, indent = '', digitsOfAddress = '', gap = ''] = match;
  const start = {
    address: BigInt(`0x${digitsOfAddress.replace(/^0x/i, '').replace('`', '')}`),
    addressColumn: indent.length + 1,
  };
  // `hexdump -C` puts bars around its text, and a wide gap in the middle of its bytes.
  const barred = /\s+\|.*\|\s*$/.exec(text);
  const end = barred?.index ?? text.length;
  const separator = barred === null ? /[ -]?/y : /\s*/y;
  const inOrder = gap.startsWith(':');
  const bytes: number[] = [];
  let digits = 0;
  let at = whole.length;
  while (at < end) {
    const element = elementAt(text, at, end);
    if (!element.ok) return fail({ line: number, column: at + 1, message: element.error });
    if (element.value === '') break;
    const value = element.value.replace('`', '');
    if (digits !== 0 && value.length !== digits && !inOrder) {
      const message = `"${element.value}" has ${value.length} digits, the element before it ${digits}`;
      return fail({ line: number, column: at + 1, message });
    }
    digits ||= inOrder ? 2 : value.length;
    bytes.push(...elementBytes(value, inOrder));
    at += element.value.length;
    separator.lastIndex = at;
    at += separator.exec(text)?.[0].length ?? 0;
  }
  return ok({ ...start, digits, bytes });
}

/** The element at an offset; empty where a second space says that the elements are over. */
function elementAt(text: string, at: number, end: number): Result<string, string> {
  const rest = text.slice(at, Math.min(end, at + 24));
  if (rest.trimStart() === '' || /^\s/.test(rest)) return ok('');
  if (rest.startsWith('?')) return fail('the debugger could not read this memory: it printed question marks');
  const [element = ''] = /^[0-9a-f`]+(?=[\s-]|$)/i.exec(rest) ?? [];
  const value = element.replace('`', '');
  if ([2, 4, 8, 16].includes(value.length) && (!element.includes('`') || element.charAt(8) === '`'))
    return ok(element);
  const [word = ''] = /^\S+/.exec(rest) ?? [];
  return fail(
    `"${word}" is not a byte or a word of 4, 8 or 16 digits; text at the right needs two spaces before it`,
  );
}

/** Words are printed as numbers, so their bytes are in memory the other way round; `xxd` prints bytes in order. */
function elementBytes(digits: string, inOrder: boolean): readonly number[] {
  const bytes: number[] = [];
  for (let i = 0; i < digits.length; i += 2) bytes.push(Number.parseInt(digits.slice(i, i + 2), 16));
  return inOrder ? bytes : bytes.reverse();
}
