// Colours that only the shape knows: which key is a structure and which a member, which word is a constant, which a GUID.
import type { DescriptorDocument } from '#language-server/descriptor/document.ts';
import type { TextRange } from '#language-server/text/text-range.ts';
import { bareRange, connectsIn, textAt, type WrittenMember, writtenMembers } from './written-members.ts';

/** Standard types of the LSP, so that every theme has colours for them; the index is the number on the wire. */
export const semanticTokenTypes = ['struct', 'property', 'enumMember', 'macro', 'number', 'string'] as const;

export interface SemanticToken {
  readonly range: TextRange;
  readonly type: (typeof semanticTokenTypes)[number];
}

/** In the order of the text; tokens never overlap and never span lines. */
export function semanticTokens(doc: DescriptorDocument, range?: TextRange): readonly SemanticToken[] {
  return connectsIn(doc, range)
    .flatMap((entry) => writtenMembers(entry).flatMap((member) => tokensOf(doc.text, member)))
    .filter(({ range: token }) => range === undefined || (token.start < range.end && token.end > range.start))
    .toSorted((a, b) => a.range.start - b.range.start);
}

function tokensOf(text: string, { place, shape }: WrittenMember): readonly SemanticToken[] {
  const key: readonly SemanticToken[] =
    place.key === undefined
      ? []
      : [{ range: place.key, type: shape.kind === 'object' && shape.struct ? 'struct' : 'property' }];
  if (place.container) return key;
  const bare = bareRange(text, place.value);
  const isString = bare.start !== place.value.start;
  switch (shape.kind) {
    case 'guid':
      return [...key, { range: bare, type: 'macro' }];
    case 'number':
      return [...key, ...(isString ? terms(text, bare) : [{ range: bare, type: 'number' as const }])];
    case 'status':
      return [...key, { range: bare, type: isString ? 'enumMember' : 'number' }];
    default:
      return [...key, { range: bare, type: 'string' }];
  }
}

/** The parts of `"A | B"`, each a constant or a number. */
function terms(text: string, range: TextRange): readonly SemanticToken[] {
  return [...textAt(text, range).matchAll(/[^\s|]+/g)].map(({ 0: term, index }) => ({
    range: { start: range.start + index, end: range.start + index + term.length },
    type: /^[A-Za-z_]/.test(term) ? 'enumMember' : 'number',
  }));
}
