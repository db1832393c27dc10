// What a wrong target prints (a shell's greeting, an error page, `yes`) must not be taken for the protocol: the reader
// would wait for the end of a header that never comes, and keep all of it.
import { type Readable, Transform } from 'node:stream';

const opening = 'Content-';

/** Passes the stream on if it opens as the protocol does; otherwise reports its first line, once, and passes nothing on. */
export function protocolOnly(output: Readable, onGarbage: (text: string) => void): Readable {
  let head = '';
  let state: 'unknown' | 'protocol' | 'garbage' = 'unknown';
  const guard = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      if (state === 'garbage') return done();
      if (state === 'protocol') return done(null, chunk);
      head += chunk.toString('latin1');
      if (!head.startsWith(opening.slice(0, head.length))) {
        state = 'garbage';
        onGarbage(firstLine(head));
        return done();
      }
      if (head.length < opening.length) return done();
      state = 'protocol';
      done(null, Buffer.from(head, 'latin1'));
    },
  });
  return output.pipe(guard);
}

function firstLine(text: string): string {
  return text.trimStart().split(/\r?\n/, 1)[0]?.trim() ?? '';
}
