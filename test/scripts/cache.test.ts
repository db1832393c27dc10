import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { makeOnce } from '#scripts/lib/cache.ts';

const root = mkdtempSync(join(tmpdir(), 'kspin-cache-'));
after(() => rmSync(root, { recursive: true, force: true }));

const silent = () => {};
const write = (text: string) => async (folder: string) => writeFileSync(join(folder, 'content'), text);
const contentOf = (path: string) => readFileSync(join(path, 'content'), 'utf8');

describe('makeOnce', () => {
  it('makes a folder, with the folders above it, and leaves one that is there alone', async () => {
    const path = join(root, 'deep', 'thing');
    await makeOnce(path, '', silent, write('first'));
    await makeOnce(path, '', silent, write('second'));
    assert.equal(contentOf(path), 'first');
    assert.deepEqual(readdirSync(join(root, 'deep')), ['thing']);
  });

  it('takes nothing for whole that was left half done, and clears it away', async () => {
    const path = join(root, 'half', 'thing');
    const failing = makeOnce(path, '', silent, async (folder) => {
      await write('half')(folder);
      throw new Error('killed');
    });
    await assert.rejects(failing, /killed/);
    assert.ok(!existsSync(path));
    await makeOnce(path, '', silent, write('whole'));
    assert.equal(contentOf(path), 'whole');
    assert.deepEqual(readdirSync(join(root, 'half')), ['thing']);
  });

  it('lets one of several work and the others wait for it', async () => {
    const path = join(root, 'shared', 'thing');
    let made = 0;
    const make = () => makeOnce(path, '', silent, (folder) => write(`${++made}`)(folder));
    await Promise.all([make(), make(), make()]);
    assert.equal(made, 1);
  });
});
