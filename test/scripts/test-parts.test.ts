// The command that says whether the project works must not say so by mistake.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { checkout } from '#scripts/lib/install.mjs';
import { choose, notRun, partOf, resultOf, tally, verdict } from '#scripts/lib/test-parts.mjs';

describe('the parts of npm test', () => {
  const chosen = (...words: string[]) => choose(words).chosen.map(({ name }) => name);

  it('are all of them when none is named', () => {
    assert.deepEqual(chosen(), ['check', 'build', 'unit', 'editors', 'rig', 'ssh', 'vscode', 'package']);
  });

  it('are run in their own order, and build what they test', () => {
    assert.deepEqual(chosen('rig', 'unit'), ['build', 'unit', 'rig']);
    assert.deepEqual(chosen('check'), ['check']);
  });

  it('are listed, with exit code 2, when a word names none of them', () => {
    const { status, stdout, stderr } = npmTest('unit', 'nonsense', '--watch');
    assert.equal(status, 2);
    assert.equal(stdout, '');
    assert.match(stderr, /^No part is named nonsense, --watch\. There are:\n {2}check .*\n {2}build /);
  });

  it('take a test file by its folder, or by the rig in its imports', () => {
    assert.equal(partOf('test/ks/guid.test.ts', "import '#ks/guid.ts';"), 'unit');
    assert.equal(partOf('test/editors/neovim.test.ts', ''), 'editors');
    assert.equal(partOf('test/rig/rig.test.ts', ''), 'rig');
    assert.equal(partOf('test/ssh/set-up.test.ts', "import { ensureRig } from '#test/rig/rig.ts';"), 'ssh');
    assert.equal(partOf('test/cli/any.test.ts', "import { ensureRig } from '#test/rig/rig.ts';"), 'rig');
    assert.equal(
      partOf('test/vscode/job.test.ts', "import { ensureRig } from '#test/rig/rig.ts';"),
      'vscode',
    );
    assert.equal(partOf('test/package/vsix.test.ts', "import '#test/rig/rig.ts';"), 'package');
  });
});

describe('what a test run printed', () => {
  it('is counted as node counts it, with the names of what failed and what was skipped', () => {
    const { output } = nodeTest(`
      test('fine', () => {});
      test('bad (really)', () => assert.fail('no'));
      test('not now', { skip: true }, () => {});
      describe('a group', () => {
        it('inner bad', () => assert.fail('no'));
        it('inner skipped', { skip: 'needs a driver (1.5ms)' }, () => {});
      });
    `);
    assert.deepEqual(tally(output), {
      passed: 1,
      failed: 2,
      skipped: 2,
      failing: [
        'bad (really): AssertionError [ERR_ASSERTION]: no',
        'inner bad: AssertionError [ERR_ASSERTION]: no',
      ],
      skipping: ['not now', 'inner skipped (needs a driver (1.5ms))'],
    });
  });

  it('is a failure when the file itself does not load', () => {
    const { status, output } = nodeTest("import './missing.mjs';");
    const result = resultOf('unit', status, output, true);
    assert.equal(verdict([result], false).exitCode, 1);
    assert.match(result.problems.join('\n'), /^unit: .*sample\.test\.mjs: 'test failed'$/);
  });
});

describe('the verdict of npm test', () => {
  const good = resultOf('unit', 0, 'ℹ pass 12\nℹ fail 0\n', true);

  it('is 0 when every part ended well', () => {
    assert.deepEqual(verdict([resultOf('check', 0, '', false), good], true), {
      lines: ['12 tests passed, 0 failed'],
      exitCode: 0,
    });
  });

  it('names a part that ended badly, and its tests that failed', () => {
    const broken = resultOf('build', 1, 'dist/cli.cjs is over its budget', false);
    const failing = resultOf('rig', 1, 'ℹ pass 3\nℹ fail 1\n✖ failing tests:\n✖ opens a pin (3.1ms)\n', true);
    assert.deepEqual(verdict([broken, good, failing], false), {
      lines: [
        'FAILED   build: ended with exit code 1',
        'FAILED   rig: opens a pin',
        '15 tests passed, 1 failed',
      ],
      exitCode: 1,
    });
  });

  it('is a failure when a test part was killed, counted a failure although it ended with 0, or ran no test', () => {
    assert.equal(verdict([resultOf('unit', undefined, 'ℹ pass 12\n', true)], false).exitCode, 1);
    assert.equal(verdict([resultOf('unit', 0, 'ℹ pass 1\nℹ cancelled 1\n', true)], false).exitCode, 1);
    assert.deepEqual(
      verdict([resultOf('unit', 0, '', true)], false).lines[0],
      'FAILED   unit: it ran no test',
    );
  });

  it('names what was not run, which only CI=true turns into a failure', () => {
    const skipping = resultOf('unit', 0, '﹣ a driver (0.1ms) # needs Linux\nℹ pass 2\nℹ skipped 2\n', true);
    const results = [skipping, notRun('vscode', 'needs linux')];
    const lines = [
      'NOT RUN  unit: a driver (needs Linux)',
      'NOT RUN  unit: 1 more',
      'NOT RUN  vscode: needs linux',
      '2 tests passed, 0 failed, 3 not run',
    ];
    assert.deepEqual(verdict(results, false), { lines, exitCode: 0 });
    const strict = verdict(results, true);
    assert.equal(strict.exitCode, 1);
    assert.deepEqual(
      strict.lines.filter((line) => !lines.includes(line)),
      ['With CI=true everything must run.'],
    );
  });
});

function npmTest(...words: string[]) {
  return spawnSync(process.execPath, ['scripts/test.mjs', ...words], { cwd: checkout, encoding: 'utf8' });
}

/** Runs node's test runner on a file of its own, as a part of `npm test` does. */
function nodeTest(body: string): { readonly status: number | undefined; readonly output: string } {
  const folder = mkdtempSync(join(tmpdir(), 'kspin-tally-'));
  try {
    const file = join(folder, 'sample.test.mjs');
    const imports = [
      "import assert from 'node:assert';",
      "import { describe, it, test } from 'node:test';",
      'void [assert, describe, it, test];',
    ];
    writeFileSync(file, [...imports, body].join('\n'));
    // Without it node's runner takes a run inside a run for one of its own and prints nothing for a person.
    const { NODE_TEST_CONTEXT: _, ...env } = process.env;
    const args = ['--test', '--test-reporter=spec', file];
    const { status, stdout } = spawnSync(process.execPath, args, { env, encoding: 'utf8' });
    return { status: status ?? undefined, output: stdout };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
