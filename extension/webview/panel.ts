// A panel with a page of ours in it: created beside the editor, filled when its script says that it runs, and filled again when it
// comes back into sight, because a hidden page is thrown away.
import * as vscode from 'vscode';
import { toHex } from '#ks/bytes.ts';
import { pageMarkup } from './markup.ts';
import type { FromPage, ToPage } from './messages.ts';

export interface PanelOptions {
  /** Names the kind of panel for VS Code. */
  readonly type: string;
  readonly title: string;
  readonly onMessage: (message: FromPage) => void;
  readonly onClose: () => void;
}

export class PagePanel {
  readonly #panel: vscode.WebviewPanel;
  #markup = '';
  #item: number | undefined;

  constructor(extensionUri: vscode.Uri, { type, title, onMessage, onClose }: PanelOptions) {
    const folders = ['dist', 'extension/media'].map((folder) => vscode.Uri.joinPath(extensionUri, folder));
    const where = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    const options = { enableScripts: true, localResourceRoots: folders };
    this.#panel = vscode.window.createWebviewPanel(type, title, where, options);
    const { webview } = this.#panel;
    const address = (path: string): string =>
      webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, path)).toString();
    this.#panel.onDidDispose(onClose);
    webview.onDidReceiveMessage((message: FromPage) => {
      if (message.type === 'ready') this.#send();
      else onMessage(message);
    });
    webview.html = pageMarkup({
      language: vscode.env.language,
      title,
      body: '',
      script: address('dist/page.js'),
      style: address('extension/media/page.css'),
      source: webview.cspSource,
      nonce: toHex(crypto.getRandomValues(new Uint8Array(16))),
    });
  }

  set title(title: string) {
    this.#panel.title = title;
  }

  /** Brings the panel into sight without taking the keyboard. */
  reveal(): void {
    this.#panel.reveal(undefined, true);
  }

  show(markup: string): void {
    this.#markup = markup;
    this.#send();
  }

  select(item: number | undefined): void {
    this.#item = item;
    this.#post({ type: 'select', item });
  }

  #send(): void {
    this.#post({ type: 'show', markup: this.#markup });
    this.#post({ type: 'select', item: this.#item });
  }

  /** A page that does not run yet loses this, and asks for it when it does. */
  #post(message: ToPage): void {
    void this.#panel.webview.postMessage(message);
  }
}
