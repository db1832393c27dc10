// Puts the journal in front of a backend: no call reaches a driver that is not on the disk first.
import { toHex } from '#ks/bytes.ts';
import type { Backend, Handle } from './backend.ts';
import type { Journal } from './journal-file.ts';
import type { JournalRecord } from './protocol.ts';

/** The same backend; every call is begun and ended in the journal, under the path of the filter it goes to. */
export function journaled(backend: Backend, journal: Journal): Backend {
  const paths = new Map<Handle, string>();
  const filterOf = (handle: Handle) => paths.get(handle) ?? 'unknown handle';
  const record = recorder(journal);
  return {
    kind: backend.kind,
    layout: backend.layout,
    // Listing reads the registry; no driver is in it.
    interfaces: (category, only) => backend.interfaces(category, only),
    open: async (path) => {
      const opened = await record({ call: 'open', filter: path }, () => backend.open(path), codeOf);
      if (opened.ok) paths.set(opened.value, path);
      return opened;
    },
    ioctl: (handle, code, input, output) => {
      const intent: Intent = { call: 'ioctl', filter: filterOf(handle), code, bytes: toHex(input) };
      return record(
        intent,
        () => backend.ioctl(handle, code, input, output),
        ({ win32 }) => win32,
      );
    },
    createPin: async (filter, connect, access) => {
      const intent: Intent = { call: 'createPin', filter: filterOf(filter), bytes: toHex(connect) };
      const pin = await record(intent, () => backend.createPin(filter, connect, access), codeOf);
      if (pin.ok) paths.set(pin.value, filterOf(filter));
      return pin;
    },
    close: async (handle) => {
      const intent: Intent = { call: 'close', filter: filterOf(handle) };
      const closed = await record(intent, () => backend.close(handle), codeOf);
      paths.delete(handle);
      return closed;
    },
  };
}

type Intent = Omit<JournalRecord, 'id' | 'time'>;

function recorder(journal: Journal) {
  let count = 0;
  return async <T>(intent: Intent, work: () => Promise<T>, win32Of: (answer: T) => number): Promise<T> => {
    const id = `${process.pid}-${++count}`;
    journal.begin({ id, time: new Date().toISOString(), ...intent });
    const answer = await work();
    journal.end(id, win32Of(answer));
    return answer;
  };
}

function codeOf(answer: { readonly ok: boolean; readonly error?: { readonly win32: number } }): number {
  return answer.error?.win32 ?? 0;
}
