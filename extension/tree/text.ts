// Names come from drivers and files that are being written or are broken: they may hold control characters, turn
// the reading direction, be endless or look like Markdown. Everything foreign goes through here before it is shown.
import { oneLine } from '#ks/words.ts';

const longest = 300;

/** One line without control and direction characters, shortened when it is very long. */
export function shortLine(text: string): string {
  const clean = oneLine(text);
  return clean.length > longest ? `${clean.slice(0, longest)}…` : clean;
}

/**
 * `root#media#0000\wave`: the path of an interface without what all paths of its kind have in common, for a filter without a
 * name. Other paths stay as they are.
 */
export function shortPath(path: string): string {
  return path.replace(/^\\\\[?.]\\(.+)#\{[\da-f-]{36}\}/i, '$1');
}

/** Text that Markdown shows as it is: no link, image, HTML or emphasis. */
export function markdownText(text: string): string {
  return shortLine(text).replace(/[\\`*_{}[\]()#+\-.!|<>~$&:/@]/g, (char) => `\\${char}`);
}

/** Lines of a tooltip: `name: value`, blank values left out. */
export function markdownFacts(
  facts: readonly (readonly [name: string, value: string | undefined])[],
): string {
  return facts
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => `**${name}:** ${markdownText(value ?? '')}`)
    .join('  \n');
}
