// The language server as a web worker: a VS Code for the Web has no processes and no disk. It speaks LSP by messages and reads
// files through its client (kspin/readFile and kspin/findFiles in protocol.ts).
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  createConnection,
  ProposedFeatures,
} from 'vscode-languageserver/browser';
import { serve } from '#language-server/server/connection.ts';
import { clientHost } from './client-files.ts';

declare const self: DedicatedWorkerGlobalScope;

const connection = createConnection(
  ProposedFeatures.all,
  new BrowserMessageReader(self),
  new BrowserMessageWriter(self),
);
serve(connection, clientHost(connection));
