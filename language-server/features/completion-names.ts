// Names that no table of ks/ has: rules in a disabling comment, capability files of the workspace, devices that are known.
import { pathText } from '#ks/path.ts';
import type { DescriptorDocument } from '#language-server/descriptor/document.ts';
import { disableNextLine } from '#language-server/descriptor/segments.ts';
import { readingOf } from '#language-server/known-filters.ts';
import { rules } from '#language-server/rules/all.ts';
import type { Workspace } from '#language-server/workspace.ts';
import type { Completion } from './completion.ts';
import type { CompletionPlace } from './completion-place.ts';

/** Behind `// kspin-disable-next-line`, the names of rules that are not there yet. Undefined anywhere else. */
export function ruleNamesAt(
  { text, lines }: DescriptorDocument,
  offset: number,
): readonly Completion[] | undefined {
  const start = lines.offsetAt({ line: lines.positionAt(offset).line, character: 0 });
  const before = text.slice(start, offset);
  const at = before.indexOf(`// ${disableNextLine} `);
  // What stands in a string is no comment.
  if (at < 0 || (before.slice(0, at).match(/"/g)?.length ?? 0) % 2 === 1) return undefined;
  const listed = before.slice(at + disableNextLine.length + 4).split(/[\s,]+/);
  const typed = listed.pop() ?? '';
  const rest = /^[\w-]*/.exec(text.slice(offset))?.[0] ?? '';
  return rules
    .filter(({ name }) => !listed.includes(name))
    .map(({ name, id, severity, summary }) => ({
      label: name,
      kind: 'constant' as const,
      detail: `${severity}, ${id}`,
      documentation: summary,
      newText: name,
      range: { start: offset - typed.length, end: offset + rest.length },
    }));
}

/** For `filter.capabilities` the capability files that can be named, for `filter.device` the filters that are known. */
export function filterTexts(
  doc: DescriptorDocument,
  place: CompletionPlace,
  workspace: Workspace,
): readonly Completion[] {
  const member = pathText(place.path);
  const texts = (values: readonly string[], detail: string): readonly Completion[] =>
    [...new Set(values)].map((value) => ({
      label: value,
      kind: 'value' as const,
      detail,
      documentation: '',
      newText: JSON.stringify(value),
      range: place.range,
    }));
  if (member === 'filter.capabilities') {
    const others = doc.connects.filter(({ index }) => index !== place.entry?.index);
    const named = others.flatMap(({ filter }) => filter.capabilities ?? []);
    return texts([...(workspace.capabilityFiles?.(doc.uri) ?? []), ...named], 'capability file');
  }
  return member === 'filter.device' ? texts(deviceNames(doc, place, workspace), 'filter') : [];
}

/** Of the capability file that the connect names, else of the target in use. */
function deviceNames(
  { uri }: DescriptorDocument,
  { entry }: CompletionPlace,
  workspace: Workspace,
): readonly string[] {
  const path = entry?.filter.capabilities;
  const live = workspace.live?.();
  if (path === undefined)
    return [...(live?.filters.map(({ filter }) => filter) ?? []), ...(live?.unread ?? [])].map(
      (filter) => filter.name ?? filter.path,
    );
  const reading = readingOf(workspace, uri, path);
  return reading.ok ? reading.value.filters.map(({ filter }) => filter.name ?? filter.path) : [];
}
