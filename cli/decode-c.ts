// `kspin decode` of driver source: a table of formats becomes connects, a table of data ranges a capability file that
// `lint --caps` and `simulate:` take.
import { capabilitiesToJson } from '#ks/capability-file.ts';
import { capabilitiesOfRanges, type ImportedC, importC } from '#ks/import/c-source.ts';
import { descriptorJson } from '#ks/import/descriptor-json.ts';
import type { TextProblem } from '#ks/import/text-problem.ts';
import type { Json } from '#ks/json.ts';
import { ok, type Result } from '#ks/result.ts';
import { count } from '#ks/words.ts';

export interface DecodedC {
  readonly json: Json;
  /** What a person should know was not written. */
  readonly notes: readonly string[];
}

/** Formats as one connect or several; with `ranges`, or where there is nothing else, data ranges as capabilities. */
export function decodeC(text: string, ranges: boolean): Result<DecodedC, TextProblem> {
  const imported = importC(text);
  if (!imported.ok) return imported;
  const notes = imported.value.skipped.map(
    ({ line, column, text: declaration }) => `${line}:${column}: passed over: ${declaration}`,
  );
  if (ranges || imported.value.requests.length === 0) {
    return ok({ json: capabilitiesToJson(capabilitiesOfRanges(imported.value.ranges)), notes });
  }
  const passed = imported.value.ranges.length;
  const hint = `${count(passed, 'data range')} not written: --ranges writes a capability file of them`;
  return ok({ json: connects(imported.value), notes: passed > 0 ? [...notes, hint] : notes });
}

function connects({ requests }: ImportedC): Json {
  const named = requests.map(({ name, request }) => ({ name, ...descriptorJson(request) }));
  const [first] = named;
  return named.length === 1 && first ? first : { connects: named };
}
