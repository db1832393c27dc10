#!/usr/bin/env node
// `kspin`: what the editor can do, in a terminal and in CI. This file only finds the command and hands it its arguments.

import { kspinVersion } from '#device-host/version.ts';
import { readArguments } from './arguments.ts';
import { type Command, type ExitCode, endWith, exit } from './command.ts';
import { commands } from './commands/all.ts';
import { runDeviceHost } from './commands/device-host.ts';
import { commandHelp, programHelp, usageLine } from './help.ts';
import { processTerminal, type Terminal } from './terminal.ts';

async function main(words: readonly string[], terminal: Terminal): Promise<ExitCode | undefined> {
  const [first, ...rest] = words;
  if (first === 'device-host') return runDeviceHost(rest, terminal);
  if (first === undefined || first === 'help' || first === '--help' || first === '-h') {
    await terminal.out(programHelp(commands, terminal.style));
    return first === undefined ? exit.trouble : exit.ok;
  }
  if (first === '--version') {
    await terminal.out(`${kspinVersion}\n`);
    return exit.ok;
  }
  const command = commands.find(({ name }) => name === first);
  if (command === undefined) {
    const what = first.startsWith('-') ? 'an option' : 'a command';
    const line = `kspin: "${first}" is not ${what}; kspin --help lists what there is`;
    return endWith(exit.trouble, terminal, line);
  }
  return runCommand(command, rest, terminal);
}

async function runCommand(command: Command, words: readonly string[], terminal: Terminal): Promise<ExitCode> {
  if (words.includes('--help') || words.includes('-h')) {
    await terminal.out(commandHelp(command, terminal.style));
    return exit.ok;
  }
  const args = readArguments(command, words);
  if (!args.ok) {
    const line = `kspin ${command.name}: ${args.error}`;
    return endWith(exit.trouble, terminal, line, `usage: ${usageLine(command)}`);
  }
  return command.run(args.value, terminal);
}

/** A fault of our own: node would print a line of the bundle, which says nothing and is very long. */
function report(fault: unknown): ExitCode {
  const text = fault instanceof Error ? (fault.stack ?? fault.message) : String(fault);
  process.stderr.write(`kspin: a fault in kspin ${kspinVersion} itself, please report it:\n${text}\n`);
  return exit.trouble;
}

/** The process ends by itself, when its output is written and its device host is gone. */
void main(process.argv.slice(2), processTerminal())
  .catch(report)
  .then((code) => {
    if (code !== undefined) process.exitCode = code;
  });
