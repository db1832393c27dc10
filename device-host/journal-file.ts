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
  /** Written with the next call, by `settle` or when the event loop turns: a crash before that names a call too many, never one too few. */
  end(id: string, win32: number, elapsedMs: number): void;
  /** Writes the ends that wait: to be called before somebody hears how a call ended. */
  settle(): void;
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

/**
 * Writes where it stands, behind what it wrote last: a write that names its place costs several times as much under Windows. What went
 * through the other one in the meantime is written again with the next line, the same bytes in the same place.
 */
class Pen {
  readonly #file: number;
  #missed: Buffer[] = [];

  constructor(path: string, flags: string | number) {
    this.#file = openSync(path, flags);
  }

  write(line: Buffer): void {
    writeWhole(this.#file, this.#missed.length === 0 ? line : Buffer.concat([...this.#missed, line]));
    this.#missed = [];
  }

  /** What was only missed so far. */
  writeMissed(): void {
    if (this.#missed.length > 0) this.write(Buffer.alloc(0));
  }

  miss(line: Buffer): void {
    this.#missed.push(line);
  }

  close(): void {
    closeSync(this.#file);
  }
}

/** The same file twice: to the system's cache, and through it to the disk. */
interface Pens {
  readonly cache: Pen;
  readonly disk: Pen | undefined;
}

export class JournalFile implements Journal {
  readonly #path: string;
  readonly #boot: number;
  readonly #flush: boolean;
  readonly #log: (message: string) => void;
  readonly #open = new Map<string, JournalRecord>();
  #pens: Pens | undefined;
  #position = 0;
  #settling: NodeJS.Immediate | undefined;
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
    this.#write(lineOf({ end: id, win32, elapsedMs }), 'later');
    // Most calls are followed by another, whose record must be written anyway.
    this.#settling ??= setImmediate(() => this.settle());
  }

  settle(): void {
    clearImmediate(this.#settling);
    this.#settling = undefined;
    this.#guard(() => this.#pens?.cache.writeMissed());
  }

  inFlight(): readonly JournalRecord[] {
    return [...this.#open.values()];
  }

  close(): void {
    this.settle();
    this.#guard(() => {
      if (this.#pens === undefined) return;
      this.#closePens();
      if (this.#open.size === 0) rmSync(this.#path, { force: true });
    });
  }

  /** A new file with the calls in flight replaces the old one in one step, so that no moment is without them. */
  #rewrite(): void {
    this.#begun = true;
    this.#closePens();
    const next = `${this.#path}.new`;
    const records = [...this.#open.values()].map((record) => lineOf({ begin: record }));
    const text = Buffer.concat([lineOf({ host: { pid: process.pid, boot: this.#boot } }), ...records]);
    const file = openSync(next, 'w');
    try {
      writeWhole(file, Buffer.concat([text, Buffer.alloc(Math.max(0, fileSize - text.length), '\n')]));
      if (this.#flush) fdatasyncSync(file);
    } finally {
      // Windows renames no open file.
      closeSync(file);
    }
    renameSync(next, this.#path);
    if (this.#flush) flushFolder(dirname(this.#path));
    this.#pens = {
      cache: new Pen(this.#path, 'r+'),
      disk: this.#flush ? new Pen(this.#path, constants.O_RDWR | writeThrough) : undefined,
    };
    // A pen begins at the start of its file.
    this.#pens.cache.miss(text);
    this.#pens.disk?.miss(text);
    this.#position = text.length;
  }

  #write(line: Buffer, outlives: Outlives | 'later'): void {
    if (this.#pens === undefined) return;
    const { cache, disk = cache } = this.#pens;
    const writer = outlives === 'later' ? undefined : outlives === 'machine' ? disk : cache;
    writer?.write(line);
    if (cache !== writer) cache.miss(line);
    if (disk !== writer && disk !== cache) disk.miss(line);
    this.#position += line.length;
  }

  /** A full disk must not stop the work: it is said once, and the calls go on without a journal. */
  #guard(action: () => void): void {
    try {
      action();
    } catch (error) {
      this.#log(`the journal ${this.#path} cannot be written and stops here: ${String(error)}`);
      this.#closePens();
      this.#position = 0;
    }
  }

  #closePens(): void {
    const pens = this.#pens;
    this.#pens = undefined;
    pens?.cache.close();
    pens?.disk?.close();
  }
}

function writeWhole(file: number, bytes: Buffer): void {
  if (writeSync(file, bytes) < bytes.length) throw new Error('the disk is full');
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
