// A subcommand as data: its options drive the argument parser, the checks and `--help` alike.
import type { Terminal } from './terminal.ts';

/** What a shell sees, the same for every command. */
export const exit = {
  ok: 0,
  /** The command did its work and the answer is no: findings, a refusal, nothing found. */
  no: 1,
  /** The command could not do its work: wrong usage, an unreadable file, trouble with the target. */
  trouble: 2,
} as const;

export type ExitCode = (typeof exit)[keyof typeof exit];

/** Tells on standard error, line by line, why the command ends, and gives the exit code that says so. */
export async function endWith(
  code: ExitCode,
  terminal: Terminal,
  ...lines: readonly string[]
): Promise<ExitCode> {
  for (const line of lines) await terminal.note(line);
  return code;
}

export interface Option {
  /** What stands for the value in the usage line; without it the option is a flag. */
  readonly value?: string;
  /** The values it takes, when these are all. */
  readonly choices?: readonly string[];
  readonly about: string;
}

export interface Command {
  readonly name: string;
  readonly about: string;
  /** What comes after the options: 'FILE', 'PATH...'; empty for none. */
  readonly operands: string;
  readonly minOperands: number;
  readonly maxOperands: number;
  readonly options: Readonly<Record<string, Option>>;
  /** Paragraphs of `--help` after the options. */
  readonly notes: readonly string[];
  readonly run: (args: Arguments, terminal: Terminal) => Promise<ExitCode>;
}

export interface Arguments {
  readonly operands: readonly string[];
  readonly option: (name: string) => string | undefined;
  readonly flag: (name: string) => boolean;
}
