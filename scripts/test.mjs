// `npm test`: installs what is missing, then checks, builds and runs every test. On Linux that includes the rig
// (a driver under Wine) and a real VS Code; elsewhere it runs what can run there and names what it did not.
// With CI=true nothing may be missing. `npm test -- unit rig` runs only the named parts.
// Plain Node 20 without packages: it runs before anything is installed.
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { checkout, ensureDependencies, projectNode } from './lib/install.mjs';

const onLinux = process.platform === 'linux';
const inCi = process.env.CI === 'true';

/** Every test file by the part that runs it: `test/rig` and `*rig.test.ts` need Wine, `test/vscode` a VS Code. */
const testFiles = readdirSync(join(checkout, 'test'), { recursive: true })
  .map((file) => `test/${String(file).replaceAll('\\', '/')}`)
  .filter((file) => file.endsWith('.test.ts'))
  .sort();
const isVscode = (file) => file.startsWith('test/vscode/');
const isRig = (file) => file.startsWith('test/rig/') || file.endsWith('rig.test.ts');

const parts = [
  { name: 'check', what: 'types, lint, folder borders, unused code', commands: [npm('check')] },
  { name: 'build', what: 'bundles within their budgets', commands: [npm('build')] },
  {
    name: 'unit',
    what: 'everything that needs no other machinery',
    commands: [nodeTest(testFiles.filter((file) => !isVscode(file) && !isRig(file)))],
  },
  {
    name: 'rig',
    what: 'the device host against a driver under Wine',
    needs: 'Linux',
    setUp: [projectNode(), ['test/rig/setup.ts']],
    commands: [nodeTest(testFiles.filter(isRig), '--test-concurrency=1')],
  },
  {
    name: 'vscode',
    what: 'the extension in a real VS Code',
    needs: 'Linux',
    setUp: [projectNode(), ['scripts/vscode-install.ts']],
    commands: [nodeTest(testFiles.filter(isVscode), '--test-concurrency=1')],
  },
];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !parts.some((part) => part.name === name));
if (unknown.length > 0) {
  console.error(
    `No part is named ${unknown.join(', ')}; there are ${parts.map(({ name }) => name).join(', ')}.`,
  );
  process.exit(2);
}

const totals = { passed: 0, failed: 0 };
const failedParts = [];
const notRun = [];

await ensureDependencies();
for (const part of parts.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  console.log(`\n== ${part.name}: ${part.what}`);
  await runPart(part);
}
summarize();

async function runPart({ name, needs, setUp, commands }) {
  if (needs === 'Linux' && !onLinux) {
    notRun.push(`${name}: needs ${needs}`);
    return;
  }
  if (setUp && (await run(...setUp)).code !== 0) {
    (inCi ? failedParts : notRun).push(`${name}: could not be set up, see above`);
    return;
  }
  for (const [program, args] of commands) {
    const { code, output } = await run(program, args);
    totals.passed += count(output, 'pass');
    totals.failed += count(output, 'fail');
    if (code !== 0) failedParts.push(name);
  }
}

function summarize() {
  console.log('');
  for (const reason of notRun) console.log(`NOT RUN  ${reason}`);
  for (const reason of failedParts) console.log(`FAILED   ${reason}`);
  console.log(`${totals.passed} passed, ${totals.failed} failed`);
  process.exitCode = failedParts.length > 0 || totals.failed > 0 ? 1 : 0;
}

function npm(script) {
  return ['npm', ['run', '--silent', script]];
}

/** A test that hangs is a failure, not a run without end. */
function nodeTest(files, ...options) {
  return [projectNode(), ['--test', '--test-reporter=spec', '--test-timeout=600000', ...options, ...files]];
}

/** The number in node's closing line `ℹ pass 12`. */
function count(output, word) {
  const colourCodes = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');
  return Number(new RegExp(`^. ${word} (\\d+)$`, 'm').exec(output.replaceAll(colourCodes, ''))?.[1] ?? 0);
}

/** Runs a program in the checkout, shows its output as it comes, and keeps it. */
function run(program, args) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: checkout,
      // npm is a .cmd file on Windows, which only a shell starts; the arguments are ours and hold nothing to quote.
      shell: process.platform === 'win32' && program === 'npm',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (data) => {
      output += data;
      process.stdout.write(data);
    });
    child.on('error', (error) => {
      console.error(`${program} does not start: ${error.message}`);
      resolve({ code: -1, output });
    });
    child.on('close', (code) => resolve({ code, output }));
  });
}
