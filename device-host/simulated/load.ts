// Reads the capability file of a simulated target. A file that cannot be used is told by name and place.
import { readFileSync } from 'node:fs';
import type { Capabilities } from '#ks/capabilities.ts';
import { allCapabilitiesFromJson } from '#ks/capability-file.ts';
import type { Json } from '#ks/json.ts';
import { pathText } from '#ks/path.ts';
import { fail, ok, type Result } from '#ks/result.ts';

/** The filters of a capability file, one or several; the error is a sentence for people. */
export function loadCapabilities(file: string): Result<readonly Capabilities[], string> {
  let json: Json;
  try {
    json = JSON.parse(readFileSync(file, 'utf8')) as Json;
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : String(error);
    return fail(`the capability file ${file} cannot be read: ${why}`);
  }
  const read = allCapabilitiesFromJson(json);
  if (read.ok) return ok(read.value);
  const [first] = read.error;
  const where = first === undefined ? '' : `: ${pathText(first.path)} ${first.message}`;
  const more = read.error.length > 1 ? ` (and ${read.error.length - 1} more)` : '';
  return fail(`the capability file ${file} does not describe a filter${where}${more}`);
}
