// Reading files that people name: what cannot be a text of ours is told apart in one sentence each, before anything parses it.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fail, ok, type Result } from '#ks/result.ts';

/** Hand-written descriptors and captured filters stay far below; what is larger is some other file. */
export const largestText = 20 * 1024 * 1024;

/** The text of a UTF-8 file; the error says what is wrong with it and begins after the file's name. */
export function readText(path: string): Result<string, string> {
  try {
    const stats = statSync(path);
    if (stats.isDirectory()) return fail('is a folder');
    return stats.size > largestText ? fail(tooLarge(stats.size)) : textOf(readFileSync(path));
  } catch (error) {
    return fail(reason(error));
  }
}

/** Without a file, of bytes that were read already. */
export function textOf(bytes: Uint8Array): Result<string, string> {
  if (bytes.length > largestText) return fail(tooLarge(bytes.length));
  if (bytes.subarray(0, 2).every((byte) => byte >= 0xfe) && bytes.length > 1)
    return fail('is UTF-16: save it as UTF-8');
  if (bytes.includes(0)) return fail('is not text: it has NUL bytes');
  try {
    return ok(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return fail('is not text: it is not valid UTF-8');
  }
}

function tooLarge(size: number): string {
  return `is too large: ${Math.ceil(size / 1024 / 1024)} MB, no file of kspin has more than 20 MB`;
}

/** What the system said, in words where people meet it often. */
function reason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return 'does not exist';
  if (code === 'EACCES' || code === 'EPERM') return 'cannot be read: access denied';
  if (code === 'EISDIR') return 'is a folder';
  return `cannot be read: ${error instanceof Error ? error.message : String(error)}`;
}

export interface FoundFiles {
  /** As the user would write them, in a stable order, each once. */
  readonly files: readonly string[];
  readonly problems: readonly string[];
}

/** The named files, and every `*.kspin.json` below the named folders; `node_modules` and dot folders are left out. */
export function findDescriptors(paths: readonly string[], cwd: string): FoundFiles {
  const files = new Map<string, string>();
  const problems: string[] = [];
  for (const path of paths) {
    const found = descriptorsAt(path, cwd);
    if (!found.ok) problems.push(`${path} ${found.error}`);
    else for (const file of found.value) files.set(resolve(cwd, file), files.get(resolve(cwd, file)) ?? file);
  }
  return { files: [...files.values()], problems };
}

function descriptorsAt(path: string, cwd: string): Result<readonly string[], string> {
  const root = resolve(cwd, path);
  try {
    if (!statSync(root).isDirectory()) return ok([path]);
    const files = walk(root);
    if (files.length === 0) return fail('has no *.kspin.json in it');
    return ok(files.map((file) => join(path, relative(root, file))));
  } catch (error) {
    return fail(reason(error));
  }
}

/** Links to folders are not followed, so that the walk ends. */
function walk(folder: string): readonly string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (!entry.isDirectory()) return entry.name.endsWith('.kspin.json') ? [path] : [];
      return entry.name.startsWith('.') || entry.name === 'node_modules' ? [] : walk(path);
    });
}
