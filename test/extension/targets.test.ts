// What the setting kspin.target means, on Windows and elsewhere, and how the target is named.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resolveTarget, targetLabel } from '#extension/targets.ts';

const sample = '/ext/samples/sample.kscaps.json';

test('without a setting the target is this machine on Windows and the sample elsewhere', () => {
  assert.deepEqual(resolveTarget('', 'win32', sample), { ok: true, value: { kind: 'local' } });
  assert.deepEqual(resolveTarget(' ', 'linux', sample), {
    ok: true,
    value: { kind: 'simulate', file: sample },
  });
});

test('simulate: alone is the sample on every system', () => {
  assert.deepEqual(resolveTarget('simulate:', 'win32', sample), {
    ok: true,
    value: { kind: 'simulate', file: sample },
  });
});

test('a setting that is no target says which forms there are', () => {
  const resolved = resolveTarget('remote', 'linux', sample);
  assert.ok(!resolved.ok);
  assert.match(resolved.error, /^Setting kspin\.target: "remote" is not a target: write local, simulate:/);
});

test('a label names the target in a few words', () => {
  const labels = [
    'local',
    'simulate:C:\\x\\usb.kscaps.json',
    'simulate:usb.kscaps.json?fault=die-open@*audio*',
    'ssh:me@box',
    'exec:/opt/node host.cjs --stdio',
  ].map((text) => {
    const target = resolveTarget(text, 'linux', sample);
    return target.ok ? targetLabel(target.value) : target.error;
  });
  assert.deepEqual(labels, [
    'local',
    'simulated: usb.kscaps.json',
    'simulated: usb.kscaps.json, die-open',
    'ssh: me@box',
    'exec: node',
  ]);
});

test('a command behind env is named by the program that it starts', () => {
  const target = resolveTarget('exec:env WINEPREFIX=/tmp/p /usr/bin/wine node.exe host.cjs', 'linux', 'x');
  assert.ok(target.ok);
  assert.equal(targetLabel(target.value), 'exec: wine');
});
