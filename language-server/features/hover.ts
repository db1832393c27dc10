// What a key or value means: the member in the header, where its bytes are, what the written value stands for, and what
// derivation says it should be.
import { complete } from '#ks/connect.ts';
import { deriveAt } from '#ks/derive.ts';
import { pathText } from '#ks/path.ts';
import { memberAt } from '#ks/request.ts';
import type { StructName, StructValue, Value } from '#ks/struct.ts';
import type { Guid } from '#ks/tables/guid-kinds.ts';
import type { DescriptorDocument } from '#language-server/descriptor/document.ts';
import { placeOf } from '#language-server/descriptor/member-place.ts';
import { newReading, type ReadValue, readValue } from '#language-server/descriptor/read.ts';
import { connectShape, type MemberShape, shapeAt } from '#language-server/descriptor/shape.ts';
import type { Finding } from '#language-server/finding.ts';
import type { TextRange } from '#language-server/text/text-range.ts';
import { type Cursor, cursorAt, nodeRange } from './cursor.ts';
import { contradictions, pageOf } from './documentation.ts';
import { markdownCode as code, markdownText } from './markdown.ts';
import { constantsOfMember } from './value-text.ts';
import { guidWords, numberWords, shortWords, statusWords } from './value-words.ts';

export interface Hover {
  /** Markdown. */
  readonly text: string;
  readonly range: TextRange;
}

/** What is known of the document beside its text. */
export interface HoverContext {
  readonly findings: readonly Finding[];
  /** The address of the page about a rule; undefined where there are no pages. */
  readonly rulePage: (name: string) => string | undefined;
}

const noContext: HoverContext = { findings: [], rulePage: () => undefined };

/** Undefined where there is nothing to say. */
export function hover(
  doc: DescriptorDocument,
  offset: number,
  context: HoverContext = noContext,
): Hover | undefined {
  const cursor = cursorAt(doc, offset);
  if (cursor?.member === undefined) return undefined;
  const isContainer = cursor.node.type === 'object' || cursor.node.type === 'array';
  if (isContainer || cursor.node.type === 'property') return undefined;
  const parts = [
    heading(cursor.member),
    cursor.member.meaning,
    placeWords(cursor),
    writtenWords(doc, cursor),
    derivedWords(cursor),
    ...findingWords(cursor, context),
    contradictionWords(cursor),
    pageWords(cursor),
  ];
  return { text: parts.filter((part) => part !== '').join('\n\n'), range: nodeRange(cursor.node) };
}

/** What rules found on the member, each with the way to its page. */
function findingWords({ entry, path }: Cursor, { findings, rulePage }: HoverContext): readonly string[] {
  const text = pathText(path);
  return findings
    .filter((found) => found.connect === entry?.index && found.path && pathText(found.path) === text)
    .map(({ code: name, id, message }) => {
      const page = id === undefined ? undefined : rulePage(name);
      return `**${page === undefined ? name : `[${name}](${page})`}**: ${markdownText(message)}`;
    });
}

/** The structure that the member is one of; for a structure, itself. */
function structOf({ path, shape }: Cursor): StructName | undefined {
  if (shape?.kind === 'object' && shape.struct !== undefined) return shape.struct;
  const owner = shapeAt(connectShape, path.slice(0, -1));
  return owner?.kind === 'object' ? owner.struct : undefined;
}

function contradictionWords(cursor: Cursor): string {
  const { entry, member, path } = cursor;
  if (entry === undefined || member === undefined) return '';
  const owner = path.length === 1 ? 'connect' : (structOf(cursor) ?? '');
  const found = contradictions[`${owner}.${member.key}`];
  if (found === undefined) return '';
  const sides = [found.one, found.other, `taken here: ${found.taken}`];
  return `Sources disagree:\n\n${sides.map((side) => `- ${markdownText(side)}`).join('\n')}`;
}

function pageWords(cursor: Cursor): string {
  const struct = cursor.entry && structOf(cursor);
  const page = struct && pageOf(struct);
  return page === undefined ? '' : `[${struct} on Microsoft Learn](${page})`;
}

/** `DWORD nSamplesPerSec` (Hz) */
function heading({ key, field, shape }: MemberShape): string {
  const unit = field?.unit === undefined ? '' : ` (${field.unit})`;
  if (field !== undefined) return `${code(`${field.c} ${key}`)}${unit}`;
  return code(shape.kind === 'object' && shape.struct !== undefined ? `${shape.struct} ${key}` : key);
}

function placeWords({ path, entry }: Cursor): string {
  const place = entry && placeOf(path);
  if (place === undefined) return '';
  const bytes = `${place.size} byte${place.size === 1 ? '' : 's'}`;
  return `${bytes} at offset ${place.offset} (${code(`0x${place.offset.toString(16)}`)}) of the request, x64`;
}

/** The structure around the member, as it would be sent. */
function ownerOf({ entry, path }: Cursor): StructValue | undefined {
  const owner = entry?.request && memberAt(complete(entry.request), path.slice(0, -1));
  return typeof owner === 'object' ? (owner as StructValue) : undefined;
}

/** The value under the cursor, or that of the key under the cursor. */
function writtenValue(doc: DescriptorDocument, cursor: Cursor): ReadValue | undefined {
  const { entry, path, shape } = cursor;
  const node = cursor.onKey ? cursor.node.parent?.children?.[1] : cursor.node;
  if (node === undefined || shape === undefined) return undefined;
  // Mostly the request has it; of a key that is written twice it has one. The whole text is put together for what it has not.
  const known = entry?.request && memberAt(entry.request, path);
  const isThis = entry?.placeOf(path)?.value.start === node.offset;
  if (isThis && known !== undefined && typeof known !== 'object') return known;
  return readValue(newReading(doc.text), node, shape, path);
}

function writtenWords(doc: DescriptorDocument, cursor: Cursor): string {
  const { member } = cursor;
  if (member === undefined) return '';
  const value = writtenValue(doc, cursor);
  if (member.shape.kind === 'guid' && typeof value === 'string') return guidWords(value as Guid);
  if (member.shape.kind === 'status' && typeof value === 'string') return statusWords(value);
  if (typeof value !== 'number' && typeof value !== 'bigint') return '';
  const fourcc = member.shape.kind === 'number' && member.shape.fourcc === true;
  return numberWords(value, constantsOfMember(member, ownerOf(cursor)), fourcc);
}

function derivedWords(cursor: Cursor): string {
  const { entry, path, member } = cursor;
  if (entry?.request === undefined || member === undefined) return '';
  const derived = deriveAt(entry.request, path);
  if (derived === undefined) return '';
  const words = shortWords(derived.value, constantsOfMember(member, ownerOf(cursor)));
  const written: Value | undefined = memberAt(entry.request, path);
  const differs = written !== undefined && written !== derived.value;
  return `${differs ? '**Not the derived value**' : 'Derived'}: ${words} = ${derived.formula}`;
}
