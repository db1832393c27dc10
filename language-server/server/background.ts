// What goes to the client without anybody waiting for the answer. A client that refuses it is told of in its log, and the server
// goes on: a rejection that nobody looks at would end the process.
import type { Connection } from './lsp.ts';

export function inBackground(connection: Connection, work: Promise<unknown>): void {
  work.catch((error: unknown) => {
    // Without a connection there is nobody to tell.
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    connection.sendNotification('window/logMessage', { type: 2, message: text }).catch(() => {});
  });
}
