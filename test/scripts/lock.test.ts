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
