// What may be written at the cursor: missing keys of the object around it, or values that fit the member: constants, GUID
// names of the right kinds, flags behind a `|`, result codes.

import { complete as completeRequest } from '#ks/connect.ts';
import { connectTemplates } from '#ks/connect-templates.ts';
import { constantsOf } from '#ks/constants.ts';
import { type Derived, deriveAt, isDerivable } from '#ks/derive.ts';
import { connectText } from '#ks/export/descriptor-text.ts';
import { guidsOfKinds } from '#ks/guid.ts';
import { memberAt } from '#ks/request.ts';
import type { StructValue } from '#ks/struct.ts';
import type { ConstantSetName } from '#ks/tables/constants.ts';
import { guidKinds } from '#ks/tables/guid-kinds.ts';
import { statuses } from '#ks/tables/statuses.ts';
import type { DescriptorDocument } from '#language-server/descriptor/document.ts';
import {
  connectShape,
  fileShape,
  type MemberShape,
  memberShapeAt,
  type ObjectShape,
  type Shape,
} from '#language-server/descriptor/shape.ts';
import { knownFilters } from '#language-server/known-filters.ts';
import type { TextRange } from '#language-server/text/text-range.ts';
import { noFiles, type Workspace } from '#language-server/workspace.ts';
import { filterTexts, ruleNamesAt } from './completion-names.ts';
import { type CompletionPlace, completionPlace } from './completion-place.ts';
import { lineIndent, styleOf } from './object-edits.ts';
import { acceptedValues } from './recorded-pin.ts';
import { constantsOfMember, valueText } from './value-text.ts';

export interface Completion {
  readonly label: string;
  readonly kind: 'key' | 'constant' | 'guid' | 'value' | 'template';
  readonly detail: string;
  readonly documentation: string;
  /** Replaces `range`. */
  readonly newText: string;
  /** The same with the place for the value marked `$0`, for editors that can put the cursor there. */
  readonly snippet?: string;
  readonly range: TextRange;
}

/** In the order in which they should be shown. */
export function complete(
  doc: DescriptorDocument,
  offset: number,
  workspace: Workspace = noFiles,
): readonly Completion[] {
  const ruleNames = ruleNamesAt(doc, offset);
  if (ruleNames !== undefined) return ruleNames;
  const place = completionPlace(doc, offset);
  if (place?.shape === undefined) return [];
  if (place.atKey) return place.shape.kind === 'object' ? keys(doc, place, place.shape) : [];
  const isWholeFile = place.shape === fileShape && doc.root === undefined;
  if (place.shape === connectShape || isWholeFile) return templates(doc, place);
  if (place.shape.kind === 'text') return filterTexts(doc, place, workspace);
  const accepted = accepting(doc, place, place.shape, workspace);
  const taken = new Set(accepted.map(({ label }) => label));
  const others = values(doc, place, place.shape, offset);
  return [...accepted, ...others.filter(({ label }) => !taken.has(label))];
}

/** What the recorded pin takes. Not behind a `|`: there a flag is added, not a value chosen. */
function accepting(
  doc: DescriptorDocument,
  place: CompletionPlace,
  shape: Shape,
  workspace: Workspace,
): readonly Completion[] {
  const { entry, path } = place;
  if (entry === undefined || (shape.kind !== 'number' && shape.kind !== 'guid')) return [];
  if (doc.text.slice(place.range.start, place.range.end).includes('|')) return [];
  const { filters, origin } = knownFilters(workspace, doc.uri, entry);
  if (filters.length === 0) return [];
  const constants = siteOf(place)?.constants;
  return acceptedValues(filters, entry, path).map((value) => {
    const newText = valueText(shape, value, styleOf(doc.text), '', constants);
    return {
      label: newText.replaceAll('"', ''),
      kind: shape.kind === 'guid' ? ('guid' as const) : ('value' as const),
      detail: 'the pin takes it',
      documentation:
        origin.kind === 'live'
          ? `Read from the target ${origin.target}.`
          : `Recorded in ${entry.filter.capabilities ?? 'the capability file'}.`,
      newText,
      range: place.range,
    };
  });
}

/** Whole connects, in the layout of the text. */
function templates(doc: DescriptorDocument, place: CompletionPlace): readonly Completion[] {
  const { unit, newline } = styleOf(doc.text);
  const indent = lineIndent(doc.text, place.range.start);
  return connectTemplates.map(({ label, about, request }) => ({
    label,
    kind: 'template',
    detail: 'connect',
    documentation: about,
    newText: connectText({ name: label, request })
      .split('\n')
      .map((line, index) => {
        const depth = line.search(/\S/) / 2;
        return (index === 0 ? '' : indent) + unit.repeat(depth) + line.trimStart();
      })
      .join(newline),
    range: place.range,
  }));
}

function keys(doc: DescriptorDocument, place: CompletionPlace, shape: ObjectShape): readonly Completion[] {
  const written = writtenKeys(place);
  const groups = new Set(written.map((key) => shape.members.get(key)?.group ?? key));
  const free = [...shape.members.values()].filter(({ key, group }) => !groups.has(group ?? key));
  const rank = (member: MemberShape): number => {
    if (member.rare) return 2;
    return shape.struct !== undefined && isDerivable(shape.struct, member.key) ? 1 : 0;
  };
  const after = doc.text.slice(place.range.end);
  const hasColon = /^\s*:/.test(after);
  const comma = /^\s*"/.test(after) ? ',' : '';
  return free
    .toSorted((a, b) => rank(a) - rank(b))
    .map((member) => {
      const key = JSON.stringify(member.key);
      const [open, close] = emptyValue(member.shape);
      const whole = hasColon ? key : `${key}: ${open}${close}${comma}`;
      return {
        label: member.key,
        kind: 'key' as const,
        detail: member.field?.c ?? '',
        documentation: member.meaning,
        newText: whole,
        ...(hasColon
          ? {}
          : { snippet: `${escapeSnippet(key)}: ${escapeSnippet(open)}$0${escapeSnippet(close)}${comma}` }),
        range: place.range,
      };
    });
}

