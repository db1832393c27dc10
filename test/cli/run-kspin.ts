// Runs the real bundle as a user's shell does, in a folder of its own, and hands back everything that came out.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';

export const bundle = fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url));
assert.ok(existsSync(bundle), 'dist/cli.cjs is missing: npm run build makes it');

/** Holds the journals of these runs, so that no test reads what another program left behind. */
const state = mkdtempSync(join(tmpdir(), 'kspin-cli-state-'));
after(() => rmSync(state, { recursive: true, force: true }));

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export function kspin(cwd: string, words: readonly string[], input = ''): Promise<Run> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, NO_COLOR: '1', XDG_STATE_HOME: state, LOCALAPPDATA: state };
    const child = spawn(process.execPath, [bundle, ...words], { cwd, env });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (data) => {
      stdout += data;
    });
    child.stderr.on('data', (data) => {
      stderr += data;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}

/** A folder with these files, removed when the test file is done. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'kspin-cli-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

/** Fails with everything that was printed, which says more than two numbers. */
export function assertExit(run: Run, code: number): void {
  assert.equal(run.code, code, `exit code ${run.code}\nstdout: ${run.stdout}\nstderr: ${run.stderr}`);
}
