// The extension in a VS Code for the Web, where there are no processes: the language, with its server in a worker. There
// is no device host, so no views and no commands about devices; the package for the web contributes none.
import * as vscode from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { clientOptions, startClient } from '#extension/language-client.ts';
import { showRulePages } from '#extension/rule-pages.ts';
import { serveFiles } from './serve-files.ts';

export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('Kernel Streaming', { log: true });
  const worker = new Worker(
    vscode.Uri.joinPath(context.extensionUri, 'dist/language-server.worker.js').toString(true),
  );
  const options = clientOptions(context, log, { codeLens: false });
  const client = new LanguageClient('kspin', 'Kernel Streaming', worker, options);
  serveFiles(client);
  startClient(context, log, client);
  context.subscriptions.push(showRulePages(context), { dispose: () => worker.terminate() }, log);
}
