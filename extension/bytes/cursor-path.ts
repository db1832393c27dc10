// From the cursor in a descriptor to the path of a member, and from a path's text back to its parts.
import type { Path } from '#ks/path.ts';
import type { WirePosition, WireRange } from '#language-server/protocol.ts';

/** The innermost member around the position; beside it, the last member that begins in its line. Undefined outside of all. */
export function pathAtPosition(
  ranges: Readonly<Record<string, WireRange>>,
  position: WirePosition,
): string | undefined {
  const all = Object.entries(ranges);
  const around = all.filter(([, range]) => contains(range, position));
  const innermost = around.toSorted(([one], [other]) => other.length - one.length)[0];
  const inLine = all.filter(([, { start }]) => start.line === position.line);
  // A structure around the cursor says less than the member whose key the cursor is on.
  const beside = inLine.find(([, { start }]) => start.character >= position.character) ?? inLine.at(-1);
  if (!innermost || innermost[1].start.line !== innermost[1].end.line) return beside?.[0] ?? innermost?.[0];
  return innermost[0];
}

function contains({ start, end }: WireRange, { line, character }: WirePosition): boolean {
  const after = line > start.line || (line === start.line && character >= start.character);
  const before = line < end.line || (line === end.line && character <= end.character);
  return after && before;
}

/** `Attributes[0].Bytes` -> `['Attributes', 0, 'Bytes']`: what pathText wrote. */
export function pathOfText(text: string): Path {
  return [...text.matchAll(/\[(\d+)\]|[^.[\]]+/g)].map(([part, index]) =>
    index === undefined ? part : Number(index),
  );
}
