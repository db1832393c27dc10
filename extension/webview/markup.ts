// HTML and SVG are made as text by pure functions, so that plain Node can test them. Names come from drivers and files: they
// reach the page only through here.
import { oneLine } from '#ks/words.ts';

export function escapeMarkup(text: string): string {
  return oneLine(text).replace(/[&<>"']/g, (char) => entities[char] ?? char);
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Translates by the English text, as `vscode.l10n` does, which plain Node does not have. */
export interface L10n {
  t(text: string, ...args: (string | number)[]): string;
}

export interface Page {
  /** Of the texts, as BCP 47 has it. */
  readonly language: string;
  readonly title: string;
  /** What the page shows until its script asks for more; markup. */
  readonly body: string;
  /** Addresses that the webview may load. */
  readonly script: string;
  readonly style: string;
  /** `webview.cspSource`. */
  readonly source: string;
  /** Random, new for each page. */
  readonly nonce: string;
}

/** The whole document: nothing from the network, no inline script or handler, one script with a nonce. */
export function pageMarkup({ language, title, body, script, style, source, nonce }: Page): string {
  const policy = `default-src 'none'; style-src ${source}; script-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html>
<html lang="${escapeMarkup(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeMarkup(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeMarkup(title)}</title>
<link rel="stylesheet" href="${escapeMarkup(style)}">
</head>
<body>
<main id="content">${body}</main>
<script nonce="${escapeMarkup(nonce)}" src="${escapeMarkup(script)}"></script>
</body>
</html>
`;
}

export interface Button {
  readonly command: string;
  readonly label: string;
  /** Of a button that is on or off. */
  readonly pressed?: boolean;
}

/** The buttons at the head of a page. */
export function toolbarMarkup(label: string, buttons: readonly Button[]): string {
  const items = buttons.map(({ command, label: text, pressed }) => {
    const state = pressed === undefined ? '' : ` aria-pressed="${pressed}"`;
    return `<button type="button" data-command="${escapeMarkup(command)}"${state}>${escapeMarkup(text)}</button>`;
  });
  return `<div class="toolbar" role="toolbar" aria-label="${escapeMarkup(label)}">${items.join('')}</div>`;
}
