// Puts the journal in front of a backend: no call reaches a driver that is not on the disk first.
import { toHex } from '#ks/bytes.ts';
import type { Backend, Handle } from './backend.ts';
import type { Journal } from './journal-file.ts';
import type { JournalRecord, NativeCall } from './protocol.ts';

/** The same backend; every call is begun and ended in the journal, under the path of the filter it goes to. */
export function journaled(backend: Backend, journal: Journal): Backend {
  const paths = new Map<Handle, string>();
  let count = 0;

  async function record<T>(
    call: NativeCall,
    details: Pick<JournalRecord, 'filter'> & Partial<JournalRecord>,
    work: () => Promise<T>,
    win32Of: (answer: T) => number,
  ): Promise<T> {
    const id = `${process.pid}-${++count}`;
    journal.begin({ id, time: new Date().toISOString(), call, ...details });
    const answer = await work();
    journal.end(id, win32Of(answer));
    return answer;
  }
  const filterOf = (handle: Handle) => paths.get(handle) ?? 'unknown handle';

  return {
    kind: backend.kind,
    layout: backend.layout,
    // Listing reads the registry; no driver is in it.
    interfaces: (category) => backend.interfaces(category),
    open: async (path) => {
      const opened = await record('open', { filter: path }, () => backend.open(path), codeOf);
      if (opened.ok) paths.set(opened.value, path);
      return opened;
    },
    ioctl: (handle, code, input, output) =>
      record(
        'ioctl',
        { filter: filterOf(handle), code, bytes: toHex(input) },
        () => backend.ioctl(handle, code, input, output),
        ({ win32 }) => win32,
      ),
    createPin: async (filter, connect, access) => {
      const details = { filter: filterOf(filter), bytes: toHex(connect) };
      const pin = await record(
        'createPin',
        details,
        () => backend.createPin(filter, connect, access),
        codeOf,
      );
      if (pin.ok) paths.set(pin.value, filterOf(filter));
      return pin;
    },
    close: async (handle) => {
      const closed = await record('close', { filter: filterOf(handle) }, () => backend.close(handle), codeOf);
      paths.delete(handle);
      return closed;
    },
  };
}

function codeOf(answer: { readonly ok: boolean; readonly error?: { readonly win32: number } }): number {
  return answer.error?.win32 ?? 0;
}
