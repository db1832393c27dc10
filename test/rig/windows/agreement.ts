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
import type { Capabilities } from '#ks/capabilities.ts';
import { explainBytes } from '#ks/explain.ts';
import { ioctlKsProperty } from '#ks/properties.ts';
import type { Result } from '#ks/result.ts';
import { win32Of } from '#ks/status.ts';
import {
  filterRequest,
  type PinScript,
  type PropertyRequest,
  pinScript,
  type SpoiltRequest,
  spoiltRequest,
} from './requests.ts';
import { pairs } from './table.ts';

const access = 0xc0000000;
/** KSPROPSETID_Audio, POSITION, GET */
const position = 'a0aaff451b6e d011bcf2444553540000 05000000 01000000'.replaceAll(' ', '');
/** KSPROPSETID_Pin, PROPOSEDATAFORMAT, SET */
const nodeValue = `${'a0aaff451b6ed011bcf2444553540000'}00000000${'02000010'}0000000000000000`;
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

/** explain, the simulated target and the driver must give the same code to every pair; how many there were, in words. */
async function compareTable(
  driver: Side,
  simulation: Side,
  capabilities: readonly Capabilities[],
): Promise<string> {
  let accepted = 0;
  for (const { name, filter, bytes } of pairs) {
    const block = Uint8Array.from(Buffer.from(bytes, 'hex'));
    const subject = capabilities[filter];
    assert.ok(subject);
    const explained = win32Of(explainBytes(block, 'x64', subject).status);
    const codes = [await connect(simulation, { filter, block }), await connect(driver, { filter, block })];
    assert.deepEqual(codes, [explained, explained], `${name}: simulated target and driver, against explain`);
    if (explained === 0) accepted++;
  }
  return `${pairs.length} pairs (${accepted} accepted, ${pairs.length - accepted} refused)`;
}

/** Code, bytes returned and the bytes, as one text. Where a pin is depends on the moment of asking, so that stays out. */
async function ask(backend: Backend, handle: Handle, request: PropertyRequest): Promise<string> {
  const { input, output } = request;
  const answer = await backend.ioctl(handle, ioctlKsProperty, input, copyOf(output));
  const hasLength = answer.win32 === 0 || answer.win32 === 234;
  const isPosition = toHex(input).startsWith(position);
  const bytes = isPosition ? '' : toHex(answer.output.subarray(0, answer.returned));
  return `${answer.win32} ${hasLength ? `${answer.returned} ${bytes}` : ''}`;
}

/** Both sides get the same value, whatever the other did to its buffer. */
function copyOf(output: number | Uint8Array): number | Uint8Array {
  return typeof output === 'number' ? output : output.slice();
}

/** The answers to all requests of the script; none when the pin is refused. */
async function drive({ backend, filters }: Side, script: PinScript): Promise<readonly string[]> {
  const pin = await backend.createPin(filters[script.filter] ?? 0n, readable(script.block), access);
  if (!pin.ok) return [];
  const answers: string[] = [];
  for (const request of script.requests) answers.push(await ask(backend, pin.value, request));
  value(await backend.close(pin.value));
  return answers;
}

async function main(capabilityFile: string, paths: readonly string[]): Promise<void> {
  const open = async (backend: Backend): Promise<Side> => ({
    backend,
    filters: [value(await backend.open(paths[0] ?? '')), value(await backend.open(paths[1] ?? ''))],
  });
  const driver = await open(
    value(await windowsBackend(new URL(import.meta.resolve('#device-host/host/main.ts')))),
  );
  const capabilities = value(loadCapabilities(capabilityFile));
  const simulation = await open(simulatedBackend(capabilities));
  const ranges = capabilities.flatMap(({ pins }) => pins).flatMap(({ dataRanges }) => dataRanges);
  await muteBoth(driver, simulation);
  const table = await compareTable(driver, simulation, capabilities);
  const settings = { seed: 1, numRuns: 1500 };

  await fc.assert(
    fc.asyncProperty(filterRequest(ranges.map(({ bytes }) => bytes)), async (request) => {
      const answer = ({ backend, filters }: Side) => ask(backend, filters[request.filter] ?? 0n, request);
      assert.equal(await answer(simulation), await answer(driver), toHex(request.input));
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
  await fc.assert(
    fc.asyncProperty(pinScript, async (script) => {
      const steps = script.requests.map(({ input }) => toHex(input)).join(' ');
      assert.deepEqual(await drive(simulation, script), await drive(driver, script), steps);
    }),
    settings,
  );
  console.log(
    `agreed on ${table}, and on ${3 * settings.numRuns} random requests with seed ${settings.seed}`,
  );
}

/** The driver keeps what an earlier run set on its nodes. */
async function muteBoth(...sides: readonly Side[]): Promise<void> {
  const zero = new Uint8Array(4);
  for (const { backend, filters } of sides) {
    for (const [id, node] of [
      [4, 2],
      [13, 3],
    ]) {
      const input = Uint8Array.from(Buffer.from(nodeValue, 'hex'));
      viewOf(input).setUint32(16, id ?? 0, true);
      viewOf(input).setUint32(24, node ?? 0, true);
      await backend.ioctl(filters[0] ?? 0n, ioctlKsProperty, input, zero);
    }
  }
}

const [capabilityFile = '', ...paths] = process.argv.slice(2);
await main(capabilityFile, paths);
process.exit(0);
