// A lab: the machines that one run of `kspin test` drives at once. The file is `{ "targets": [{ "name": "...", "target": "ssh:lab1" }] }`,
// comments allowed; every way to write it wrongly has its sentence.
import { type ParseError, parse, printParseErrorCode } from 'jsonc-parser';
import { parseTarget } from '#device-host/client/index.ts';
import { fail, ok, type Result } from '#ks/result.ts';

export interface LabTarget {
  readonly name: string;
  /** As `--target` takes it; a relative file is taken from the folder of the lab file. */
  readonly target: string;
}

/** The error follows the name of the file. */
export function parseLab(text: string): Result<readonly LabTarget[], string> {
  const errors: ParseError[] = [];
  const value: unknown = parse(text, errors, { allowTrailingComma: true });
  const [first] = errors;
  if (first !== undefined) {
    const line = text.slice(0, first.offset).split('\n').length;
    return fail(`line ${line}: ${printParseErrorCode(first.error)}`);
  }
  if (!isObject(value) || !Array.isArray(value.targets)) {
    return fail('has no list "targets": expected { "targets": [{ "name": "...", "target": "ssh:HOST" }] }');
  }
  const [stranger] = Object.keys(value).filter((key) => key !== 'targets');
  if (stranger !== undefined) return fail(`"${stranger}" is not a key of a lab file`);
  if (value.targets.length === 0) return fail('names no target');
  return readTargets(value.targets);
}

function readTargets(entries: readonly unknown[]): Result<readonly LabTarget[], string> {
  const targets: LabTarget[] = [];
  for (const [index, entry] of entries.entries()) {
    const target = readTarget(entry);
    if (!target.ok) return fail(`target ${index + 1}: ${target.error}`);
    if (targets.some(({ name }) => name === target.value.name)) {
      return fail(`target ${index + 1}: there is another target named "${target.value.name}"`);
    }
    targets.push(target.value);
  }
  return ok(targets);
}

function readTarget(entry: unknown): Result<LabTarget, string> {
  if (!isObject(entry) || typeof entry.target !== 'string') return fail('has no "target"');
  const { name = entry.target, target } = entry;
  if (typeof name !== 'string' || name.trim() === '') return fail('"name" must be a text');
  const [stranger] = Object.keys(entry).filter((key) => key !== 'name' && key !== 'target');
  if (stranger !== undefined) return fail(`"${stranger}" is not a key of a target`);
  const parsed = parseTarget(target);
  return parsed.ok ? ok({ name, target }) : fail(parsed.error.message);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
