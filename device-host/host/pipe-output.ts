// Standard output as a stream that waits for its reader. Node's own stream over a descriptor tries a full pipe six times in a row and
// then fails, which lost every answer that is longer than the pipe and whose reader was busy for a moment.
import { write } from 'node:fs';
import { Writable } from 'node:stream';

const waitMs = 2;

/** Writes on a thread, so that a reader that takes its time stops nothing here. */
export function pipeOutput(fd: number): Writable {
  return new Writable({
    write: (chunk: Buffer, _encoding, done) => writeAll(fd, chunk, done),
  });
}

function writeAll(fd: number, bytes: Buffer, done: (error?: Error | null) => void): void {
  write(fd, bytes, (error, written) => {
    if (error && error.code !== 'EAGAIN') return done(error);
    const rest = bytes.subarray(error ? 0 : written);
    if (rest.length === 0) return done();
    if (error) setTimeout(writeAll, waitMs, fd, rest, done);
    else writeAll(fd, rest, done);
  });
}
