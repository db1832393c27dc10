import assert from 'node:assert/strict';
import { describe, it, mock } from 'node:test';
import { run, runAny, showingLife } from '#scripts/lib/run.mjs';

const script = (code: string) => [process.execPath, '-e', code];

describe('run', () => {
  it('says what is being done, and returns what the program printed', async () => {
    const said: string[] = [];
    const output = await run('counting', script("console.log('one'); console.error('two')"), (line) =>
      said.push(line),
    );
    assert.deepEqual(output.split('\n').sort(), ['', 'one', 'two']);
    assert.deepEqual(said, ['counting ...']);
  });

  it('fails with the command, how it ended and what it printed', async () => {
    await assert.rejects(
      run('counting', script("console.log('one'); process.exit(3)"), () => {}),
      /^Error: Failed: counting \(.* ended with exit code 3\):\none\n$/,
    );
    await assert.rejects(
      run('counting', script("process.kill(process.pid, 'SIGKILL')"), () => {}),
      /ended with SIGKILL/,
    );
  });

  it('names a program that cannot be started', async () => {
    await assert.rejects(
      runAny(['kspin-no-such-program']),
      /^Error: kspin-no-such-program cannot be started/,
    );
  });

  it('ends a program that takes too long, although what that started still holds its pipes', async () => {
    const orphan =
      "require('node:child_process').spawn(process.execPath, ['-e', 'setTimeout(() => {}, 5000)'], { stdio: 'inherit' })";
    const result = await runAny(script(`${orphan}; console.log('one'); setTimeout(() => {}, 60000)`), {
      timeoutMs: 1000,
    });
    assert.deepEqual(result, { code: undefined, signal: 'SIGKILL', output: 'one\n' });
  });

  it('keeps nothing of a program that must not hold our pipes', async () => {
    const result = await runAny(script("console.log('one')"), { output: 'drop' });
    assert.deepEqual(result, { code: 0, signal: undefined, output: '' });
  });
});

describe('showingLife', () => {
  it('gives a sign of life every five seconds until the work ends, well or not', async () => {
    mock.timers.enable({ apis: ['setInterval'] });
    try {
      const said: string[] = [];
      let fail = (_reason: Error): void => {};
      const work = () =>
        new Promise<void>((_, reject) => {
          fail = reject;
        });
      const done = showingLife('installing', (line) => said.push(line), work);
      mock.timers.tick(12_000);
      assert.deepEqual(said, ['installing ...', 'installing ... 5 s', 'installing ... 10 s']);
      fail(new Error('no network'));
      await assert.rejects(done, /no network/);
      mock.timers.tick(12_000);
      assert.equal(said.length, 3);
    } finally {
      mock.timers.reset();
    }
  });
});
