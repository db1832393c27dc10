// Relative paths of descriptors as URIs and back, by text alone: the service has no file system and no Node.

/** On any system. Such a path may name another machine (\\host\share): opening a file must not reach out to it. */
export const isAbsolutePath = (path: string): boolean => /^([\\/]|[a-z]:)/i.test(path);

/** The URI that a relative path means from a document; undefined for an absolute path or one that leaves the root. */
export function resolveUri(fromUri: string, path: string): string | undefined {
  const base = /^([a-z][\w+.-]*:\/\/[^/]*\/)(.*)$/i.exec(fromUri);
  if (base === null || path === '' || isAbsolutePath(path)) return undefined;
  const [, root = '', rest = ''] = base;
  const parts = rest.split('/').slice(0, -1);
  for (const part of path.split(/[\\/]/)) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(encodeURIComponent(part));
    else if (parts.pop() === undefined) return undefined;
  }
  return root + parts.join('/');
}

/** The relative path from one document to another, with `/`; undefined when they have no root in common. */
export function relativePath(fromUri: string, toUri: string): string | undefined {
  const from = normalUri(fromUri).split('/').slice(0, -1);
  const to = normalUri(toUri).split('/');
  if (from.slice(0, 3).join('/') !== to.slice(0, 3).join('/')) return undefined;
  let same = 0;
  while (same < from.length && same < to.length - 1 && from[same] === to[same]) same++;
  const up = from.slice(same).map(() => '..');
  return [...up, ...to.slice(same)].join('/');
}

/** Whether two URIs name one document: editors escape more or fewer characters. */
export const sameUri = (a: string, b: string): boolean => normalUri(a) === normalUri(b);

/** The same text for every spelling of a URI. */
export function normalUri(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}
