// `vscode.l10n` as it is in an English VS Code, for what is made outside of one.
import type { L10n } from '#extension/webview/markup.ts';

export const english: L10n = {
  t: (text, ...args) => text.replaceAll(/\{(\d+)\}/g, (_, index) => String(args[Number(index)])),
};
