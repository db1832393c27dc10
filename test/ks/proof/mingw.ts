// The C compiler as a witness: what it makes of the Windows headers is the truth that the tables are compared with.
// Nothing it compiles here is run. Numbers and requests are constants in a section of the object file, so one way
// serves both architectures, and no 32-bit Wine is needed.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Arch } from '#ks/tables/layout.ts';
import { ensureAptPackages } from '#scripts/lib/apt.ts';
import { runAny } from '#scripts/lib/run.mjs';
import { whyNoRig } from '#test/rig/rig.ts';

export const archs: readonly Arch[] = ['x64', 'x86'];

const machines: Readonly<Record<Arch, string>> = { x64: 'x86_64-w64-mingw32', x86: 'i686-w64-mingw32' };

/** Where constants go that a test wants to read back. */
const section = '.proof';
/** Write this before a definition to have its bytes returned. */
export const kept = `__attribute__((section("${section}"), used))`;

const headers = {
  user: [
    '#define WIN32_LEAN_AND_MEAN',
    '#include <stddef.h>',
    '#include <windows.h>',
    '#include <mmreg.h>',
    '#include <ks.h>',
  ],
  kernel: ['#include <ntddk.h>', '#include <windef.h>', 'typedef WCHAR TCHAR;', '#define NOBITMAP'],
} as const;
const media = {
  user: ['#include <ksmedia.h>', '#include <bdamedia.h>'],
  kernel: ['#include <mmreg.h>', '#include <ks.h>', '#include <ksmedia.h>', '#include <bdamedia.h>'],
} as const;

export type Mode = keyof typeof headers;

export interface Compiled {
  /** What was marked `kept`, in order of definition. */
  readonly bytes: Uint8Array;
  /** Lines of the source, counted from 0, at which the compiler found an error. No bytes then. */
  readonly errorLines: ReadonlySet<number>;
  /** All that the compiler said. */
  readonly output: string;
}

/** Why tests that need the compilers are skipped on this machine; false where they run, which CI always demands. */
export const skip: string | false = (process.env.CI === 'true' ? undefined : whyNoRig()) ?? false;

let ready: Promise<void> | undefined;

/** Installs both compilers where they are missing; throws an error that names what this machine lacks. */
export function ensureCompilers(): Promise<void> {
  ready ??= install();
  return ready;
}

async function install(): Promise<void> {
  const packages = [
    ['x86_64-w64-mingw32-gcc', 'gcc-mingw-w64-x86-64'],
    ['i686-w64-mingw32-gcc', 'gcc-mingw-w64-i686'],
  ] as const;
  await ensureAptPackages(packages, (line) => console.error(line));
}

/** Compiles lines of C after the Windows headers, and reads back what they keep. */
export async function compile(lines: readonly string[], arch: Arch, mode: Mode = 'user'): Promise<Compiled> {
  await ensureCompilers();
  const folder = mkdtempSync(join(tmpdir(), 'kspin-proof-'));
  try {
    return await compileIn(folder, lines, arch, mode);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function compileIn(
  folder: string,
  lines: readonly string[],
  arch: Arch,
  mode: Mode,
): Promise<Compiled> {
  const [source, object, binary] = ['proof.c', 'proof.o', 'proof.bin'].map((name) => join(folder, name));
  if (source === undefined || object === undefined || binary === undefined) throw new Error('no files');
  const prelude = [...headers[mode], ...media[mode], '#line 1 "proof"'];
  writeFileSync(source, [...prelude, ...lines, ''].join('\n'));
  const flags = ['-std=gnu11', '-fmax-errors=0', '-Wall', '-Wno-missing-braces', '-Wno-unused-variable'];
  const include = mode === 'kernel' ? ['-I/usr/share/mingw-w64/include/ddk'] : [];
  const machine = machines[arch];
  const { code, output } = await runAny([`${machine}-gcc`, ...flags, ...include, '-c', source, '-o', object]);
  const errorLines = new Set(
    [...output.matchAll(/^proof:(\d+):\d+: error:/gm)].map((match) => Number(match[1]) - 1),
  );
  if (code !== 0) return { bytes: new Uint8Array(), errorLines, output };
  const copy = await runAny([`${machine}-objcopy`, '-O', 'binary', '-j', section, object, binary]);
  if (copy.code !== 0) throw new Error(copy.output);
  return { bytes: new Uint8Array(readFileSync(binary)), errorLines, output };
}

/** Kept ULONGs as numbers. */
export function ulongs(bytes: Uint8Array, count: number): readonly number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: count }, (_, index) => view.getUint32(index * 4, true));
}
