// koffi brings a native binary, so it is not in the bundle: it is looked up at run time. Its absence is an answer for people,
// not a stack trace.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fail, ok, type Result } from '#ks/result.ts';

export type Koffi = typeof import('koffi');

/**
 * koffi for the program that runs: `koffi.node` beside it, which with the bundle makes a whole device host of two files;
 * or else the package, from the node_modules above it or from NODE_PATH.
 */
export function loadKoffi(): Result<Koffi, string> {
  const program = resolve(process.argv[1] ?? 'device-host.cjs');
  const beside = join(dirname(program), 'koffi.node');
  try {
    return ok(createRequire(program)(existsSync(beside) ? beside : 'koffi') as Koffi);
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n', 1)[0] : String(error);
    return fail(
      `koffi, which makes the native calls, cannot be loaded for ${process.platform} ${process.arch}: ${why}`,
    );
  }
}
