// `kspin encode`: the exact bytes that KsCreatePin gets for a connect, for other programs, a debugger or a C test.

import { type Command, endWith, exit } from '#cli/command.ts';
import { fieldProblemLines, type LoadedConnect, loadConnect } from '#cli/descriptor.ts';
import { toHex } from '#ks/bytes.ts';
import { encodeConnect, type FieldProblem } from '#ks/connect.ts';
import { byteMap, byteTableText } from '#ks/export/byte-map.ts';
import { cFile } from '#ks/export/c-file.ts';
import type { ConnectRequest } from '#ks/request.ts';
import { ok, type Result } from '#ks/result.ts';
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
    format: { value: 'FORMAT', choices: ['hex', 'c', 'json', 'table'], about: 'what to write' },
  },
  notes: [
    'The bytes are KSPIN_CONNECT, KSDATAFORMAT and what follows; hex is lower case on one line.',
    'json and table name every member with its offset, value and meaning; c has the same bytes in a process of either size.',
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
    const text = written(option('format') ?? 'hex', loaded.value, arch);
    if (!text.ok) return endWith(exit.no, terminal, ...fieldProblemLines(loaded.value, text.error));
    await terminal.out(text.value);
    return exit.ok;
  },
};

function written(
  format: string,
  { name, request }: LoadedConnect,
  arch: Arch,
): Result<string, readonly FieldProblem[]> {
  const encoded = encodeConnect(request, arch);
  if (!encoded.ok) return encoded;
  const bytes = toHex(encoded.value);
  switch (format) {
    case 'json': {
      const size = encoded.value.length;
      return ok(`${JSON.stringify({ name, arch, bytes, size, fields: fieldsOf(request, arch) }, null, 2)}\n`);
    }
    case 'c':
      return cFile(name, request);
    case 'table':
      return ok(byteTableText(byteMap(request, arch)));
    default:
      return ok(`${bytes}\n`);
  }
}

/** Every byte stands in one of them. */
function fieldsOf(request: ConnectRequest, arch: Arch) {
  return byteMap(request, arch).map(({ offset, bytes, name, value, unit, meaning }) => ({
    offset,
    size: bytes.length,
    name,
    value: value === '' ? undefined : value,
    unit,
    meaning,
  }));
}
