// A backend whose every answer a test decides. What is not decided fails as an invalid handle, so that nothing is answered
// by accident.

import type { Backend } from '#device-host/backend.ts';
import { timedBackend, type UntimedAnswer, type UntimedBackend } from '#device-host/timed.ts';
import { fail, ok } from '#ks/result.ts';

export const invalidHandle = 6;

/** An answer to one property request: the code, bytes returned as the driver says it, and what it wrote. */
export interface Said {
  readonly win32?: number;
  readonly returned?: number;
  readonly bytes?: Uint8Array;
}

/** The buffer as DeviceIoControl leaves it after the driver wrote what it wrote. */
export function answered(
  { win32 = 0, returned, bytes = new Uint8Array() }: Said,
  length: number,
): UntimedAnswer {
  const output = new Uint8Array(length);
  output.set(bytes.subarray(0, length));
  return { win32, returned: returned ?? bytes.length, output };
}

export function fakeBackend(parts: Partial<UntimedBackend>): Backend {
  return timedBackend({
    kind: 'simulated',
    layout: 'x64',
    interfaces: async () => ok([]),
    open: async () => fail({ call: 'open', win32: invalidHandle }),
    ioctl: async (_handle, _code, _input, output) =>
      answered({ win32: invalidHandle }, typeof output === 'number' ? output : output.length),
    createPin: async () => fail({ call: 'createPin', win32: invalidHandle }),
    close: async () => ok(undefined),
    ...parts,
  });
}

/** A driver with one property: it is asked with the length of the buffer and the number of the call, from 0. */
export function oneProperty(say: (length: number, call: number) => Said): Backend {
  let calls = 0;
  return fakeBackend({
    open: async () => ok(4n),
    ioctl: async (_handle, _code, _input, output) => {
      const length = typeof output === 'number' ? output : output.length;
      return answered(say(length, calls++), length);
    },
  });
}
