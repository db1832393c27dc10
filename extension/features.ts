// Composes the extension: one file per feature, and who gets what of whom. No process but the language server's runs yet
// when this is through.
import type * as vscode from 'vscode';
import { showCapabilityStatus } from './capability-status.ts';
import { type Commands, commandsOf } from './commands.ts';
import { ConnectionsView } from './connections-view.ts';
import { DeviceService } from './device-service.ts';
import { FiltersView } from './filters-view.ts';
import type { Descriptors } from './language-client.ts';
import { DifferenceMarks } from './recordings/difference-editor.ts';
import { RecordingFiles } from './recordings/recording-files.ts';
import { RecordingsView } from './recordings/recordings-view.ts';
import { Refusals } from './refusals.ts';
import { showRulePages } from './rule-pages.ts';
import { showTargetStatus } from './target-status.ts';
import { TestExplorer } from './test-explorer.ts';
import type { TreeAdapter } from './tree/adapter.ts';
import type { AttemptRow } from './tree/attempt-rows.ts';
import type { FilterRow } from './tree/filter-rows.ts';
import type { RecordingRow } from './tree/recording-rows.ts';

/** The views as they were registered, still without rows. */
export interface Trees {
  readonly filters: TreeAdapter<FilterRow>;
  readonly connections: TreeAdapter<AttemptRow>;
  readonly recordings: TreeAdapter<RecordingRow>;
}

export function startFeatures(
  context: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
  trees: Trees,
  descriptors: Descriptors,
): Commands {
  const device = new DeviceService(context, log);
  const filters = new FiltersView(device, trees.filters);
  const connections = new ConnectionsView(device, context.workspaceState, trees.connections);
  const files = new RecordingFiles();
  const recordings = new RecordingsView(files, context.workspaceState, trees.recordings);
  const marks = new DifferenceMarks(recordings);
  const refusals = new Refusals();
  const telling = filters.onDidChangeFilters((live) => descriptors.setLiveFilters(live));
  const tests = new TestExplorer({ device, descriptors, filters });
  const openCapabilities = { open: 'kspin.openCapabilities', record: 'kspin.saveCapabilities' };
  context.subscriptions.push(
    showRulePages(context),
    showTargetStatus(device),
    showCapabilityStatus(descriptors, openCapabilities),
  );
  // Disposed in this order: first what a person can reach, last what it stands on.
  context.subscriptions.push(
    telling,
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
  return commandsOf(context, { device, descriptors, filters, connections, refusals, recordings, files }, log);
}
