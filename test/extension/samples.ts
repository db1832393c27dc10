// The sample workspace as values: what the extension shows without hardware is made from these files.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Capabilities } from '#ks/capabilities.ts';
import { allCapabilitiesFromJson } from '#ks/capability-file.ts';

const folder = new URL('../../samples/', import.meta.url);

export function sampleText(name: string): string {
  return readFileSync(new URL(name, folder), 'utf8');
}

export function sampleFilters(name = 'sample.kscaps.json'): readonly Capabilities[] {
  const read = allCapabilitiesFromJson(JSON.parse(sampleText(name)));
  if (!read.ok) assert.fail(JSON.stringify(read.error));
  return read.value;
}

export function sampleFilter(index: number): Capabilities {
  const filter = sampleFilters()[index];
  assert.ok(filter);
  return filter;
}
