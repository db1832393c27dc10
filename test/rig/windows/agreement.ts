// Runs in Node for Windows, started by agreement.test.ts: puts thousands of requests to the driver, through
// the device host's own Windows backend, and to its simulation, and says where their answers differ. A
// difference is shrunk to its smallest form.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Backend, Handle } from '#device-host/backend.ts';
import { simulatedBackend } from '#device-host/simulated/backend.ts';
import { loadCapabilities } from '#device-host/simulated/load.ts';
import { windowsBackend } from '#device-host/windows/backend.ts';
import { toHex, viewOf } from '#ks/bytes.ts';
import { ioctlKsProperty } from '#ks/properties.ts';
import type { Result } from '#ks/result.ts';
import { type PropertyRequest, propertyRequest, type SpoiltRequest, spoiltRequest } from './requests.ts';

const access = 0xc0000000;
/** KSPROPSETID_Pin, PROPOSEDATAFORMAT, SET */
const proposal = '6049138cad51cf11878a94f801c100000e000000020000000000000000000000';

function value<T>(result: Result<T, unknown>): T {
  assert.ok(result.ok, result.ok ? '' : JSON.stringify(result.error));
  return result.value;
}

interface Side {
  readonly backend: Backend;
  /** The audio and the video filter, open. */
  readonly filters: readonly Handle[];
}

/** KsCreatePin reads what the block's own numbers say, so there are zeros behind it, more than a name can hold. */
function readable(block: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(block.length + 0x20000);
  bytes.set(block);
  return bytes;
}

async function connect({ backend, filters }: Side, { filter, block }: SpoiltRequest): Promise<number> {
  const pin = await backend.createPin(filters[filter] ?? 0n, readable(block), access);
  if (!pin.ok) return pin.error.win32;
  value(await backend.close(pin.value));
  return 0;
}

async function propose({ backend, filters }: Side, { filter, block }: SpoiltRequest): Promise<number> {
  const input = Uint8Array.from(Buffer.from(proposal, 'hex'));
  viewOf(input).setUint32(24, viewOf(block).getUint32(48, true), true);
  const format = block.slice(72);
  return (await backend.ioctl(filters[filter] ?? 0n, ioctlKsProperty, input, format)).win32;
}

async function ask({ backend, filters }: Side, { filter, input, room }: PropertyRequest): Promise<string> {
  const answer = await backend.ioctl(filters[filter] ?? 0n, ioctlKsProperty, input, room);
  const hasLength = answer.win32 === 0 || answer.win32 === 234;
  return `${answer.win32} ${hasLength ? `${answer.returned} ${toHex(answer.output)}` : ''}`;
}

async function main(capabilityFile: string, paths: readonly string[]): Promise<void> {
  const open = async (backend: Backend): Promise<Side> => ({
    backend,
    filters: [value(await backend.open(paths[0] ?? '')), value(await backend.open(paths[1] ?? ''))],
  });
  const driver = await open(value(windowsBackend()));
  const simulation = await open(simulatedBackend(value(loadCapabilities(capabilityFile))));
  const settings = { seed: 1, numRuns: 1500 };

  await fc.assert(
    fc.asyncProperty(propertyRequest, async (request) => {
      assert.equal(await ask(simulation, request), await ask(driver, request), toHex(request.input));
    }),
    settings,
  );
  await fc.assert(
    fc.asyncProperty(spoiltRequest, async (request) => {
      const hex = `filter ${request.filter}: ${toHex(request.block)}`;
      assert.equal(await connect(simulation, request), await connect(driver, request), `connect ${hex}`);
      assert.equal(await propose(simulation, request), await propose(driver, request), `propose ${hex}`);
    }),
    settings,
  );
}

const [capabilityFile = '', ...paths] = process.argv.slice(2);
await main(capabilityFile, paths);
console.log('agreed');
process.exit(0);
