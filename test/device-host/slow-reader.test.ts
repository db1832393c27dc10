// A client that is busy when a long answer comes: the answer is longer than a pipe, waits there, and arrives whole.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';
import { protocolVersion } from '#device-host/protocol.ts';
import { hostBundle, temporaryFolder } from './host-under-test.ts';

const sample = fileURLToPath(new URL('../../samples/sample-camera.kscaps.json', import.meta.url));

test('the list of three thousand filters waits for a client that does not read for a while', async (t) => {
  const folder = temporaryFolder();
  const camera = JSON.parse(readFileSync(sample, 'utf8'));
  const filters = Array.from({ length: 3000 }, (_, index) => {
    const path = `\\\\?\\root#image#${index}#{e5323777-f976-4f5b-9b55-b94699c46e44}\\camera`;
    return { ...camera, pins: [], filter: { ...camera.filter, path } };
  });
  const file = join(folder, 'many.kscaps.json');
  writeFileSync(file, JSON.stringify({ filters }));
  const args = [hostBundle, '--stdio', '--target', `simulate:${file}`, '--journal', folder];
  const host = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  t.after(() => {
    host.kill('SIGKILL');
    host.stdout.destroy();
  });
  const reader = new StreamMessageReader(host.stdout);
  const connection = createMessageConnection(reader, new StreamMessageWriter(host.stdin));
  connection.listen();
  await connection.sendRequest('host/hello', { protocol: protocolVersion, client: 'test' });
  const listing = connection.sendRequest<{ readonly filters: readonly unknown[] }>('filters/list', {});
  host.stdout.pause();
  // What must not happen has no event: the pipe is full long before this is over, and the host writes on.
  await delay(1000);
  host.stdout.resume();
  const listed = await Promise.race([listing, delay(30_000, undefined, { ref: false })]);
  assert.equal(listed?.filters.length, 3000);
  const ended = once(host, 'exit');
  host.stdin.end();
  assert.deepEqual(await ended, [0, null]);
  connection.dispose();
});
