// `kspin encode`: the exact bytes that KsCreatePin gets for a connect, for other programs, a debugger or a C test.
import { byteFields } from '#cli/byte-fields.ts';
import { cSource } from '#cli/c-source.ts';
import { type Command, endWith, exit } from '#cli/command.ts';
import { fieldProblemLines, type LoadedConnect, loadConnect } from '#cli/descriptor.ts';
import { toHex } from '#ks/bytes.ts';
import { encodeConnect } from '#ks/connect.ts';
import type { Arch } from '#ks/struct.ts';

export const encode: Command = {
  name: 'encode',
  about: 'writes the exact bytes of a connect',
  operands: 'FILE',
  minOperands: 1,
  maxOperands: 1,
  options: {
    connect: { value: 'NAME', about: 'which connect, when the file has several' },
    arch: { value: 'ARCH', choices: ['x64', 'x86'], about: 'pointer size of the process that will call' },
    format: { value: 'FORMAT', choices: ['hex', 'c', 'json'], about: 'what to write' },
  },
  notes: [
    'The bytes are KSPIN_CONNECT, KSDATAFORMAT and what follows; hex is lower case on one line.',
    'Exit code 0: written. 1: the text has errors, or a member is missing or does not fit. 2: usage, or an unreadable file.',
  ],
  run: async ({ operands, option }, terminal) => {
    const [file = ''] = operands;
    const loaded = loadConnect(file, option('connect'), terminal.cwd);
    if (!loaded.ok) {
      const { kind, lines } = loaded.error;
      return endWith(kind === 'text' ? exit.no : exit.trouble, terminal, ...lines);
    }
    const arch: Arch = option('arch') === 'x86' ? 'x86' : 'x64';
    const encoded = encodeConnect(loaded.value.request, arch);
    if (!encoded.ok) return endWith(exit.no, terminal, ...fieldProblemLines(loaded.value, encoded.error));
    await terminal.out(written(option('format') ?? 'hex', loaded.value, encoded.value, arch));
    return exit.ok;
  },
};

function written(format: string, { name, request }: LoadedConnect, bytes: Uint8Array, arch: Arch): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify({ name, arch, bytes: toHex(bytes), size: bytes.length }, null, 2)}\n`;
    case 'c':
      return cSource(`${name} (${arch})`, bytes, byteFields(request, arch, bytes.length));
    default:
      return `${toHex(bytes)}\n`;
  }
}
