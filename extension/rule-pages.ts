// The pages about the rules, which a diagnostic's code links to. In a package they are one file instead of a hundred and
// sixty, and in a browser there is no disk to open one from: so each is a document of a scheme of its own.
import * as vscode from 'vscode';
import { rulePagesUri } from '#language-server/protocol.ts';

export function showRulePages({ extensionUri }: vscode.ExtensionContext): vscode.Disposable {
  let pages: Thenable<Readonly<Record<string, string>>> | undefined;
  return vscode.workspace.registerTextDocumentContentProvider(vscode.Uri.parse(rulePagesUri).scheme, {
    provideTextDocumentContent: async ({ path }) => {
      pages ??= readPages(vscode.Uri.joinPath(extensionUri, 'dist', 'rule-pages.json'));
      return (await pages)[path.slice(1)] ?? `There is no page ${path.slice(1)}.`;
    },
  });
}

async function readPages(file: vscode.Uri): Promise<Readonly<Record<string, string>>> {
  const bytes = await vscode.workspace.fs.readFile(file);
  return JSON.parse(new TextDecoder().decode(bytes)) as Record<string, string>;
}
