// Runs in Node for Windows, started by endurance.test.ts: opens and closes a pin thousands of times through the device host's own
// Windows backend, asks it for its state in between, and prints what grew.
import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { windowsBackend } from '#device-host/windows/backend.ts';
import { connectionProperties, ioctlKsProperty, propertyRequest, propertySets } from '#ks/properties.ts';
import { bytesOf, readWrite, waveExt } from '#test/device-host/rig-filters.ts';

const [path = '', rounds = '0'] = process.argv.slice(2);
const warmUp = 500;

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

interface Measure {
  readonly heap: number;
  readonly rss: number;
}

function measure(): Measure {
  collect();
  const { heapUsed, rss } = process.memoryUsage();
  return { heap: heapUsed, rss };
}

const opened = await windowsBackend(new URL(import.meta.resolve('#device-host/host/main.ts')));
assert.ok(opened.ok);
const backend = opened.value;
const filter = await backend.open(path);
assert.ok(filter.ok);
const block = Uint8Array.from(Buffer.from(bytesOf(waveExt()), 'hex'));
const state = propertyRequest(propertySets.connection, connectionProperties.STATE);

let before: Measure = { heap: 0, rss: 0 };
/** Wine's GetProcessHandleCount is always 0; but a handle that is not given back drives up the numbers of those that follow. */
let highest = 0n;
let highestBefore = 0n;
for (let round = 0; round < Number(rounds); round++) {
  if (round === warmUp) {
    before = measure();
    highestBefore = highest;
  }
  const pin = await backend.createPin(filter.value, block, readWrite);
  assert.ok(pin.ok, `round ${round}`);
  if (pin.value > highest) highest = pin.value;
  assert.equal((await backend.ioctl(pin.value, ioctlKsProperty, state, 4)).win32, 0, `round ${round}`);
  assert.ok((await backend.close(pin.value)).ok, `round ${round}`);
}
const after = measure();
await backend.close(filter.value);
console.log(
  JSON.stringify({
    rounds: Number(rounds),
    handles: Number(highest - highestBefore) / 4,
    heap: after.heap - before.heap,
    rss: after.rss - before.rss,
  }),
);
process.exit(0);
