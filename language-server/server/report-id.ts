// A name for a list of diagnostics: the same list has the same name, so that a client need not be sent it again.

/** 106 bits of the list's text (cyrb53 from two seeds): lists of one document that differ never meet by chance. */
export function reportId(items: readonly unknown[]): string {
  const text = JSON.stringify(items);
  return hash53(text, 1).toString(36) + hash53(text, 2).toString(36);
}

/** bryc's cyrb53, in the public domain: a browser's own digests answer by a promise, and no secret is kept here. */
function hash53(text: string, seed: number): number {
  let high = 0xdeadbeef ^ seed;
  let low = 0x41c6ce57 ^ seed;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return 4294967296 * (2097151 & low) + (high >>> 0);
}
