// The file behind the journal: lines of JSON in a file of fixed size, each written by one call of the system before the driver
// is called. Such a write outlives the process, however that ends. What must outlive the machine too is written through to
// the disk (FILE_FLAG_WRITE_THROUGH, O_DSYNC): a bugcheck loses what Windows still has in memory, not what the disk was given.
// That is one short write to a place that exists already, and no flush of the whole file with its directory entry.
import {
  closeSync,
  constants,
  fdatasyncSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type { JournalRecord } from './protocol.ts';

/** What a record must outlive when the call may be made: this process, or the machine. */
export type Outlives = 'process' | 'machine';

export interface Journal {
  /** When this returns the record is where it outlives what it must, and the call may be made. */
  begin(record: JournalRecord, outlives: Outlives): void;
  /** Outlives the process only: after a crash of the machine, a call too many may be named. */
  end(id: string, win32: number, elapsedMs: number): void;
  /** Calls begun and not ended. */
  inFlight(): readonly JournalRecord[];
  /** To be called when every call has ended well. */
  close(): void;
}

export interface JournalOptions {
  /** A simulated driver takes no machine down: its records outlive the process and cost the disk nothing. */
  readonly flush: boolean;
}

/**
 * The file is this long from the start, filled with empty lines that are then written over: writing through is several times
 * faster when the file does not grow. When it is full it is begun anew.
 */
const fileSize = 262_144;

/** libuv's name for FILE_FLAG_WRITE_THROUGH is UV_FS_O_DSYNC (uv/win.h); node passes it on and has no constant for it there. */
const writeThrough = process.platform === 'win32' ? 0x0400_0000 : constants.O_DSYNC;

/** The same file twice: to the system's cache, and through it to the disk. */
interface Handles {
  readonly cache: number;
  readonly disk: number | undefined;
}

export class JournalFile implements Journal {
  readonly #path: string;
  readonly #boot: number;
  readonly #flush: boolean;
  readonly #log: (message: string) => void;
  readonly #open = new Map<string, JournalRecord>();
  #handles: Handles | undefined;
  #position = 0;
  /** A host that calls no driver leaves the disk alone. */
  #begun = false;

  constructor(path: string, boot: number, { flush }: JournalOptions, log: (message: string) => void) {
    this.#path = path;
    this.#boot = boot;
    this.#flush = flush;
    this.#log = log;
  }

  begin(record: JournalRecord, outlives: Outlives): void {
    this.#open.set(record.id, record);
    this.#guard(() => {
      const line = lineOf({ begin: record });
      if (!this.#begun || this.#position + line.length > fileSize) this.#rewrite();
      else this.#write(line, outlives);
    });
  }

  end(id: string, win32: number, elapsedMs: number): void {
    this.#open.delete(id);
    this.#guard(() => {
      this.#write(lineOf({ end: id, win32, elapsedMs }), 'process');
    });
  }

  inFlight(): readonly JournalRecord[] {
    return [...this.#open.values()];
  }

  close(): void {
    this.#guard(() => {
      if (this.#handles === undefined) return;
      this.#closeHandles();
      if (this.#open.size === 0) rmSync(this.#path, { force: true });
    });
  }

  /** A new file with the calls in flight replaces the old one in one step, so that no moment is without them. */
  #rewrite(): void {
    this.#begun = true;
    this.#closeHandles();
    const next = `${this.#path}.new`;
    const records = [...this.#open.values()].map((record) => lineOf({ begin: record }));
    const text = Buffer.concat([lineOf({ host: { pid: process.pid, boot: this.#boot } }), ...records]);
    const file = openSync(next, 'w');
    try {
      writeSync(file, Buffer.alloc(fileSize, '\n'), 0, fileSize, 0);
      writeWhole(file, text, 0);
      if (this.#flush) fdatasyncSync(file);
    } finally {
      // Windows renames no open file.
      closeSync(file);
    }
    renameSync(next, this.#path);
    if (this.#flush) flushFolder(dirname(this.#path));
    this.#handles = {
      cache: openSync(this.#path, 'r+'),
      disk: this.#flush ? openSync(this.#path, constants.O_RDWR | writeThrough) : undefined,
    };
    // The same bytes again: a handle begins at the start of its file, and should stand behind them.
    this.#position = 0;
    this.#write(text, 'process');
  }

  /**
   * Behind what was written last. Only a write that names no place is quick under Windows, so what must go to the disk is written
   * twice: where the handle stands, and there again through the handle that goes to the disk.
   */
  #write(bytes: Buffer, outlives: Outlives): void {
    if (this.#handles === undefined) return;
    const { cache, disk } = this.#handles;
    writeWhole(cache, bytes, null);
    if (outlives === 'machine' && disk !== undefined) writeWhole(disk, bytes, this.#position);
    this.#position += bytes.length;
  }

  /** A full disk must not stop the work: it is said once, and the calls go on without a journal. */
  #guard(action: () => void): void {
    try {
      action();
    } catch (error) {
      this.#log(`the journal ${this.#path} cannot be written and stops here: ${String(error)}`);
      this.#closeHandles();
      this.#position = 0;
    }
  }

  #closeHandles(): void {
    const handles = this.#handles;
    this.#handles = undefined;
    if (handles === undefined) return;
    closeSync(handles.cache);
    if (handles.disk !== undefined) closeSync(handles.disk);
  }
}

function writeWhole(file: number, bytes: Buffer, position: number | null): void {
  if (writeSync(file, bytes, 0, bytes.length, position) < bytes.length) throw new Error('the disk is full');
}

function lineOf(value: object): Buffer {
  return Buffer.from(`${JSON.stringify(value)}\n`);
}

/** The new name must be on the disk too. Windows has no such call and needs none. */
function flushFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}
