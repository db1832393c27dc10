// The tolerant syntax tree, guarded: text that no person writes (megabytes, binary, nested without end) is answered
// with one clear problem before the recursive parser can be hurt by it.

import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Finding } from '#language-server/finding.ts';
import { offsetBelow } from './brackets.ts';
import { textProblem } from './problem.ts';
import type { TextRange } from './text-range.ts';

export interface SyntaxTree {
  readonly root: Node | undefined;
  readonly problems: readonly Finding[];
  /** The errors of the parser behind the problems, all of them, in the order of the text. */
  readonly errors: readonly ParseError[];
}

/** A descriptor of 10,000 connects is about 13 MB. */
export const largestText = 20 * 1024 * 1024;
/** A descriptor nests 8 deep; the parser recurses once per level. */
export const deepestNesting = 64;
/** Broken text breaks again on every line; more than this helps nobody. */
const mostSyntaxErrors = 50;

const parseOptions = { allowTrailingComma: true, allowEmptyContent: true };

/** Never throws. Comments and trailing commas are fine. */
export function readTree(text: string): SyntaxTree {
  const refusal = refusalOf(text);
  if (refusal !== undefined) return { root: undefined, problems: [refusal], errors: [] };
  const errors: ParseError[] = [];
  // A byte order mark is white space to people, but not to the scanner.
  const root = parseTree(text.charCodeAt(0) === 0xfeff ? ` ${text.slice(1)}` : text, errors, parseOptions);
  if (root === undefined && errors.length === 0) return { root, problems: [emptyProblem(text)], errors };
  return { root, problems: syntaxProblems(text, text.length, errors), errors };
}

/**
 * The tree of one object, cut out of a text; undefined when the text does not end where the object does. The parser looks at
 * nothing outside of an object to read it, so the tree is the one that it has in the whole text.
 */
export function readObjectTree(
  text: string,
): { readonly root: Node; readonly errors: readonly ParseError[] } | undefined {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, parseOptions);
  // What is left open is only noticed at the end of the text.
  if (root?.length !== text.length || errors.some(({ offset }) => offset >= text.length)) return undefined;
  return { root, errors };
}

function refusalOf(text: string): Finding | undefined {
  if (text.length > largestText) {
    const size = Math.round(text.length / (1024 * 1024));
    return textProblem(
      'syntax',
      firstLine(text),
      `The file is too large to be a descriptor: ${size} MB, and kspin reads up to 20 MB. Split it.`,
    );
  }
  const nul = text.indexOf('\0');
  if (nul >= 0) {
    return textProblem(
      'syntax',
      { start: nul, end: nul + 1 },
      'The file is not text: it holds a NUL character. A descriptor is JSON in UTF-8; kspin decode reads binary requests.',
    );
  }
  const tooDeep = offsetBelow(text, deepestNesting);
  if (tooDeep === undefined) return undefined;
  return textProblem(
    'syntax',
    { start: tooDeep, end: tooDeep + 1 },
    `Nested more than ${deepestNesting} levels deep: no descriptor is. The rest of the file was not read.`,
  );
}

const emptyProblem = (text: string): Finding =>
  textProblem(
    'syntax',
    firstLine(text),
    'The file is empty. A descriptor is { "connects": [ ... ] } or one connect object.',
  );

/**
 * What people are told of the parser's errors: the first at each place, and not more than they can use. Of the text the start
 * is enough.
 */
export function syntaxProblems(
  start: string,
  length: number,
  errors: readonly ParseError[],
): readonly Finding[] {
  const problems: Finding[] = [];
  const seen = new Set<number>();
  for (const { error, offset, length: wrong } of errors) {
    // One slip often gives several errors at one place; the first one names it.
    if (seen.has(offset)) continue;
    seen.add(offset);
    if (problems.length === mostSyntaxErrors) {
      problems.push(
        textProblem('syntax', firstLine(start), 'More syntax errors follow; they are not listed.'),
      );
      break;
    }
    const range = { start: offset, end: Math.min(length, offset + Math.max(1, wrong)) };
    problems.push(textProblem('syntax', range, syntaxMessages[printParseErrorCode(error)] ?? 'Not JSON.'));
  }
  return problems;
}

const syntaxMessages: Readonly<Record<string, string>> = {
  InvalidSymbol:
    'Not a JSON value. Names, hex numbers and GUIDs go in double quotes: "0x1F", "WAVE_FORMAT_PCM".',
  InvalidNumberFormat: 'Not a JSON number. Hex numbers go in double quotes: "0x1F".',
  PropertyNameExpected: 'Expected a key in double quotes.',
  ValueExpected: 'Expected a value.',
  ColonExpected: 'Expected a colon between key and value.',
  CommaExpected: 'Expected a comma before this.',
  CloseBraceExpected: 'Expected } before this: an object is not closed.',
  CloseBracketExpected: 'Expected ] before this: an array is not closed.',
  EndOfFileExpected: 'Expected the end of the file: a descriptor is one JSON value.',
  UnexpectedEndOfComment: 'This comment is not closed.',
  UnexpectedEndOfString: 'This string is not closed: a double quote is missing.',
  UnexpectedEndOfNumber: 'This number is not complete.',
  InvalidUnicode: 'Not a Unicode escape: \\u takes four hex digits.',
  InvalidEscapeCharacter: 'Not an escape of JSON. A backslash is written \\\\.',
  InvalidCharacter: 'A control character cannot stand in a string; tab is written \\t.',
};

function firstLine(text: string): TextRange {
  const end = text.slice(0, 1000).search(/[\r\n]/);
  return { start: 0, end: end < 0 ? Math.min(text.length, 1000) : end };
}
