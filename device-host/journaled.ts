// Puts the journal in front of a backend: no call reaches a driver that is not written down first, with all that is known of it.
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Backend, Handle, Timed } from './backend.ts';
import type { Journal, Outlives } from './journal-file.ts';
import { filterKey } from './list-filters.ts';
import type { ConnectName, JournalRecord } from './protocol.ts';

/** Which connect of which file the calls of a request are made for; it travels with the request through everything awaited. */
const purpose = new AsyncLocalStorage<ConnectName>();

/** Does `work`; the calls that it makes are written down as made for this connect. */
export function madeFor<T>(descriptor: ConnectName | undefined, work: () => T): T {
  return descriptor === undefined ? work() : purpose.run(descriptor, work);
}

/** What a handle stands for. */
type Facts = Pick<JournalRecord, 'filter' | 'driver' | 'descriptor'>;

/**
 * The same backend; every call is begun and ended in the journal. What creates, sets, opens or closes is written through to the
 * disk before the call. Reading a property is not, because a filter is shown by hundreds of such calls: its record is there
 * when the process ends, and after a crash of the machine only as far as Windows had written it by itself.
 */
export function journaled(backend: Backend, journal: Journal): Backend {
  const handles = new Map<Handle, Facts>();
  const drivers = new Map<string, string>();
  const factsOf = (handle: Handle): Facts => handles.get(handle) ?? { filter: 'unknown handle' };
  const record = recorder(journal);
  return {
    kind: backend.kind,
    layout: backend.layout,
    // Listing reads the registry; no driver is in it.
    interfaces: async (category, only) => {
      const entries = await backend.interfaces(category, only);
      for (const { path, driver } of entries.ok ? entries.value : []) {
        if (driver?.version !== undefined) drivers.set(filterKey(path), driver.version);
      }
      return entries;
    },
    open: async (path) => {
      const driver = drivers.get(filterKey(path));
      const facts: Facts = { filter: path, ...(driver === undefined ? {} : { driver }) };
      const opened = await record({ call: 'open', ...facts }, 'machine', () => backend.open(path), codeOf);
      if (opened.ok) handles.set(opened.value, facts);
      return opened;
    },
    ioctl: (handle, code, input, output) => {
      const intent: Intent = { call: 'ioctl', ...factsOf(handle), code, bytes: hex(input) };
      const reads = typeof output === 'number';
      return record(
        intent,
        reads ? 'process' : 'machine',
        () => backend.ioctl(handle, code, input, output),
        ({ win32 }) => win32,
      );
    },
    createPin: async (filter, connect, access) => {
      const intent: Intent = { call: 'createPin', ...factsOf(filter), bytes: hex(connect) };
      const pin = await record(intent, 'machine', () => backend.createPin(filter, connect, access), codeOf);
      if (pin.ok) handles.set(pin.value, { ...factsOf(filter), ...purposeFacts() });
      return pin;
    },
    close: async (handle) => {
      const closed = await record(
        { call: 'close', ...factsOf(handle) },
        'machine',
        () => backend.close(handle),
        codeOf,
      );
      handles.delete(handle);
      return closed;
    },
  };
}

/** Node's own is a tenth of the time of the one that runs everywhere, and a driver call waits for it. */
function hex({ buffer, byteOffset, length }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, length).toString('hex');
}

type Intent = Omit<JournalRecord, 'id' | 'time'>;

function recorder(journal: Journal) {
  let count = 0;
  return async <T extends Timed>(
    intent: Intent,
    outlives: Outlives,
    work: () => Promise<T>,
    win32Of: (answer: T) => number,
  ): Promise<T> => {
    const id = `${process.pid}-${++count}`;
    journal.begin({ id, time: new Date().toISOString(), ...intent, ...purposeFacts() }, outlives);
    const answer = await work();
    journal.end(id, win32Of(answer), Math.round(answer.elapsedMs * 1000) / 1000);
    return answer;
  };
}

function purposeFacts(): Pick<JournalRecord, 'descriptor'> {
  const descriptor = purpose.getStore();
  return descriptor === undefined ? {} : { descriptor };
}

function codeOf(answer: { readonly ok: boolean; readonly error?: { readonly win32: number } }): number {
  return answer.error?.win32 ?? 0;
}
