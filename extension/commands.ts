// What each command does, in one table. A command in a row's menu gets the row, one in the palette gets nothing.
import * as vscode from 'vscode';
import { attemptOf } from './asked-pin.ts';
import { closePin } from './close-pin.ts';
import { saveEvidence } from './collect-evidence.ts';
import type { CommandId } from './command-ids.ts';
import { createPin, type PinParts } from './create-pin.ts';
import { descriptorCommands } from './descriptors/descriptor-commands.ts';
import { collectDiagnostics } from './doctor/collect.ts';
import { Driving } from './driving.ts';
import { findChange } from './find-change.ts';
import { showConnect } from './locate-connect.ts';
import { openFilterByPath } from './open-filter.ts';
import { openSamples } from './open-samples.ts';
import { intersectRanges, sweep } from './probing.ts';
import { readProperty, writeProperty } from './property-commands.ts';
import { confirmBusy } from './questions.ts';
import { type RecordingParts, recordingCommands } from './recordings/recording-commands.ts';
import { searchFilters } from './search-filters.ts';
import { selectTarget } from './select-target.ts';
import { setUpTestMachine } from './set-up-test-machine.ts';
import { deviceAllowed } from './trust.ts';

export function registerCommands(
  context: vscode.ExtensionContext,
  parts: PinParts & RecordingParts,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  const { connections, descriptors, device, filters } = parts;
  const driving = new Driving(parts);
  const commands: Readonly<Record<CommandId, (...args: readonly unknown[]) => unknown>> = {
    'kspin.refreshFilters': async () => {
      if (await deviceAllowed()) await filters.refresh();
    },
    'kspin.stopRefresh': () => filters.stopRefresh(),
    'kspin.searchFilters': async () => {
      if (await deviceAllowed()) await searchFilters(filters);
    },
    'kspin.createPin': (first, second) => {
      const again = attemptOf(first)?.asked;
      return again ? createPin(parts, again.uri, again.index) : createPin(parts, first, second);
    },
    'kspin.createBusyPin': async (row) => {
      const asked = attemptOf(row)?.asked;
      if (asked && (await confirmBusy(asked.name))) await createPin(parts, asked.uri, asked.index, true);
    },
    'kspin.closePin': async (row) => {
      if (await deviceAllowed()) await closePin(parts, attemptOf(row));
    },
    'kspin.openFilterByPath': async () => {
      if (await deviceAllowed()) await openFilterByPath(filters);
    },
    'kspin.setState': (row) => driving.setState(row),
    'kspin.showPosition': (row) => driving.showPosition(row),
    'kspin.drivePin': (row) => driving.drive(row),
    'kspin.findChange': (row) => findChange(parts, row),
    'kspin.sweepFormats': (row) => sweep(parts, row),
    'kspin.intersectRanges': (row) => intersectRanges(parts, row),
    'kspin.readProperty': (row) => readProperty(parts, row),
    'kspin.writeProperty': (row) => writeProperty(parts, row),
    'kspin.selectTarget': () => selectTarget(device),
    'kspin.goToConnect': (first, index) => {
      const asked = attemptOf(first)?.asked;
      if (asked) return showConnect(descriptors, asked.uri, asked.index);
      return typeof first === 'string' && typeof index === 'number'
        ? showConnect(descriptors, first, index)
        : undefined;
    },
    'kspin.clearConnections': () => connections.clear(),
    'kspin.restartHost': async () => {
      if (await deviceAllowed()) await device.restart();
    },
    'kspin.showLog': () => log.show(),
    'kspin.collectEvidence': async (row) => {
      if (await deviceAllowed()) await saveEvidence(parts, attemptOf(row));
    },
    'kspin.setUpTestMachine': async () => {
      if (await deviceAllowed()) await setUpTestMachine(context, device);
    },
    'kspin.collectDiagnostics': () => collectDiagnostics(context, device, descriptors),
    'kspin.openSampleWorkspace': () => openSamples(context),
    ...recordingCommands(parts),
    ...descriptorCommands({ ...parts, extensionUri: context.extensionUri }),
  };
  const registered = Object.entries(commands).map(([id, run]) => vscode.commands.registerCommand(id, run));
  return vscode.Disposable.from(...registered);
}
