// `npm run demo`: the main job on the sample workspace with the real programs, on a machine that has only Node 20 and npm.
// `npm run demo -- --vscode` opens a real VS Code on the same workspace instead. Safe to run again at any time.
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { demoSteps } from './lib/demo-steps.mjs';
import { checkout, ensureDependencies, projectNode } from './lib/install.mjs';
import { run, tell } from './lib/run.mjs';

try {
  await ensureDependencies();
  // Always, because it takes less than a second and the sources may have changed.
  await run('building', [projectNode(), 'esbuild.mjs'], tell, { cwd: checkout });
  if (process.argv.includes('--vscode')) await openEditor();
  else showMainJob();
} catch (error) {
  console.error(`\nThe demo stopped: ${error.message}`);
  process.exitCode = 1;
}

function showMainJob() {
  for (const [index, { title, words, code }] of demoSteps.entries()) {
    console.log(`\n${emphasis(`${index + 1}. ${title}`)}\n$ npx kspin ${words.map(quoted).join(' ')}\n`);
    const { status } = spawnSync(process.execPath, ['dist/cli.cjs', ...words], {
      cwd: checkout,
      stdio: 'inherit',
    });
    if (status !== code) throw new Error(`that command ended with exit code ${status}, not ${code}`);
    if (code === 1) console.log('\nExit code 1: errors were found, so a CI job would stop here.');
  }
  console.log(`
${emphasis('Try next')}
  npm run demo -- --vscode                                  the same in a real VS Code
  npx kspin encode samples/speaker.kspin.json --format c    the exact bytes; it lists the connects to choose from
  npx kspin capture "*camera*" --target simulate:samples/sample.kscaps.json
  npx kspin --help                                          everything else
On Windows, "npx kspin filters" lists the filters of the machine itself.`);
}

/** A `code` that is installed is the editor its user knows; otherwise code-server shows the same in a browser. */
async function openEditor() {
  const samples = join(checkout, 'samples');
  const onWindows = process.platform === 'win32';
  const args = [`--extensionDevelopmentPath=${checkout}`, samples].map((arg) =>
    onWindows ? `"${arg}"` : arg,
  );
  if (spawnSync('code', ['--version'], { shell: onWindows, stdio: 'ignore' }).status === 0) {
    spawnSync('code', args, { shell: onWindows, stdio: 'inherit' });
    console.log('\nVS Code opens on the sample workspace, with the extension from this checkout in it.');
    return;
  }
  await new Promise((resolve) => {
    const child = spawn(projectNode(), ['scripts/serve-vscode.ts', samples], {
      cwd: checkout,
      stdio: 'inherit',
    });
    // Ctrl+C and a closed terminal reach the child too, which stops the server; this process waits for it.
    for (const signal of ['SIGINT', 'SIGHUP']) process.on(signal, () => {});
    process.on('SIGTERM', () => child.kill());
    child.on('close', (code) => {
      process.exitCode = code ?? 1;
      resolve();
    });
  });
}

function quoted(word) {
  return /^[\w./:=@-]+$/.test(word) ? word : `"${word}"`;
}

function emphasis(text) {
  return process.stdout.isTTY && !process.env.NO_COLOR ? `\u001b[1m${text}\u001b[22m` : text;
}
