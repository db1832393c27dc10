// Patterns for the names of devices and filters. Interface paths differ from machine to machine, so descriptors and command
// lines name a filter by a part of its name; paths are full of backslashes, which therefore stand for themselves.

/**
 * `*` is any run of characters, `?` any one character; the whole text must match. Case does not matter, as in device names.
 * Greedy with one point to come back to, so that no pattern takes exponential time.
 */
export function matchesGlob(glob: string, text: string): boolean {
  const pattern = [...glob.toLowerCase()];
  const subject = [...text.toLowerCase()];
  let at = 0;
  let index = 0;
  let star = -1;
  let resume = 0;
  while (index < subject.length) {
    if (pattern[at] === '*') {
      star = at++;
      resume = index;
    } else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === subject[index])) {
      at++;
      index++;
    } else if (star >= 0) {
      at = star + 1;
      index = ++resume;
    } else return false;
  }
  return pattern.slice(at).every((char) => char === '*');
}
