// `kspin decode`: bytes from a log, a debugger or a source file become a descriptor that can be read, changed and sent again.
import { resolve } from 'node:path';
import { type Command, type ExitCode, endWith, exit } from '#cli/command.ts';
import { decodeC } from '#cli/decode-c.ts';
import { largestText, readText, textOf } from '#cli/files.ts';
import type { Terminal } from '#cli/terminal.ts';
import { parseByteText } from '#ks/import/byte-text.ts';
import { looksLikeStructures } from '#ks/import/c-source.ts';
import { decodeBytes } from '#ks/import/decoded-bytes.ts';
import { descriptorJson } from '#ks/import/descriptor-json.ts';
import type { Result } from '#ks/result.ts';
import type { Arch } from '#ks/struct.ts';

export const decode: Command = {
  name: 'decode',
  about: 'turns bytes or C source back into a descriptor',
  operands: 'FILE|-',
  minOperands: 1,
  maxOperands: 1,
  options: {
    arch: { value: 'ARCH', choices: ['x64', 'x86'], about: 'pointer size of the process that had the bytes' },
    ranges: { about: 'of C source: write its data ranges as a capability file' },
  },
  notes: [
    'FILE holds hex, a WinDbg dump (db, dw, dd, dc, dq), an xxd or hexdump -C dump, or a C array; - is standard input.',
    'Or C source as drivers have it: initialisers of KSDATAFORMAT_* and KS_DATAFORMAT_* structures become connects, data ranges a capability file.',
    'Exit code 0: the descriptor has exactly these bytes. 1: something was not understood; what was is still written. 2: usage, or an unreadable file.',
  ],
  run: async ({ operands, option, flag }, terminal) => {
    const [file = ''] = operands;
    const shown = file === '-' ? '<stdin>' : file;
    const text = await read(file, terminal);
    if (!text.ok) return endWith(exit.trouble, terminal, `kspin decode: ${shown} ${text.error}`);
    if (text.value.trim() === '') return endWith(exit.trouble, terminal, `kspin decode: ${shown} is empty`);
    if (looksLikeStructures(text.value)) return writeC(text.value, flag('ranges'), shown, terminal);
    const bytes = parseByteText(text.value);
    if (!bytes.ok) {
      const { line, column, message } = bytes.error;
      return endWith(exit.no, terminal, `${shown}:${line}:${column}: error: ${message}`);
    }
    return writeDescriptor(bytes.value, option('arch') === 'x86' ? 'x86' : 'x64', shown, terminal);
  },
};

async function writeC(text: string, ranges: boolean, shown: string, terminal: Terminal): Promise<ExitCode> {
  const decoded = decodeC(text, ranges);
  if (!decoded.ok) {
    const { line, column, message } = decoded.error;
    return endWith(exit.no, terminal, `${shown}:${line}:${column}: error: ${message}`);
  }
  await terminal.out(`${JSON.stringify(decoded.value.json, null, 2)}\n`);
  for (const note of decoded.value.notes) await terminal.note(`${shown}: ${note}`);
  return exit.ok;
}

async function read(file: string, terminal: Terminal): Promise<Result<string, string>> {
  return file === '-' ? textOf(await terminal.readInput(largestText)) : readText(resolve(terminal.cwd, file));
}

async function writeDescriptor(
  bytes: Uint8Array,
  arch: Arch,
  shown: string,
  terminal: Terminal,
): Promise<ExitCode> {
  const { request, problems, better } = decodeBytes(bytes, arch);
  if (request !== undefined) {
    await terminal.out(`${JSON.stringify(descriptorJson(request), null, 2)}\n`);
  }
  for (const problem of problems) await terminal.note(`${shown}: ${problem}`);
  if (better !== undefined) {
    await terminal.note(`${shown}: the bytes are those of an ${better} process: try --arch ${better}`);
  }
  return problems.length === 0 ? exit.ok : exit.no;
}
