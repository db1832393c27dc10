// Questions to a pin factory or filter that open no pin: each is a row of the Connections view until a person clears it.
import type { Section } from './sections.ts';

export interface Probe {
  readonly number: number;
  /** Which pin or filter was asked. */
  readonly name: string;
  readonly target: string;
  /** Local time of day, for the row. */
  readonly time: string;
  readonly section: Section;
}

/** Newest first. */
export type Probes = readonly Probe[];

export function nextProbe(probes: Probes): number {
  return (probes[0]?.number ?? 0) + 1;
}

/** The probe with another answer, or a new one at the top. */
export function withProbe(probes: Probes, probe: Probe): Probes {
  return probes.some(({ number }) => number === probe.number)
    ? probes.map((other) => (other.number === probe.number ? probe : other))
    : [probe, ...probes];
}
