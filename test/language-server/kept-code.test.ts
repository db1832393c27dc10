// What V8 makes of the server is kept for the next start even where the client kills it, as most do a moment after `exit`.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { checkout } from '#scripts/lib/install.mjs';

test('a server that is killed has kept its compiled code', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kspin-code-'));
  const server = spawn(process.execPath, [join(checkout, 'dist', 'language-server.mjs'), '--stdio'], {
    env: { ...process.env, NODE_COMPILE_CACHE: folder },
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  try {
    const kept = async () => (await readdir(folder, { recursive: true })).length > 10;
    for (let looks = 0; !(await kept()); looks++) {
      assert.ok(looks < 600, 'half a minute later nothing is kept');
      await setTimeout(50);
    }
  } finally {
    server.kill('SIGKILL');
    await once(server, 'exit');
    await rm(folder, { recursive: true, force: true });
  }
});
