// The device host as the tests start it: from its sources, with a journal of its own, so that a test never reads what a
// developer's real host left behind.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';

export const hostBundle = fileURLToPath(new URL('../../device-host/host/main.ts', import.meta.url));

/** A new empty folder, removed when the test file is done. */
export function journalFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kspin-host-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
