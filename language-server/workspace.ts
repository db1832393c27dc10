// The one port through which the service learns of anything outside the text: the capability files that descriptors
// name. It answers at once, so that checking stays a plain function; a host that reads slowly keeps a cache.

import type { Capabilities } from '#ks/capabilities.ts';
import { allCapabilitiesFromJson } from '#ks/capability-file.ts';
import type { Json } from '#ks/json.ts';
import { pathText } from '#ks/path.ts';
import { fail, ok, type Result } from '#ks/result.ts';

/** The filters of a capability file, or one sentence that says why there are none. */
export type CapabilityReading = Result<readonly Capabilities[], string>;

export interface Workspace {
  /** `path` is as written in `filter.capabilities`: relative to the descriptor at `descriptorUri`, never absolute. */
  readonly readCapabilities: (descriptorUri: string, path: string) => CapabilityReading;
}

/** A recorded filter is a few hundred kilobytes at most; what is larger is some other file. */
export const largestCapabilityFile = 20 * 1024 * 1024;

/** The text of a `*.kscaps.json` file -> its filters. Hosts share it, so that every error reads the same. */
export function parseCapabilityFile(text: string): CapabilityReading {
  if (text.length > largestCapabilityFile) return fail('is larger than 20 MB: no capability file is');
  let json: Json;
  try {
    json = JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch (error) {
    return fail(`is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const read = allCapabilitiesFromJson(json);
  if (read.ok) return ok(read.value);
  const [first] = read.error;
  if (first === undefined) return fail('is not a capability file');
  const place = pathText(first.path);
  return fail(place === '' ? first.message : `${place}: ${first.message}`);
}

/** A workspace without files: every capability file is missing. */
export const noFiles: Workspace = { readCapabilities: () => fail('cannot be read here') };
