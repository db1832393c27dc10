// The simulated target is worth as much as its likeness to a driver. Here both get the same thousands of
// requests, good and spoilt, and must give the same answer, byte for byte; over a table of connect requests
// `explain` must say so too.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { runAny } from '#scripts/lib/run.mjs';
import { ensureRig, whyNoRig } from './rig.ts';

const script = fileURLToPath(new URL('windows/agreement.ts', import.meta.url));
const fixture = fileURLToPath(new URL('../device-host/fixtures/rig.kscaps.json', import.meta.url));
const categoryCapture = '{65E8773D-8F56-11D0-A3B9-00A0C9223196}';
const reason = process.env.CI === 'true' ? undefined : whyNoRig();

test('driver and simulation give the same answers', { skip: reason ?? false }, async (t) => {
  const rig = await ensureRig();
  const paths = ['kspin rig audio', 'kspin rig video'].map(
    (wanted) =>
      rig.interfaces.find(({ name, category }) => name === wanted && category === categoryCapture)?.path ??
      '',
  );
  const { command, args, env } = rig.wineNode(script, rig.winePath(fixture), ...paths);
  const { code, output } = await rig.alone(() => runAny([command, ...args], { env }));
  assert.equal(code, 0, output);
  const [told, pairs] = /agreed on (\d+) pairs .*/.exec(output) ?? [];
  assert.ok(Number(pairs) >= 200, output);
  t.diagnostic(told ?? '');
});
