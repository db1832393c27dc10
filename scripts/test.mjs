// `npm test`: installs what is missing, then checks, builds and runs every test. On Linux that includes other editors,
// the rig (a driver under Wine) and a real VS Code; elsewhere it runs what can run there and names what it did not.
// With CI=true nothing may be missing. `npm test -- unit rig` runs only the named parts.
// Plain Node 20 without packages: it runs before anything is installed.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout, ensureDependencies, projectNode } from './lib/install.mjs';
import { runAny } from './lib/run.mjs';
import { choose, notRun, partOf, parts, resultOf, verdict } from './lib/test-parts.mjs';

/** What prepares what a part needs; it ends with 2 where a machine cannot have that, see lib/prepare.ts. */
const setUps = {
  editors: ['test/editors/setup.ts'],
  rig: ['test/rig/setup.ts'],
  ssh: ['test/ssh/setup.ts'],
  vscode: ['scripts/vscode-install.ts', 'test/ssh/setup.ts'],
  package: ['test/rig/setup.ts', 'scripts/vscode-install.ts', 'scripts/package.ts'],
};

const { unknown, chosen } = choose(process.argv.slice(2));
if (unknown.length > 0) {
  console.error(`No part is named ${unknown.join(', ')}. There are:`);
  for (const { name, what } of parts) console.error(`  ${name.padEnd(8)}${what}`);
  process.exitCode = 2;
} else {
  try {
    process.exitCode = await runParts();
  } catch (error) {
    console.error(`\nThe tests could not run: ${error.message}`);
    process.exitCode = 1;
  }
}

async function runParts() {
  await ensureDependencies();
  const results = [];
  for (const part of chosen) {
    console.log(`\n== ${part.name}: ${part.what}`);
    const started = Date.now();
    results.push(await runPart(part));
    console.log(`== ${part.name} took ${Math.round((Date.now() - started) / 1000)} s`);
  }
  const { lines, exitCode } = verdict(results, process.env.CI === 'true');
  console.log(['', ...lines].join('\n'));
  return exitCode;
}

async function runPart({ name, needs }) {
  if (needs !== undefined && needs !== process.platform) return notRun(name, `needs ${needs}`);
  for (const setUp of setUps[name] ?? []) {
    const { code } = await show([projectNode(), setUp]);
    if (code === 2) return notRun(name, 'this machine lacks something, see above');
    if (code !== 0) return resultOf(`${name}, set-up`, code, '', false);
  }
  if (name === 'check' || name === 'build') {
    const { code, output } = await show(['npm', 'run', '--silent', name]);
    return resultOf(name, code, output, false);
  }
  const files = testFiles(name);
  // node --test without files would look for some itself.
  if (files.length === 0) return resultOf(name, 0, '', true);
  const { code, output } = await show(nodeTest(name, files));
  return resultOf(name, code, output, true);
}

function testFiles(part) {
  return readdirSync(join(checkout, 'test'), { recursive: true })
    .map((file) => `test/${String(file).replaceAll('\\', '/')}`)
    .filter((file) => file.endsWith('.test.ts'))
    .filter((file) => partOf(file, readFileSync(join(checkout, file), 'utf8')) === part)
    .sort();
}

/** A test that hangs is a failure, not a run without end. One driver and one screen are not shared by files side by side. */
function nodeTest(part, files) {
  const options = ['--test', '--test-reporter=spec', '--test-timeout=600000'];
  return [projectNode(), ...options, ...(part === 'unit' ? [] : ['--test-concurrency=1']), ...files];
}

function show(command) {
  return runAny(command, { cwd: checkout, output: 'show' });
}
