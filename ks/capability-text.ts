// The text of a `*.kscaps.json` file -> its filters. Every program reads such files here, so that every error reads the same.
import type { Capabilities } from './capabilities.ts';
import { allCapabilitiesFromJson } from './capability-file.ts';
import type { Json } from './json.ts';
import { pathText } from './path.ts';
import { fail, type Result } from './result.ts';
import type { JsonProblem } from './struct-json.ts';

/** A recorded filter is a few hundred kilobytes at most; what is larger is some other file. */
export const largestCapabilityFile = 20 * 1024 * 1024;

export const capabilityFileTooLarge = 'is larger than 20 MB: no capability file is';

/** The filters of a capability file, or one sentence that says why there are none; it begins after the file's name. */
export function parseCapabilityText(text: string): Result<readonly Capabilities[], string> {
  if (text.length > largestCapabilityFile) return fail(capabilityFileTooLarge);
  let json: Json;
  try {
    json = JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch (error) {
    return fail(`is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const read = allCapabilitiesFromJson(json);
  if (read.ok) return read;
  const [first] = read.error;
  return fail(first === undefined ? 'is not a capability file' : `cannot be used: ${problemWords(first)}`);
}

/** Without its full stop, and with its place where it does not say it itself: more of the sentence follows. */
function problemWords({ path, message }: JsonProblem): string {
  const place = pathText(path);
  const words = message.replace(/\.$/, '');
  return words.includes(place) ? words : `${place}: ${words}`;
}
