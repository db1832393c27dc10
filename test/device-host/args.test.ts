import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { readArgs } from '#device-host/host/args.ts';
import { kspinVersion } from '#device-host/version.ts';
import { isInvalid, readWide } from '#device-host/windows/memory.ts';

function read(...args: string[]) {
  const result = readArgs(args);
  return result.ok ? result.value : result.error;
}

test('the device host is local unless told otherwise', () => {
  assert.deepEqual(read('--stdio', '--journal', 'j'), { target: { kind: 'local' }, journalFolder: 'j' });
  assert.deepEqual(read('--stdio', '--target', 'simulate:a.kscaps.json', '--journal', 'j'), {
    target: { kind: 'simulate', file: 'a.kscaps.json' },
    journalFolder: 'j',
  });
});

test('a wrong command line is answered in a sentence', () => {
  assert.match(String(read()), /--stdio is missing/);
  assert.match(String(read('--stdio', '--target', 'ssh:box')), /a device host is local or simulated/);
  assert.match(String(read('--stdio', '--target', 'elsewhere')), /is not a target/);
  assert.match(String(read('--stdio', '--port', '80')), /--port/);
});

test('the version that a host reports is that of the package', () => {
  const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  assert.equal(kspinVersion, manifest.version);
});

test('NULL and INVALID_HANDLE_VALUE are no handles, in either layout and signed or not', () => {
  for (const value of [0n, -1n, 0xffffffffffffffffn]) assert.equal(isInvalid(value, 'x64'), true, `${value}`);
  for (const value of [0n, -1n, 0xffffffffn]) assert.equal(isInvalid(value, 'x86'), true, `${value}`);
  assert.equal(isInvalid(4n, 'x64'), false);
  assert.equal(isInvalid(0xffffffffn, 'x64'), false);
});

test('wide text ends at its NUL, or where its bytes end', () => {
  assert.equal(readWide(Buffer.from('xab\0c', 'utf16le'), 2), 'ab');
  assert.equal(readWide(Buffer.from('ab', 'utf16le').subarray(0, 3), 0), 'a');
});
