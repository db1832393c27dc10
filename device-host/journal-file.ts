// The file behind the journal: lines of JSON, flushed to the disk before a call and bounded in size.
import { closeSync, fdatasyncSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { JournalRecord } from './protocol.ts';

export interface Journal {
  /** Writes the record to the disk itself; when this returns the call may be made. */
  begin(record: JournalRecord): void;
  end(id: string, win32: number): void;
  /** Calls begun and not ended. */
  inFlight(): readonly JournalRecord[];
  /** To be called when every call has ended well. */
  close(): void;
}

export interface JournalOptions {
  /** A simulated driver takes no machine down: what the system has taken over is safe enough, and ten times faster. */
  readonly flush: boolean;
}

/**
 * The file is this long from the start, filled with empty lines that are then written over: a flush is several times
 * faster when the file does not grow. When it is full it is begun anew.
 */
const fileSize = 262_144;

export class JournalFile implements Journal {
  readonly #path: string;
  readonly #boot: number;
  readonly #flush: boolean;
  readonly #log: (message: string) => void;
  readonly #open = new Map<string, JournalRecord>();
  #file: number | undefined;
  #position = 0;
  /** A host that calls no driver leaves the disk alone. */
  #begun = false;

  constructor(path: string, boot: number, { flush }: JournalOptions, log: (message: string) => void) {
    this.#path = path;
    this.#boot = boot;
    this.#flush = flush;
    this.#log = log;
  }

  begin(record: JournalRecord): void {
    this.#open.set(record.id, record);
    this.#guard(() => {
      if (!this.#begun || this.#position > fileSize) this.#rewrite();
      else this.#write({ begin: record });
      if (this.#flush && this.#file !== undefined) fdatasyncSync(this.#file);
    });
  }

  /** Not flushed: the next `begin` takes it along, and until then a crash can only name one call too many. */
  end(id: string, win32: number): void {
    this.#open.delete(id);
    this.#guard(() => this.#write({ end: id, win32 }));
  }

  inFlight(): readonly JournalRecord[] {
    return [...this.#open.values()];
  }

  close(): void {
    this.#guard(() => {
      if (this.#file === undefined) return;
      closeSync(this.#file);
      this.#file = undefined;
      if (this.#open.size === 0) rmSync(this.#path, { force: true });
    });
  }

  /** A new file with the calls in flight replaces the old one in one step, so that no moment is without them. */
  #rewrite(): void {
    this.#begun = true;
    if (this.#file !== undefined) closeSync(this.#file);
    const next = `${this.#path}.new`;
    this.#file = openSync(next, 'w');
    this.#position = 0;
    writeSync(this.#file, Buffer.alloc(fileSize, '\n'), 0, fileSize, 0);
    this.#write({ host: { pid: process.pid, boot: this.#boot } });
    for (const record of this.#open.values()) this.#write({ begin: record });
    if (this.#flush) fdatasyncSync(this.#file);
    // Windows renames no open file.
    closeSync(this.#file);
    this.#file = undefined;
    renameSync(next, this.#path);
    if (this.#flush) flushFolder(dirname(this.#path));
    this.#file = openSync(this.#path, 'r+');
  }

  #write(line: object): void {
    if (this.#file === undefined) return;
    const text = Buffer.from(`${JSON.stringify(line)}\n`);
    this.#position += writeSync(this.#file, text, 0, text.length, this.#position);
  }

  /** A full disk must not stop the work: it is said once, and the calls go on without a journal. */
  #guard(action: () => void): void {
    try {
      action();
    } catch (error) {
      this.#log(`the journal ${this.#path} cannot be written and stops here: ${String(error)}`);
      if (this.#file !== undefined) closeQuietly(this.#file);
      this.#file = undefined;
      this.#position = 0;
    }
  }
}

/** The new name must be on the disk too. Windows has no such call and needs none. */
function flushFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}

function closeQuietly(file: number): void {
  try {
    closeSync(file);
  } catch {
    // It was closed already.
  }
}
