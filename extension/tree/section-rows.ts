// The rows of what was asked of a pin, the same below an attempt and on their own.
import type { Presented } from './presented.ts';
import type { Line, Section } from './sections.ts';
import { markdownText, shortLine } from './text.ts';

export type SectionRow = { readonly id: string } & (
  | { readonly kind: 'section'; readonly section: Section }
  | { readonly kind: 'line'; readonly line: Line }
);

export function sectionRows(id: string, sections: readonly Section[]): readonly SectionRow[] {
  return sections.map((section) => ({ id: `${id}/section/${section.title}`, kind: 'section', section }));
}

export function lineRows(id: string, { lines }: Section): readonly SectionRow[] {
  return lines.map((line, index) => ({ id: `${id}/${index}`, kind: 'line', line }));
}

const judged = {
  good: { icon: 'pass', color: 'testing.iconPassed' },
  bad: { icon: 'error', color: 'testing.iconFailed' },
} as const;

const iconOf = (good: boolean | undefined, otherwise: string) =>
  good === undefined ? { icon: otherwise } : judged[good ? 'good' : 'bad'];

export function presentSection({ title, summary, lines, busy, good }: Section): Presented {
  return {
    label: shortLine(title),
    description: shortLine(summary),
    tooltip: markdownText(`${title}: ${summary}`),
    ...(busy ? { icon: 'loading~spin' } : iconOf(good, 'beaker')),
    contextValue: 'section',
    open: lines.length === 0 ? 'leaf' : 'collapsed',
    spoken: `${title}: ${summary}`,
  };
}

export function presentLine({ text, good }: Line): Presented {
  return {
    label: shortLine(text),
    tooltip: markdownText(text),
    ...iconOf(good, 'dash'),
    contextValue: 'fact',
    open: 'leaf',
  };
}
