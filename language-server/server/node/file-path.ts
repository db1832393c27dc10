// A URI from a client as a path of this machine. The text may be anything: another scheme, another machine, broken escapes.
import { fileURLToPath } from 'node:url';

/** Undefined where the URI names no file of this machine. */
export function filePath(uri: string): string | undefined {
  if (!uri.startsWith('file:')) return undefined;
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}
