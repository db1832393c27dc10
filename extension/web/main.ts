// The extension in a VS Code for the Web, where there are no processes: the language, with its server in a worker, capability
// files, and the commands that need no device host. The Filters view says so; the package for the web contributes nothing else
// about devices (scripts/package/manifest.ts).
import * as vscode from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { showCapabilityStatus } from '#extension/capability-status.ts';
import type { WebCommandId } from '#extension/command-ids.ts';
import { descriptorCommands } from '#extension/descriptors/descriptor-commands.ts';
import { newDescriptor } from '#extension/descriptors/new-descriptor.ts';
import { clientOptions, startClient } from '#extension/language-client.ts';
import { DifferenceMarks } from '#extension/recordings/difference-editor.ts';
import { recordingCommands } from '#extension/recordings/recording-commands.ts';
import { RecordingFiles } from '#extension/recordings/recording-files.ts';
import { RecordingsView } from '#extension/recordings/recordings-view.ts';
import { showRulePages } from '#extension/rule-pages.ts';
import { rowInside, TreeAdapter } from '#extension/tree/adapter.ts';
import { serveFiles } from './serve-files.ts';

export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('Kernel Streaming', { log: true });
  const worker = new Worker(
    vscode.Uri.joinPath(context.extensionUri, 'dist/language-server.worker.js').toString(true),
  );
  const options = clientOptions(context, log, { codeLens: false });
  const client = new LanguageClient('kspin', 'Kernel Streaming', worker, options);
  serveFiles(client);
  const descriptors = startClient(context, log, client);
  const files = new RecordingFiles();
  const recordings = new RecordingsView(files, context.workspaceState, new TreeAdapter('kspin.recordings'));
  const commands: Readonly<Record<WebCommandId, (...args: readonly unknown[]) => unknown>> = {
    'kspin.newDescriptor': () => newDescriptor(),
    'kspin.showLog': () => log.show(),
    ...recordingCommands(recordings),
    ...descriptorCommands(descriptors, context.extensionUri),
  };
  const noFilters = new TreeAdapter('kspin.filters'); // empty, it shows what the manifest says of it
  noFilters.show({ roots: () => [], children: () => [], present: ({ id }) => ({ label: id, open: 'leaf' }) });
  context.subscriptions.push(
    ...Object.entries(commands).map(([id, run]) =>
      vscode.commands.registerCommand(id, (...args: readonly unknown[]) => run(...args.map(rowInside))),
    ),
    new DifferenceMarks(recordings),
    noFilters,
    recordings,
    files,
    showRulePages(context),
    showCapabilityStatus(descriptors, { open: 'kspin.openCapabilities' }),
    { dispose: () => worker.terminate() },
    log,
  );
}
