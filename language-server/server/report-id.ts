// A name for a list of diagnostics: the same list has the same name, so that a client need not be sent it again.

/**
 * 106 bits of the list's text (bryc's cyrb53 from two seeds, in the public domain): lists of one document that differ never meet by
 * chance. A browser's own digests answer by a promise, and no secret is kept here.
 */
export function reportId(items: readonly unknown[]): string {
  const text = JSON.stringify(items);
  let [high, low, other, least] = [seededHigh ^ 1, seededLow ^ 1, seededHigh ^ 2, seededLow ^ 2];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
    other = Math.imul(other ^ code, 2654435761);
    least = Math.imul(least ^ code, 1597334677);
  }
  return mixed(high, low).toString(36) + mixed(other, least).toString(36);
}

const [seededHigh, seededLow] = [0xdeadbeef, 0x41c6ce57];

function mixed(high: number, low: number): number {
  const top = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  const rest = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(top ^ (top >>> 13), 3266489909);
  return 4294967296 * (2097151 & rest) + (top >>> 0);
}
