// A backend whose calls are not native ones, with the time that each took as the Windows side measures it.
import type { Result } from '#ks/result.ts';
import type { Backend, Handle, IoctlAnswer, Timed } from './backend.ts';
import type { NativeFailure } from './protocol.ts';

export type UntimedAnswer = Omit<IoctlAnswer, 'elapsedMs'>;

/** The calls of a {@link Backend} without their times. */
export interface UntimedBackend extends Pick<Backend, 'kind' | 'layout' | 'interfaces'> {
  open(path: string): Promise<Result<Handle, NativeFailure>>;
  ioctl(handle: Handle, code: number, input: Uint8Array, output: number | Uint8Array): Promise<UntimedAnswer>;
  createPin(filter: Handle, connect: Uint8Array, access: number): Promise<Result<Handle, NativeFailure>>;
  close(handle: Handle): Promise<Result<void, NativeFailure>>;
}

export function timedBackend(backend: UntimedBackend): Backend {
  return {
    ...backend,
    open: (path) => timed(() => backend.open(path)),
    ioctl: (handle, code, input, output) => timed(() => backend.ioctl(handle, code, input, output)),
    createPin: (filter, connect, access) => timed(() => backend.createPin(filter, connect, access)),
    close: (handle) => timed(() => backend.close(handle)),
  };
}

async function timed<T extends object>(call: () => Promise<T>): Promise<T & Timed> {
  const started = performance.now();
  const answer = await call();
  return { ...answer, elapsedMs: performance.now() - started };
}
