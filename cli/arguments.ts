// The command line against a command's table of options. Every mistake has one answer that names it.
import { parseArgs } from 'node:util';
import { fail, ok, type Result } from '#ks/result.ts';
import type { Arguments, Command } from './command.ts';

/** The error is a sentence for people, without the command's name. */
export function readArguments(command: Command, words: readonly string[]): Result<Arguments, string> {
  const parsed = parse(command, words);
  if (!parsed.ok) return parsed;
  const { operands, values } = parsed.value;
  for (const [name, { choices }] of Object.entries(command.options)) {
    const value = values.get(name);
    if (choices !== undefined && value !== undefined && !choices.includes(value)) {
      return fail(`--${name} takes ${listed(choices)}, not "${value}"`);
    }
  }
  if (operands.length < command.minOperands)
    return fail(`${command.operands.replace(/[[\]]/g, '')} is missing`);
  const extra = operands[command.maxOperands];
  if (extra !== undefined) return fail(`"${extra}" is one argument too many`);
  return ok({ operands, option: (name) => values.get(name), flag: (name) => values.has(name) });
}

/** `a`, `a or b`, `a, b or c`. */
export function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`;
}

interface Parsed {
  readonly operands: readonly string[];
  readonly values: ReadonlyMap<string, string>;
}

/** parseArgs throws for an unknown option and for a missing value; its messages speak of its own API, so they are ours. */
function parse(command: Command, words: readonly string[]): Result<Parsed, string> {
  const options = Object.fromEntries(
    Object.entries(command.options).map(([name, { value }]) => [
      name,
      { type: value === undefined ? ('boolean' as const) : ('string' as const) },
    ]),
  );
  const { tokens } = parseArgs({
    args: [...words],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const operands: string[] = [];
  const values = new Map<string, string>();
  for (const token of tokens) {
    if (token.kind === 'positional') operands.push(token.value);
    if (token.kind !== 'option') continue;
    const option = command.options[token.name];
    if (option === undefined) return fail(`${token.rawName} is not an option of kspin ${command.name}`);
    if (option.value !== undefined && (token.value === undefined || token.value === '')) {
      return fail(`--${token.name} needs a value: --${token.name} ${option.value}`);
    }
    if (option.value === undefined && token.value !== undefined)
      return fail(`--${token.name} takes no value`);
    values.set(token.name, token.value ?? '');
  }
  return ok({ operands, values });
}
