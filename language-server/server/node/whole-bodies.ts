// The opening of a large file is one message that comes in dozens of pieces. The library keeps them and puts them together at the end,
// when somebody waits; here each finds its place as it comes, while the client still writes. Reading the messages stays the
// library's work: headers, and what is no message at all, are passed on as they are.
import { Transform, type TransformCallback } from 'node:stream';

/** A header is short; what goes on longer without an end is for the library to complain about. */
const longestHeader = 4096;
/** What fits into one piece anyway needs no other place. */
const leastBody = 65_536;
/** The library has no limit either, but takes no memory before the bytes are there. */
const mostBody = 256 * 1024 * 1024;

/**
 * Takes pieces of any size; gives headers, bodies of large messages whole, and everything else as it came. Where a piece begins
 * within a message it is passed on: no JSON text has a line that looks like a header.
 */
export class WholeBodies extends Transform {
  /** The large body that is coming, and how much of it is there. */
  #body: Buffer | undefined;
  #filled = 0;

  constructor() {
    super({ readableObjectMode: true }); // else what waits is put together to one piece
  }

  override _transform(piece: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    let rest = piece;
    while (rest.length > 0)
      rest = this.#body === undefined ? this.#begin(rest) : this.#fill(this.#body, rest);
    done();
  }

  /** What came of a body before the end is passed on too. */
  override _flush(done: TransformCallback): void {
    if (this.#body !== undefined) this.push(this.#body.subarray(0, this.#filled));
    done();
  }

  #begin(piece: Buffer): Buffer {
    const header = /^Content-Length: *(\d{1,9})\r\n(?:[^\r\n]+\r\n)*\r\n/i.exec(
      piece.toString('latin1', 0, longestHeader),
    );
    const size = Number(header?.[1] ?? 0);
    const behind = header?.[0].length ?? 0;
    const isLarge = size >= leastBody && size <= mostBody;
    const end = header === null ? piece.length : behind + (isLarge ? 0 : size);
    if (isLarge) {
      this.#body = Buffer.allocUnsafeSlow(size);
      this.#filled = 0;
    }
    this.push(piece.subarray(0, end));
    return piece.subarray(end);
  }

  #fill(body: Buffer, piece: Buffer): Buffer {
    const copied = piece.copy(body, this.#filled);
    this.#filled += copied;
    if (this.#filled === body.length) {
      this.push(body);
      this.#body = undefined;
    }
    return piece.subarray(copied);
  }
}
