// The host's standard input on its thread: nothing is lost or turned around between the two, and no end leaves a process.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { seed } from '#test/seed.ts';
import { hostBundle, temporaryFolder } from './host-under-test.ts';

const echo = fileURLToPath(new URL('./fixtures/hosts/input-echo.ts', import.meta.url));
const filters = fileURLToPath(new URL('./fixtures/rig.kscaps.json', import.meta.url));

test(`what is written in pieces and at any moment is read whole and in order, up to the end (seed ${seed})`, async () => {
  const child = spawn(process.execPath, [echo], { stdio: ['pipe', 'pipe', 'inherit'] });
  const pieces = fc.sample(
    fc.record({
      bytes: fc.uint8Array({ minLength: 1, maxLength: 200_000, size: 'max' }),
      /** Milliseconds: within a look of the host, and after it. */
      pause: fc.constantFrom(0, 0, 1, 3, 8),
    }),
    { numRuns: 100, seed },
  );
  const said = text(child);
  const hash = createHash('sha1');
  let size = 0;
  for (const { bytes, pause } of pieces) {
    hash.update(bytes);
    size += bytes.length;
    if (!child.stdin.write(bytes)) await once(child.stdin, 'drain');
    if (pause > 0) await delay(pause);
  }
  child.stdin.end();
  assert.equal(await said, `${size} ${hash.digest('hex')}`);
});

test('a host whose answers nobody reads any more ends, although its input is still open', async () => {
  const args = [hostBundle, '--stdio', '--target', `simulate:${filters}`, '--journal', temporaryFolder()];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  const gone = once(child, 'exit');
  child.stdout.destroy();
  await gone;
  child.stdin.destroy();
});

test('a program that fails while its input is open says why and is gone', async () => {
  const script = `
    import { openInput } from '#device-host/host/input.ts';
    openInput();
    setTimeout(() => { throw new Error('out of order'); }, 100);
  `;
  const args = ['--input-type=module', '-e', script];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'inherit', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (more: string) => {
    said += more;
  });
  await once(child, 'close');
  child.stdin.destroy();
  assert.match(said, /Error: out of order/);
});

async function text(child: ChildProcess): Promise<string> {
  let said = '';
  child.stdout?.setEncoding('utf8').on('data', (more: string) => {
    said += more;
  });
  await once(child, 'close');
  return said;
}
