// From one connect to many and back to one: a file that is a connect becomes a list of named ones, those without a name get one,
// and a connect of a list moves into a file of its own. Comments go with the connect that they stand before or behind.
import { describeFormat } from '#ks/describe-format.ts';
import type { ConnectEntry, DescriptorDocument } from '#language-server/descriptor/document.ts';
import { listStart } from '#language-server/descriptor/spans.ts';
import { behindSpace } from '#language-server/text/brackets.ts';
import type { TextEdit } from '#language-server/text/text-range.ts';
import { lineComment } from './comments.ts';
import { lineIndent, styleOf } from './object-edits.ts';

interface Change {
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

/** The connect becomes the first of a list; the rest of the file stays as it is. Empty where the file is a list already. */
export function listOfOne(doc: DescriptorDocument, entry: ConnectEntry): readonly Change[] {
  if (!isWhole(doc) || isListed(doc)) return [];
  const { text } = doc;
  const { start, end } = entry.range;
  const { unit, newline } = styleOf(text);
  const lineStarts = [...text.slice(start, end).matchAll(/(?:\r\n|\r|\n)(?=[^\r\n])/g)].map(
    ({ index, 0: ending }) => start + index + ending.length,
  );
  return [
    {
      title: 'Split into named connects',
      edits: [
        insertion(start, `{${newline}${unit}"connects": [${newline}${unit}${unit}`),
        ...lineStarts.map((at) => insertion(at, unit + unit)),
        ...named(doc, entry, new Set(), unit + unit),
        insertion(end, `${newline}${unit}]${newline}}`),
      ],
    },
  ];
}

/** Offered at a connect without a name, for all of them: a list in which only some have one is found by nobody. */
export function namedConnects(doc: DescriptorDocument, entry: ConnectEntry): readonly Change[] {
  if (!isWhole(doc) || !isListed(doc) || isNamed(entry)) return [];
  const taken = new Set(doc.connects.flatMap(({ name }) => name ?? []));
  return [
    {
      title: 'Name the connects by their formats',
      edits: doc.connects.flatMap((other) => named(doc, other, taken, '')),
    },
  ];
}

export interface MovedConnect extends Change {
  /** The name of the new file as far as it means something, and its text. */
  readonly stem: string;
  readonly text: string;
}

/** Undefined where the connect is alone in its file, and in text that is not whole. */
export function moveToFile(doc: DescriptorDocument, entry: ConnectEntry): MovedConnect | undefined {
  const at = doc.connects.findIndex(({ index }) => index === entry.index);
  if (!isWhole(doc) || doc.connects.length < 2 || at < 0) return undefined;
  const { text } = doc;
  const before = doc.connects[at - 1];
  const commaBefore = before && behindSpace(text, before.range.end);
  const from = commaBefore ?? listStart(text);
  if (from === undefined) return undefined;
  // What stands behind the comma or the bracket on its line speaks of what is before it.
  const start = lineComment(text, from + 1, entry.range.start);
  const behind = behindSpace(text, entry.range.end);
  const hasComma = text[behind] === ',';
  const valueEnd = hasComma ? behind : entry.range.end;
  const end = lineComment(text, hasComma ? behind + 1 : valueEnd, text.length);
  const edits = [{ range: { start, end }, newText: '' }];
  // The last one of the list: the comma before it separates nothing any more.
  if (!hasComma && commaBefore !== undefined)
    edits.unshift({ range: { start: commaBefore, end: commaBefore + 1 }, newText: '' });
  const comment = text.slice(hasComma ? behind + 1 : valueEnd, end).trim();
  return {
    title: 'Move the connect to a file of its own',
    edits,
    stem: stemOf(titleOf(entry)),
    text: fileText(text.slice(start, valueEnd), lineIndent(text, entry.range.start), comment, doc),
  };
}

function fileText(piece: string, indent: string, comment: string, doc: DescriptorDocument): string {
  const { newline } = styleOf(doc.text);
  const lines = piece
    .trim()
    .split(/\r\n|\r|\n/)
    .map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line));
  return lines.join(newline) + (comment === '' ? '' : ` ${comment}`) + newline;
}

/** Letters and digits that every file system takes. */
function stemOf(title: string): string {
  const words = title
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60);
  // Windows keeps these names for devices, whatever follows them.
  if (/^(con|prn|aux|nul|com\d|lpt\d)$/.test(words)) return `connect-${words}`;
  return words === '' ? 'connect' : words;
}

const titleOf = ({ name, request, index }: ConnectEntry): string =>
  name ?? (request === undefined ? `connect ${index + 1}` : describeFormat(request));

/** A name before the first member of a connect that has none; taken names are added to `taken`. */
function named(
  { text }: DescriptorDocument,
  entry: ConnectEntry,
  taken: Set<string>,
  moreIndent: string,
): readonly TextEdit[] {
  if (isNamed(entry)) return [];
  const first = Math.min(
    ...[...entry.places.values()].flatMap(({ path, key }) => (path.length === 1 && key ? key.start : [])),
  );
  if (first === Number.POSITIVE_INFINITY) return [];
  const name = unique(titleOf(entry), taken);
  const ownLine = /(?:[\r\n]|^)[ \t]*$/.test(text.slice(Math.max(0, first - 200), first));
  const gap = ownLine ? styleOf(text).newline + moreIndent + lineIndent(text, first) : ' ';
  return [insertion(first, `"name": ${JSON.stringify(name)},${gap}`)];
}

function unique(title: string, taken: Set<string>): string {
  let name = title;
  for (let number = 2; taken.has(name); number++) name = `${title} (${number})`;
  taken.add(name);
  return name;
}

const insertion = (at: number, newText: string): TextEdit => ({ range: { start: at, end: at }, newText });

const isNamed = ({ places }: ConnectEntry): boolean => places.has('name');

/** What is broken cannot be moved safely. */
const isWhole = ({ problems }: DescriptorDocument): boolean =>
  problems.every(({ code }) => code !== 'syntax');

const isListed = ({ text }: DescriptorDocument): boolean => listStart(text) !== undefined;
