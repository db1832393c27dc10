// Composes the extension: one file per feature. The views and commands are registered before anything else, so that
// nothing that fails later can leave a view without its provider; no process but the language server starts here.
import * as vscode from 'vscode';
import { registerCommands } from './commands.ts';
import { ConnectionsView } from './connections-view.ts';
import { DeviceService } from './device-service.ts';
import { FiltersView } from './filters-view.ts';
import { clientOptions, startClient } from './language-client.ts';
import { DifferenceMarks } from './recordings/difference-editor.ts';
import { RecordingFiles } from './recordings/recording-files.ts';
import { RecordingsView } from './recordings/recordings-view.ts';
import { Refusals } from './refusals.ts';
import { showRulePages } from './rule-pages.ts';
import { showTargetStatus } from './target-status.ts';
import { TestExplorer } from './test-explorer.ts';

export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('Kernel Streaming', { log: true });
  const device = new DeviceService(context, log);
  const filters = new FiltersView(device);
  const connections = new ConnectionsView(device, context.workspaceState);
  const files = new RecordingFiles();
  const recordings = new RecordingsView(files, context.workspaceState);
  const marks = new DifferenceMarks(recordings);
  const refusals = new Refusals();
  const options = clientOptions(context, log, { codeLens: true });
  const client = import('./server-process.ts').then(({ serverProcess }) => serverProcess(context, options));
  const descriptors = startClient(context, log, client);
  const commands = registerCommands(
    context,
    { device, descriptors, filters, connections, refusals, recordings, files },
    log,
  );
  const telling = filters.onDidChangeFilters((live) => descriptors.setLiveFilters(live));
  const tests = new TestExplorer({ device, descriptors, filters });
  context.subscriptions.push(showRulePages(context), showTargetStatus(device));
  // Disposed in this order: first what a person can reach, last what it stands on.
  context.subscriptions.push(
    telling,
    commands,
    tests,
    marks,
    recordings,
    files,
    refusals,
    connections,
    filters,
    device,
    log,
  );
}
