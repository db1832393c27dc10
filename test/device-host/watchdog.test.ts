// A host whose event loop stands still ends by itself: nobody on another machine could end it.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('./fixtures/hosts/standing-still.ts', import.meta.url));

test('a process whose event loop stands still is ended by its watchdog, and not while it beats', async () => {
  const child = spawn(process.execPath, [program, '2000'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const [words] = await once(child.stdout, 'data');
  assert.equal(String(words), 'standing still\n');
  const [code, signal] = await ended;
  assert.deepEqual([code, signal], [null, 'SIGKILL']);
});
