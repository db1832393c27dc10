// Writes JSON-RPC messages whole. The library's own writer waits for each header to be written before it writes what follows, and
// for its turn before that; a reader on a thread wakes once for each part, and those waits were most of the time of a short request.
import type { Writable } from 'node:stream';
import { AbstractMessageWriter, type Message, type MessageWriter } from 'vscode-jsonrpc/node';

export class WholeMessageWriter extends AbstractMessageWriter implements MessageWriter {
  readonly #output: Writable;
  /** Writes at once as much as the pipe takes, without waiting; the result is how much that was. */
  readonly #writeNow: (bytes: Buffer) => number;
  #failures = 0;

  constructor(output: Writable, writeNow: (bytes: Buffer) => number = () => 0) {
    super();
    this.#output = output;
    this.#writeNow = writeNow;
    output.on('error', (error) => this.fireError(error));
    output.on('close', () => this.fireClose());
  }

  async write(message: Message): Promise<void> {
    try {
      const bytes = encode(message);
      // What waits already goes first.
      const written = this.#output.writableLength === 0 ? this.#writeNow(bytes) : 0;
      if (written < bytes.length) await this.#later(bytes.subarray(written));
    } catch (error) {
      this.fireError(error, message, ++this.#failures);
      throw error;
    }
  }

  end(): void {
    this.#output.end();
  }

  #later(bytes: Buffer): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#output.write(bytes, (error) => (error ? reject(error) : resolve()));
    });
  }
}

function encode(message: Message): Buffer {
  const body = JSON.stringify(message);
  return Buffer.from(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}
