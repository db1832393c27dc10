// An open pin of the simulated target: states, position, format and framing as the rig's driver answers them
// (test/rig/driver/README.md). Time is the test's own.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Backend, Handle } from '#device-host/backend.ts';
import { simulatedBackend } from '#device-host/simulated/backend.ts';
import { fromHex, toHex, viewOf } from '#ks/bytes.ts';
import type { ConnectRequest } from '#ks/connect.ts';
import {
  audioPosition,
  connectionProperties,
  ioctlKsProperty,
  propertyRequest,
  propertySets,
} from '#ks/properties.ts';
import { decodeStruct } from '#ks/struct.ts';
import { bytesOf, cameraPath, rigFilters, speakerPath, video, wave, waveExt } from './rig-filters.ts';

const invalidParameter = 87;
const badCommand = 22;
const noMatch = 1169;
const [stop, acquire, pause, run] = [0, 1, 2, 3];

/** One open pin and the time that it goes by. */
class Rig {
  ms = 0;
  readonly backend: Backend = simulatedBackend(rigFilters(), () => this.ms);
  pin: Handle = 0n;

  static async with(request: ConnectRequest, path = speakerPath()): Promise<Rig> {
    const rig = new Rig();
    const filter = await rig.backend.open(path);
    assert.ok(filter.ok);
    const pin = await rig.backend.createPin(filter.value, fromHex(bytesOf(request)) ?? new Uint8Array(), 0);
    assert.ok(pin.ok);
    rig.pin = pin.value;
    return rig;
  }

  async set(id: number, value: Uint8Array): Promise<number> {
    const input = propertyRequest(propertySets.connection, id);
    viewOf(input).setUint32(20, 2, true);
    return (await this.backend.ioctl(this.pin, ioctlKsProperty, input, value)).win32;
  }

  setState(state: number): Promise<number> {
    return this.set(connectionProperties.STATE, Uint8Array.of(state, 0, 0, 0));
  }

  async get(id: number, set = propertySets.connection): Promise<Uint8Array> {
    const input = propertyRequest(set, id);
    const size = await this.backend.ioctl(this.pin, ioctlKsProperty, input, 0);
    return (await this.backend.ioctl(this.pin, ioctlKsProperty, input, size.returned)).output;
  }

  async state(): Promise<number> {
    return viewOf(await this.get(connectionProperties.STATE)).getUint32(0, true);
  }

  async position(): Promise<readonly unknown[]> {
    const bytes = await this.get(audioPosition, propertySets.audio);
    const { PlayOffset: play, WriteOffset: write } = decodeStruct('KSAUDIO_POSITION', bytes, 'x64') ?? {};
    return [play, write];
  }
}

test('a pin goes up one state at a time, and from PAUSE straight down to STOP', async () => {
  const rig = await Rig.with(waveExt());
  for (const skipped of [pause, run]) assert.equal(await rig.setState(skipped), badCommand);
  for (const state of [acquire, pause, run, pause, acquire, pause, stop, stop]) {
    assert.equal(await rig.setState(state), 0);
    assert.equal(await rig.state(), state);
  }
  for (const state of [acquire, pause, run]) await rig.setState(state);
  assert.equal(await rig.setState(stop), badCommand);
  assert.equal(await rig.setState(4), invalidParameter);
  assert.equal(await rig.state(), run);
});

test('the position moves in RUN at the byte rate, stands in PAUSE, and is zero in STOP', async () => {
  const rig = await Rig.with(waveExt());
  assert.deepEqual(await rig.position(), [0n, 0n]);
  for (const state of [acquire, pause, run]) await rig.setState(state);
  rig.ms = 1000;
  assert.deepEqual(await rig.position(), [192_000n, 192_000n]);
  await rig.setState(pause);
  rig.ms = 5000;
  assert.deepEqual(await rig.position(), [192_000n, 192_000n]);
  await rig.setState(run);
  // 24 whole blocks and half of one.
  rig.ms += 0.51;
  assert.deepEqual(await rig.position(), [192_096n, 192_096n]);
  await rig.setState(pause);
  await rig.setState(stop);
  assert.deepEqual(await rig.position(), [0n, 0n]);
});

test('a picture has no audio position', async () => {
  const rig = await Rig.with(video(), cameraPath());
  const input = propertyRequest(propertySets.audio, audioPosition);
  assert.equal((await rig.backend.ioctl(rig.pin, ioctlKsProperty, input, 16)).win32, 1170);
});

test('the format is changed in STOP only, and only to one that the pin takes', async () => {
  const rig = await Rig.with(wave());
  const format = (request: ConnectRequest) => fromHex(bytesOf(request))?.subarray(72) ?? new Uint8Array();
  const other = format(waveExt({ wave: { nSamplesPerSec: 96000 } }));
  assert.equal(toHex(await rig.get(connectionProperties.DATAFORMAT)), toHex(format(wave())));
  assert.equal(await rig.set(connectionProperties.DATAFORMAT, other), 0);
  assert.equal(toHex(await rig.get(connectionProperties.DATAFORMAT)), toHex(other));
  const refused = format(wave({ wave: { nSamplesPerSec: 8000 } }));
  assert.equal(await rig.set(connectionProperties.DATAFORMAT, refused), noMatch);
  await rig.setState(acquire);
  assert.equal(await rig.set(connectionProperties.DATAFORMAT, format(wave())), badCommand);
  assert.equal(await rig.set(connectionProperties.PROPOSEDATAFORMAT, format(wave())), 0);
  assert.equal(toHex(await rig.get(connectionProperties.DATAFORMAT)), toHex(other));
});

test('framing follows the format: 10 ms of sound, one picture', async () => {
  const sound = await Rig.with(waveExt());
  const framing = await sound.get(connectionProperties.ALLOCATORFRAMING);
  assert.equal(decodeStruct('KSALLOCATOR_FRAMING', framing, 'x64')?.FrameSize, 1920);
  const picture = await Rig.with(video(), cameraPath());
  const frames = await picture.get(connectionProperties.ALLOCATORFRAMING_EX);
  const { CountItems: items, FramingItem: item } =
    decodeStruct('KSALLOCATOR_FRAMING_EX', frames, 'x64') ?? {};
  assert.equal(items, 1);
  assert.match(JSON.stringify(item), /"MinFrameSize":614400,"MaxFrameSize":614400/);
});
