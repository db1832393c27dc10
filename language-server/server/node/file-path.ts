// A URI from a client as a path of this machine. The text may be anything: another scheme, another machine, broken escapes.
import { fileURLToPath } from 'node:url';

/**
 * Undefined where the URI names no file of this machine. An unsaved document that will be saved at a path has its relative paths
 * from there.
 */
export function filePath(uri: string): string | undefined {
  const planned = /^untitled:(?=\/)/.exec(uri);
  if (!planned && !uri.startsWith('file:')) return undefined;
  try {
    return fileURLToPath(planned ? `file:${uri.slice(planned[0].length)}` : uri);
  } catch {
    return undefined;
  }
}
