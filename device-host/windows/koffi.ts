// koffi brings a native binary, so it is not in the bundle: it is looked up at run time, beside the program that was started,
// above it, or in NODE_PATH. Its absence is an answer for people, not a stack trace.
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { fail, ok, type Result } from '#ks/result.ts';

export type Koffi = typeof import('koffi');

/** The koffi package that `require('koffi')` would give the program that runs. */
export function loadKoffi(): Result<Koffi, string> {
  const program = resolve(process.argv[1] ?? 'device-host.cjs');
  try {
    return ok(createRequire(program)('koffi') as Koffi);
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n', 1)[0] : String(error);
    return fail(
      `koffi, which makes the native calls, cannot be loaded for ${process.platform} ${process.arch}: ${why}`,
    );
  }
}
