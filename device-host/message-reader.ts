// Reads JSON-RPC messages as they come, the counterpart of message-writer.ts. The library's own reader puts each message aside for
// a turn of the event loop before it is read, and under Wine a turn that finds nothing to do still asks the Wine server.
//
// What a wrong target prints (a shell's greeting, an error page, `yes`) must not be taken for the protocol: a reader would wait for
// the end of a header that never comes, and keep all of it.
import {
  AbstractMessageReader,
  type DataCallback,
  type Disposable,
  type MessageReader,
} from 'vscode-jsonrpc/node';

/** Where the bytes come from, in pieces of any size. */
export interface MessageSource {
  on(event: 'data', listener: (bytes: Buffer) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
}

const opening = 'Content-';
const endOfHeaders = '\r\n\r\n';
/** What is longer without an end is no header. */
const longestHeaders = 4096;

/** Something else than messages came. */
export class NoMessage extends Error {
  constructor(said: Buffer) {
    super(`it said ${quote(firstLine(said))}`);
  }
}

/** After a {@link NoMessage} error it reads nothing more: where the next message would begin is not known. */
export class WholeMessageReader extends AbstractMessageReader implements MessageReader {
  readonly #source: MessageSource;
  /** What has come of the next message, in pieces, so that a long one is put together once. */
  #pieces: Buffer[] = [];
  #size = 0;
  /** Before so many bytes are there, looking for a message is of no use. */
  #needed = 0;
  #ended = false;

  constructor(source: MessageSource) {
    super();
    this.#source = source;
  }

  listen(callback: DataCallback): Disposable {
    this.#source.on('data', (bytes) => this.#take(bytes, callback));
    this.#source.on('error', (error) => this.fireError(error));
    this.#source.on('close', () => this.fireClose());
    return { dispose: () => this.#end() };
  }

  #take(bytes: Buffer, callback: DataCallback): void {
    if (this.#ended) return;
    this.#pieces.push(bytes);
    this.#size += bytes.length;
    if (this.#size < this.#needed) return;
    let rest = this.#pieces.length === 1 ? bytes : Buffer.concat(this.#pieces, this.#size);
    let found = messageIn(rest);
    while (found.kind === 'message') {
      this.#deliver(rest.subarray(found.from, found.to), callback);
      rest = rest.subarray(found.to);
      found = messageIn(rest);
    }
    if (found.kind === 'garbage') {
      this.#end();
      this.fireError(new NoMessage(rest));
      return;
    }
    this.#pieces = rest.length === 0 ? [] : [rest];
    this.#size = rest.length;
    this.#needed = found.needed;
  }

  #deliver(body: Buffer, callback: DataCallback): void {
    try {
      callback(JSON.parse(body.toString('utf8')));
    } catch (error) {
      this.fireError(error);
    }
  }

  #end(): void {
    this.#ended = true;
    this.#pieces = [];
  }
}

type Found =
  | { readonly kind: 'message'; readonly from: number; readonly to: number }
  /** Of a message, which has at least so many bytes. */
  | { readonly kind: 'part'; readonly needed: number }
  | { readonly kind: 'garbage' };

function messageIn(bytes: Buffer): Found {
  if (bytes.toString('latin1', 0, opening.length) !== opening.slice(0, bytes.length))
    return { kind: 'garbage' };
  const end = bytes.subarray(0, longestHeaders).indexOf(endOfHeaders);
  if (end < 0)
    return bytes.length < longestHeaders ? { kind: 'part', needed: bytes.length + 1 } : { kind: 'garbage' };
  const length = /^Content-Length: *(\d{1,9})\r?$/im.exec(bytes.toString('latin1', 0, end))?.[1];
  if (length === undefined) return { kind: 'garbage' };
  const from = end + endOfHeaders.length;
  const to = from + Number(length);
  return to <= bytes.length ? { kind: 'message', from, to } : { kind: 'part', needed: to };
}

function firstLine(bytes: Buffer): string {
  const text = bytes.toString('latin1', 0, longestHeaders).trimStart();
  return text.split(/\r?\n/, 1)[0]?.trim() ?? '';
}

function quote(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}...` : text);
}
