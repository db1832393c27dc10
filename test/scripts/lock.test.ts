import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { checkout } from '#scripts/lib/install.mjs';
import { takeLock } from '#scripts/lib/lock.mjs';

const skip = process.platform === 'darwin' ? 'macOS has no lock of this kind' : false;

describe('takeLock', { skip }, () => {
  it('lets one in at a time, and tells those who wait why', async () => {
    const name = `test of takeLock ${process.pid}`;
    const said: string[] = [];
    const unlockFirst = await takeLock(name, 'busy', () => assert.fail('the first waits'));
    const unlockSecond = await takeLock(name, 'somebody installs', (line) => {
      said.push(line);
      unlockFirst();
    });
    unlockSecond();
    assert.deepEqual(said, ['somebody installs, waiting ... 1 s']);
  });

  it('keeps nobody out of a lock of another name', async () => {
    const unlocks = await Promise.all(
      ['a', 'b'].map((name) => takeLock(`${name} ${process.pid}`, 'busy', () => assert.fail('it waits'))),
    );
    for (const unlock of unlocks) unlock();
  });

  it('is held by a program that works under it, even when the process that took it was killed', {
    skip: process.platform === 'linux' ? false : 'only Linux hands a lock on',
  }, async () => {
    const name = `test of an orphan ${process.pid}`;
    const code = `
      import { takeLock } from '#scripts/lib/lock.mjs';
      import { runAny } from '#scripts/lib/run.mjs';
      const lock = await takeLock(${JSON.stringify(name)}, '', () => {});
      const orphan = 'console.log(process.pid); setInterval(() => {}, 1e6)';
      await runAny([process.execPath, '-e', orphan], { lock, output: 'show' });`;
    const holder = spawn(process.execPath, ['--input-type=module', '-e', code], { cwd: checkout });
    const [orphan] = await once(holder.stdout, 'data');
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    let waited = false;
    const unlock = await takeLock(name, 'held', () => {
      waited = true;
      process.kill(Number(orphan), 'SIGKILL');
    });
    unlock();
    assert.ok(waited, 'the program held it');
  });

  it('is free again when the process that held it was killed', async () => {
    const name = `test of a killed holder ${process.pid}`;
    const code = `
      import { takeLock } from '#scripts/lib/lock.mjs';
      await takeLock(${JSON.stringify(name)}, '', () => {});
      console.log('taken');`;
    const holder = spawn(process.execPath, ['--input-type=module', '-e', code], { cwd: checkout });
    await once(holder.stdout, 'data');
    let waited = false;
    const unlock = await takeLock(name, 'held', () => {
      waited = true;
      holder.kill('SIGKILL');
    });
    unlock();
    assert.ok(waited, 'it really was held');
  });
});
