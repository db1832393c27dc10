// Names come from drivers and files that are being written or are broken: they may hold control characters, turn
// the reading direction or look like Markdown. Everything foreign goes through here before it is shown.

const longest = 300;

/** One line without control and direction characters, shortened when it is very long. */
export function oneLine(text: string): string {
  const clean = text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim();
  return clean.length > longest ? `${clean.slice(0, longest)}…` : clean;
}

/** Text that Markdown shows as it is: no link, image, HTML or emphasis. */
export function markdownText(text: string): string {
  return oneLine(text).replace(/[\\`*_{}[\]()#+\-.!|<>~$&:/@]/g, (char) => `\\${char}`);
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

/** 'nothing', '1 pin', '3 pins'. */
export function count(amount: number, noun: string): string {
  return amount === 1 ? `1 ${noun}` : `${amount} ${noun}s`;
}

/** `12 ms`, `1.5 s`. */
export function duration(milliseconds: number): string {
  if (milliseconds < 1) return `${milliseconds.toFixed(2)} ms`;
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}
