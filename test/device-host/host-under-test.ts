// The device host as the tests start it, with a journal of its own, so that a test never reads what a developer's real host
// left behind.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build, stop } from 'esbuild';

/** The sources: Node runs them as they are. */
export const hostBundle = fileURLToPath(new URL('../../device-host/host/main.ts', import.meta.url));

/** A new empty folder, removed when the test file is done. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kspin-host-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The bundle as it is shipped, made of the sources of this moment, for a Node that runs no TypeScript. */
export async function buildHost(entry = hostBundle): Promise<string> {
  const outfile = join(temporaryFolder(), 'device-host.cjs');
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    mainFields: ['module', 'main'],
    external: ['koffi'],
    logLevel: 'error',
  });
  // Its service process would outlive the work by chance.
  await stop();
  return outfile;
}
