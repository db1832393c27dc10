// `--help` from the same tables that the arguments are read with.
import type { Command } from './command.ts';
import type { Style } from './terminal.ts';

export function programHelp(commands: readonly Command[], { bold }: Style): string {
  const width = Math.max(...commands.map(({ name }) => name.length)) + 2;
  return [
    'kspin checks, encodes and sends kernel-streaming connect requests (KSPIN_CONNECT).',
    '',
    bold('Usage'),
    '  kspin COMMAND [options]',
    '',
    bold('Commands'),
    ...commands.map(({ name, about }) => `  ${name.padEnd(width)}${about}`),
    '',
    bold('Options'),
    '  --help     this text; after a command, the text of that command',
    '  --version  the version',
    '',
    'A target says where the driver is: local (this Windows machine), simulate:FILE.kscaps.json,',
    'ssh:HOST (a test machine) or exec:COMMAND (any command that is a pipe to a device host).',
    '',
    'Exit codes: 0 done, 1 the answer is no (errors found, refused, not encodable), 2 usage, files or target.',
    '',
  ].join('\n');
}

export function commandHelp(command: Command, { bold }: Style): string {
  const rows = Object.entries(command.options).map(([name, { value, choices, about }]) => ({
    left: `--${name}${value === undefined ? '' : ` ${value}`}`,
    right: choices === undefined ? about : `${about}: ${choices.join(', ')}`,
  }));
  const width = Math.max(0, ...rows.map(({ left }) => left.length)) + 2;
  return [
    `${command.about.charAt(0).toUpperCase()}${command.about.slice(1)}.`,
    '',
    bold('Usage'),
    `  ${usageLine(command)}`,
    ...(rows.length === 0
      ? []
      : ['', bold('Options'), ...rows.map(({ left, right }) => `  ${left.padEnd(width)}${right}`)]),
    ...command.notes.flatMap((note) => ['', note]),
    '',
  ].join('\n');
}

export function usageLine({ name, options, operands }: Command): string {
  const words = Object.entries(options).map(([option, { value, choices }]) => {
    const shown = choices?.join('|') ?? value;
    return shown === undefined ? `[--${option}]` : `[--${option} ${shown}]`;
  });
  return ['kspin', name, ...words, operands].filter((word) => word !== '').join(' ');
}
