// Where the connects of a file stand, found by its brackets alone in one walk over the text. What stands around them is then
// a few characters, and a parser says whether it is what it seems.
import {
  behindSpace,
  commentEnd,
  type ObjectScan,
  scanObject,
  stringEnd,
} from '#language-server/text/brackets.ts';
import { deepestNesting } from '#language-server/text/tree.ts';

export interface Span {
  readonly start: number;
  readonly scan: ObjectScan;
}

/** Around each connect of a list stand the file's object and the list. */
export const levelsAround = 2;

const comma = 44;
const quote = 34;
const slash = 47;

/** The objects in the list `connects`; undefined when there is no such list, or something else in it. */
export function listedSpans(text: string): readonly Span[] | undefined {
  const list = listStart(text);
  if (list === undefined) return undefined;
  const spans: Span[] = [];
  let at = behindSpace(text, list + 1);
  while (text.charCodeAt(at) === 123) {
    const scan = scanObject(text, at, deepestNesting - levelsAround);
    if (scan === undefined) return undefined;
    spans.push({ start: at, scan });
    const behind = behindSpace(text, scan.end);
    if (text.charCodeAt(behind) !== comma) return text[behind] === ']' ? spans : undefined;
    at = behindSpace(text, behind + 1);
  }
  return text[at] === ']' && spans.length > 0 ? spans : undefined;
}

/** The bracket behind the key `connects` of the outermost object. */
export function listStart(text: string): number | undefined {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) at = stringEnd(text, at);
    else if (code === slash) at = commentEnd(text, at);
    else if (code === 91 || code === 123) {
      if (depth === 1 && code === 91 && isListOfConnects(text, at)) return at;
      depth++;
    } else if (code === 93 || code === 125) depth--;
  }
  return undefined;
}

const isListOfConnects = (text: string, at: number): boolean =>
  /"connects"\s*:\s*$/.test(text.slice(Math.max(0, at - 40), at));

/** The one object that the text is, apart from comments. */
export function singleSpan(text: string): readonly Span[] | undefined {
  const start = behindSpace(text, text.charCodeAt(0) === 0xfeff ? 1 : 0);
  if (text.charCodeAt(start) !== 123) return undefined;
  const scan = scanObject(text, start, deepestNesting);
  return scan === undefined || behindSpace(text, scan.end) < text.length ? undefined : [{ start, scan }];
}
