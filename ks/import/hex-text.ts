// Plain hex as `kspin encode` and most logs write it: digits, with white space between bytes or groups of bytes.
import { fromHex } from '#ks/bytes.ts';
import { fail, ok, type Result } from '#ks/result.ts';
import type { TextLine, TextProblem } from './text-problem.ts';

/** Groups may have any number of whole bytes; a group with half a byte is a problem, not the start of the next. */
export function readHexText(lines: readonly TextLine[]): Result<Uint8Array, TextProblem> {
  const groups: string[] = [];
  for (const { number, text } of lines) {
    for (const match of text.matchAll(/\S+/g)) {
      const [group] = match;
      const wrong = group.search(/[^0-9a-f]/i);
      if (wrong >= 0) {
        const column = match.index + wrong + 1;
        return fail({ line: number, column, message: `"${group.charAt(wrong)}" is not a hexadecimal digit` });
      }
      if (group.length % 2 !== 0) {
        return fail({
          line: number,
          column: match.index + 1,
          message: `${group.length} digits are not whole bytes: every byte needs two`,
        });
      }
      groups.push(group);
    }
  }
  if (groups.length === 0) return fail({ line: 1, column: 1, message: 'there are no bytes here' });
  return ok(fromHex(groups.join('')) ?? new Uint8Array());
}
