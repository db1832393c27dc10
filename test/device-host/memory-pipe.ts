// Two ends of a conversation in one process: what one writes the other reads, through the same framing as over a real pipe.
import { PassThrough } from 'node:stream';
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node';

export interface MemoryPipe {
  readonly client: MessageConnection;
  readonly host: MessageConnection;
  close(): void;
}

/** The client's end listens already; the host's end listens when its handlers are there. */
export function memoryPipe(): MemoryPipe {
  const up = new PassThrough();
  const down = new PassThrough();
  const client = createMessageConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
  const host = createMessageConnection(new StreamMessageReader(up), new StreamMessageWriter(down));
  client.listen();
  return {
    client,
    host,
    close: () => {
      client.dispose();
      host.dispose();
    },
  };
}
