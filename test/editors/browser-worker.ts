// The worker bundle in Debian's chromium: an empty page starts it and carries its messages, so that a client here speaks to it as
// a VS Code for the Web does. Every address is answered from memory; nothing touches a network.
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import {
  AbstractMessageReader,
  AbstractMessageWriter,
  createMessageConnection,
  type DataCallback,
  type Disposable,
  type Message,
  type MessageConnection,
} from 'vscode-jsonrpc/node';

const bundle = new URL('../../dist/language-server.worker.js', import.meta.url);
const origin = 'https://kspin.test';

/** A connection to a new worker of the page, not yet listening. */
export async function connectToWorker(page: Page): Promise<MessageConnection> {
  const reader = new PageReader();
  await page.route(`${origin}/**`, (route) =>
    route.request().url().endsWith('.js')
      ? route.fulfill({ contentType: 'text/javascript', body: readFileSync(bundle, 'utf8') })
      : route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }),
  );
  await page.exposeFunction('fromWorker', (message: Message) => reader.receive(message));
  await page.goto(`${origin}/`);
  await page.evaluate(`
    worker = new Worker('/language-server.worker.js');
    worker.onmessage = ({ data }) => fromWorker(data);
    worker.onerror = ({ message }) => console.error('worker: ' + message);
  `);
  return createMessageConnection(reader, new PageWriter(page));
}

class PageReader extends AbstractMessageReader {
  readonly #early: Message[] = [];
  #callback: DataCallback | undefined;

  receive(message: Message): void {
    if (this.#callback === undefined) this.#early.push(message);
    else this.#callback(message);
  }
  listen(callback: DataCallback): Disposable {
    this.#callback = callback;
    for (const message of this.#early.splice(0)) callback(message);
    return { dispose: () => {} };
  }
}

class PageWriter extends AbstractMessageWriter {
  readonly #page: Page;

  constructor(page: Page) {
    super();
    this.#page = page;
  }
  async write(message: Message): Promise<void> {
    await this.#page.evaluate(`worker.postMessage(${JSON.stringify(message)})`);
  }
  end(): void {}
}