/** Keys of the object around the cursor, without the one that is being typed. */
function writtenKeys({ object, range }: CompletionPlace): readonly string[] {
  return (object?.children ?? []).flatMap((property) => {
    const key = property.children?.[0];
    const typing = key !== undefined && key.offset <= range.end && range.start <= key.offset + key.length;
    return key === undefined || typing ? [] : [String(key.value)];
  });
}

/** What goes around the value of a new member. */
function emptyValue(shape: Shape): readonly [string, string] {
  if (shape.kind === 'object') return ['{ ', ' }'];
  if (shape.kind === 'list' || shape.kind === 'opaque-list') return ['[', ']'];
  if (shape.kind === 'number' && shape.constants === undefined) return ['', ''];
  return ['"', '"'];
}

const escapeSnippet = (text: string): string => text.replace(/[\\$}]/g, '\\$&');

function values(
  doc: DescriptorDocument,
  place: CompletionPlace,
  shape: Shape,
  offset: number,
): readonly Completion[] {
  switch (shape.kind) {
    case 'guid':
      return guidsOfKinds(shape.kinds).map(({ name, value, kind, header }) => ({
        ...quoted(place, name),
        kind: 'guid' as const,
        detail: guidKinds[kind],
        documentation: `{${value}} (${header})`,
      }));
    case 'number':
      return [...derivedValue(doc, place, shape), ...constants(doc, place, offset)];
    case 'status':
      return statuses
        .filter(({ kind }) => kind !== 'hresult')
        .toSorted((a, b) => statusRank(a.kind) - statusRank(b.kind))
        .map(({ name, kind, meaning }) => ({
          ...quoted(place, name),
          kind: 'constant' as const,
          detail: kind === 'win32' ? 'Win32' : 'NTSTATUS',
          documentation: meaning,
        }));
    default:
      return [];
  }
}

/** User mode sees Win32 codes, so they come first. */
const statusRank = (kind: string): number => (kind === 'win32' ? 0 : 1);

const quoted = (place: CompletionPlace, name: string): Pick<Completion, 'label' | 'newText' | 'range'> => ({
  label: name,
  newText: JSON.stringify(name),
  range: place.range,
});

interface Site {
  readonly member: MemberShape;
  readonly constants: ConstantSetName | undefined;
  readonly derived: Derived | undefined;
}

function siteOf({ entry, path }: CompletionPlace): Site | undefined {
  const member = entry && memberShapeAt(path);
  if (member === undefined) return undefined;
  const request = entry?.request;
  const owner = request && memberAt(completeRequest(request), path.slice(0, -1));
  return {
    member,
    constants: constantsOfMember(member, typeof owner === 'object' ? (owner as StructValue) : undefined),
    derived: request && deriveAt(request, path),
  };
}

function derivedValue(doc: DescriptorDocument, place: CompletionPlace, shape: Shape): readonly Completion[] {
  const site = siteOf(place);
  if (site?.derived === undefined) return [];
  const newText = valueText(shape, site.derived.value, styleOf(doc.text), '', site.constants);
  return [
    {
      label: newText.replaceAll('"', ''),
      kind: 'value',
      detail: 'derived',
      documentation: site.derived.formula,
      newText,
      range: place.range,
    },
  ];
}

/** Names of the member's set; of flags only those that are not there yet, in place of the term at the cursor. */
function constants(doc: DescriptorDocument, place: CompletionPlace, offset: number): readonly Completion[] {
  const name = siteOf(place)?.constants;
  if (name === undefined) return [];
  const set = constantsOf(name);
  const term = set.flags && place.inString ? termAt(doc.text, place.range, offset) : undefined;
  return set.entries
    .filter((entry) => term === undefined || !term.others.includes(entry.name))
    .map((entry) => ({
      label: entry.name,
      kind: 'constant' as const,
      detail: entry.value > 9 ? `0x${entry.value.toString(16)}` : String(entry.value),
      documentation: entry.meaning,
      newText: term === undefined ? JSON.stringify(entry.name) : entry.name,
      range: term?.range ?? place.range,
    }));
}

/** The term of `"A | B | C"` at the offset, and the names of the others. */
function termAt(
  text: string,
  string: TextRange,
  offset: number,
): { readonly range: TextRange; readonly others: readonly string[] } {
  const closed = string.end - string.start > 1 && text[string.end - 1] === '"';
  const inner = { start: string.start + 1, end: closed ? string.end - 1 : string.end };
  const before = text.slice(inner.start, offset);
  const behind = text.slice(offset, inner.end);
  const left = before.slice(before.lastIndexOf('|') + 1).trimStart();
  const right = (behind.split('|')[0] ?? '').trimEnd();
  const range = { start: offset - left.length, end: offset + right.length };
  const rest = `${text.slice(inner.start, range.start)}|${text.slice(range.end, inner.end)}`;
  return { range, others: rest.split('|').map((term) => term.trim()) };
}
