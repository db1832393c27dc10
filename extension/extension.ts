// What is loaded when. VS Code waits for this file alone, so it is small: it registers the views and the commands, and lets
// whoever looks at one or runs one wait for the rest. Right after activation the language server's client is loaded, which
// starts a process, and while that starts everything else (features.ts). What only one command needs comes with its first
// run (commands.ts). No feature knows of this.
import * as vscode from 'vscode';
import { commandIds } from './command-ids.ts';
import type { Commands } from './commands.ts';
import type { Trees } from './features.ts';
import { rowInside, TreeAdapter } from './tree/adapter.ts';

export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('Kernel Streaming', { log: true });
  const trees: Trees = {
    filters: new TreeAdapter('kspin.filters'),
    connections: new TreeAdapter('kspin.connections'),
    recordings: new TreeAdapter('kspin.recordings'),
  };
  const closing = new AbortController();
  const loading = afterActivation().then(() => load(context, log, trees, closing.signal));
  loading.catch((error: unknown) => {
    if (!closing.signal.aborted) showFailure(error, log, Object.values(trees));
  });
  const commands = commandIds.map((id) =>
    vscode.commands.registerCommand(id, async (...args: unknown[]) =>
      (await loading)[id](...args.map(rowInside)),
    ),
  );
  context.subscriptions.push({ dispose: () => closing.abort() }, ...commands);
}

const afterActivation = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** The window may be closed meanwhile: nothing is started then that nobody would end. */
async function load(
  context: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
  trees: Trees,
  closing: AbortSignal,
): Promise<Commands> {
  const { startServer } = await import('./server-process.ts');
  closing.throwIfAborted();
  const descriptors = startServer(context, log);
  const { startFeatures } = await import('./features.ts');
  closing.throwIfAborted();
  return startFeatures(context, log, trees, descriptors);
}

/** An installation that lost files, most likely. Commands that wait fail with the same error. */
function showFailure(
  error: unknown,
  log: vscode.LogOutputChannel,
  trees: readonly TreeAdapter<{ readonly id: string }>[],
): void {
  const reason = error instanceof Error ? error.message : String(error);
  log.error(reason);
  const text = vscode.l10n.t('Kernel Streaming could not be loaded; install it again. Reason: {0}', reason);
  for (const tree of trees) tree.fail(text);
  void vscode.window.showErrorMessage(text);
}
