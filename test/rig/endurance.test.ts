// Ten thousand pins on a real driver, one after the other: the process that opens them keeps no handle and no memory, and the
// driver gets every one of them back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { runAny } from '#scripts/lib/run.mjs';
import { ensureRig, whyNoRig } from './rig.ts';

const script = fileURLToPath(new URL('windows/endurance.ts', import.meta.url));
const why = process.env.CI === 'true' ? undefined : whyNoRig();
const rounds = 10_000;
/** Growth that is no leak: one kept object per round would be several times as much. */
const allowedBytes = 1_000_000;

test(`${rounds} pins of the rig's driver leave nothing behind`, { skip: why ?? false }, async (t) => {
  const rig = await ensureRig();
  const path = rig.interfaces.find(({ name }) => name === 'kspin rig audio')?.path ?? '';
  await rig.alone(async () => {
    const control = await rig.control(path);
    const { command, args, env } = rig.wineNode(script, path, String(rounds));
    const { code, output } = await runAny([command, ...args], { env });
    const left = await control.openFiles();
    await control.end();
    assert.equal(code, 0, output);
    const line = output.slice(output.indexOf('{'));
    const grown = JSON.parse(line);
    t.diagnostic(line.trim());
    // A few come and go with the threads of Node; a leak of one per round would be thousands.
    assert.ok(grown.handles < 50, `${grown.handles} handles more`);
    assert.ok(grown.heap < allowedBytes, `${grown.heap} bytes more`);
    assert.equal(left, 0, 'handles that the driver has open');
  });
});
