// package.json is written in English, as people read it. VS Code wants keys in it and a file of texts per language: they are
// made here, when a package is made, from translations by the English text (l10n/manifest.LANGUAGE.json).

export type Translations = Readonly<Record<string, string>>;

export interface ManifestText {
  /** Where the text stands: `commands.kspin.createPin.title`. */
  readonly key: string;
  readonly text: string;
}

/** Members of contributions that people read; everything else is for VS Code. */
const shownMembers = new Set([
  'altText',
  'category',
  'contents',
  'contextualTitle',
  'description',
  'label',
  'markdownDescription',
  'name',
  'title',
]);
const shownLists = new Set(['enumDescriptions', 'enumItemLabels', 'markdownEnumDescriptions']);

/** Contribution points where a `name` or a `label` is an identifier. */
const notForPeople = new Set(['languages', 'grammars', 'snippets', 'jsonValidation', 'icons']);

type Edit = (text: string, key: string) => string;

/** The same value with each text that people read replaced by what `edit` makes of it. */
function editTexts(value: unknown, path: readonly string[], shown: boolean, edit: Edit): unknown {
  if (typeof value === 'string') return shown ? edit(value, path.join('.')) : value;
  if (Array.isArray(value))
    return value.map((entry, index) => editTexts(entry, [...path, nameOf(entry, index)], shown, edit));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      const isShown = typeof member === 'string' ? shownMembers.has(name) : shownLists.has(name);
      return [name, editTexts(member, [...path, name], isShown, edit)];
    }),
  );
}

/** What tells an entry of a list from the others; texts may be moved without getting another key. */
function nameOf(entry: unknown, index: number): string {
  const { id, command, view, when } = (entry ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof view === 'string')
    return `${view}.${when === undefined ? index : String(when).replaceAll(/[^\w.]+/g, '_')}`;
  return String(id ?? command ?? index);
}

function edited<M extends Readonly<Record<string, unknown>>>(manifest: M, edit: Edit): M {
  const { contributes = {}, capabilities = {}, displayName, description } = manifest;
  const points = Object.entries(contributes as object).map(([point, value]) => [
    point,
    notForPeople.has(point) ? value : editTexts(value, [point], false, edit),
  ]);
  return {
    ...manifest,
    ...(typeof displayName === 'string' ? { displayName: edit(displayName, 'displayName') } : {}),
    ...(typeof description === 'string' ? { description: edit(description, 'description') } : {}),
    capabilities: editTexts(capabilities, ['capabilities'], false, edit),
    contributes: Object.fromEntries(points),
  };
}

/** Every text of the manifest that people read, with its key. */
export function manifestTexts(manifest: Readonly<Record<string, unknown>>): readonly ManifestText[] {
  const texts: ManifestText[] = [];
  edited(manifest, (text, key) => {
    texts.push({ key, text });
    return text;
  });
  return texts;
}

/** The manifest with keys for texts. */
export const withKeys = <M extends Readonly<Record<string, unknown>>>(manifest: M): M =>
  edited(manifest, (_text, key) => `%${key}%`);

/** The texts of a language by their keys, as package.nls.LANGUAGE.json; English where a translation is missing. */
export function nlsTexts(texts: readonly ManifestText[], translations: Translations): Translations {
  return Object.fromEntries(texts.map(({ key, text }) => [key, translations[text] ?? text]));
}
