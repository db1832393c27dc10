// What was asked of a pin beyond its creation (states, position, formats, properties, the smallest change): a row with lines
// below it. A later answer to the same question takes the place of the earlier one.

export interface Line {
  readonly text: string;
  /** Undefined for a line that judges nothing. */
  readonly good?: boolean;
}

export interface Section {
  /** What was asked: it names the section. */
  readonly title: string;
  /** The answer in a few words. */
  readonly summary: string;
  readonly lines: readonly Line[];
  /** Work is under way, and there will be another summary. */
  readonly busy?: boolean;
  readonly good?: boolean;
}

/** The newest question first; one that is asked again stays where it is, for a readout must not push rows from under the mouse. */
export function withSection(sections: readonly Section[], section: Section): readonly Section[] {
  const at = sections.findIndex(({ title }) => title === section.title);
  return at < 0 ? [section, ...sections] : sections.with(at, section);
}

/** Nothing is under way any more. */
export function settled(sections: readonly Section[]): readonly Section[] {
  return sections.map(({ busy: _, ...section }) => section);
}
