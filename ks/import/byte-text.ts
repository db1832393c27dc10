// Developers hold connect requests as text: hex from a log, a debugger's memory dump, an array in their source.
// This file tells the three apart; each has a reader of its own that knows its rules.
import type { Result } from '#ks/result.ts';
import { looksLikeC, readCArray } from './c-array.ts';
import { looksLikeDump, readDump } from './debugger-dump.ts';
import { readHexText } from './hex-text.ts';
import { linesOf, type TextProblem } from './text-problem.ts';

/**
 * The bytes of hex text, of a `db`, `dw`, `dd`, `dc` or `dq` dump, or of a C array. A dump counts as one when its first
 * line starts with an address; C is known by its braces, commas, comments or `0x`; all else must be plain hex.
 */
export function parseByteText(text: string): Result<Uint8Array, TextProblem> {
  const lines = linesOf(text);
  if (looksLikeDump(lines)) return readDump(lines);
  if (looksLikeC(text)) return readCArray(text);
  return readHexText(lines);
}
