// What user mode sees of a driver's status: the table against RtlNtStatusToDosError itself, as Wine has it.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { win32Of } from '#ks/status.ts';
import { statuses } from '#ks/tables/statuses.ts';
import { run, runAny } from '#scripts/lib/run.mjs';
import { setUpRig } from '#test/rig/setup.ts';
import { wineEnvironment } from '#test/rig/wine.ts';
import { ensureCompilers, skip } from './mingw.ts';
import type { Gaps } from './mingw-gaps.ts';

/** NTSTATUS that Wine maps in another way, with the reason why our table says otherwise. */
const otherInWine: Gaps = {};

const ntstatuses = statuses.filter(({ kind }) => kind === 'ntstatus');

const program = `
#include <stdio.h>
#include <windows.h>
ULONG WINAPI RtlNtStatusToDosError(LONG status);
int main(void)
{
    static const ULONG statuses[] = { ${ntstatuses.map(({ value }) => `0x${value.toString(16)}u`).join(', ')} };
    for (unsigned i = 0; i < sizeof(statuses) / sizeof(statuses[0]); i++)
        printf("%lu %lu\\n", statuses[i], RtlNtStatusToDosError((LONG)statuses[i]));
    return 0;
}
`;

/** Compiles a C program for Windows and runs it under Wine; answers what it printed. */
async function runUnderWine(source: string): Promise<string> {
  await ensureCompilers();
  const { folders } = await setUpRig(() => {});
  const folder = mkdtempSync(join(tmpdir(), 'kspin-status-'));
  try {
    const [file, exe] = [join(folder, 'status.c'), join(folder, 'status.exe')];
    writeFileSync(file, source);
    await run('compiling', ['x86_64-w64-mingw32-gcc', '-O2', file, '-o', exe, '-lntdll'], () => {});
    const { code, output } = await runAny(['wine', exe], {
      env: { ...process.env, ...wineEnvironment(folders.prefix) },
    });
    assert.equal(code, 0, output);
    return output;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test('every NTSTATUS of the table becomes the Win32 code that RtlNtStatusToDosError gives', {
  skip,
}, async () => {
  const answers = (await runUnderWine(program)).trim().split(/\r?\n/);
  assert.equal(answers.length, ntstatuses.length);
  const different = ntstatuses.flatMap(({ name, value }, index) => {
    const [status, win32] = (answers[index] ?? '').split(' ').map(Number);
    assert.equal(status, value);
    return win32 === win32Of(value) ? [] : [[name, win32, win32Of(value)]];
  });
  assert.deepEqual(
    different.map(([name]) => name),
    Object.keys(otherInWine),
    JSON.stringify(different),
  );
});
