// What each command does, in one table. A command in a row's menu gets the row, one in the palette gets nothing. Its file is
// loaded when it is first run: a window pays for what is used in it.
import type * as vscode from 'vscode';
import { attemptOf } from './asked-pin.ts';
import type { CommandId } from './command-ids.ts';
import type { PinParts } from './create-pin.ts';
import { descriptorCommands } from './descriptors/descriptor-commands.ts';
import type { Driving } from './driving.ts';
import type { RecordingParts } from './recordings/record-filter.ts';
import { recordingCommands } from './recordings/recording-commands.ts';
import { deviceAllowed } from './trust.ts';

export type Commands = Readonly<Record<CommandId, (...args: readonly unknown[]) => unknown>>;

export function commandsOf(
  context: vscode.ExtensionContext,
  parts: PinParts & RecordingParts,
  log: vscode.LogOutputChannel,
): Commands {
  const { connections, descriptors, device, filters, recordings } = parts;
  const { extensionUri } = context;
  let driven: Promise<Driving> | undefined;
  const driving = (): Promise<Driving> => {
    driven ??= import('./driving.ts').then((module) => new module.Driving(parts));
    return driven;
  };
  const creating = () => import('./create-pin.ts');
  const locating = () => import('./locate-connect.ts');
  const probing = () => import('./probing.ts');
  const making = () => import('./descriptors/new-descriptor.ts');
  const recording = () => import('./recordings/record-filter.ts');
  const properties = () => import('./property-commands.ts');
  return {
    'kspin.refreshFilters': async () => {
      if (await deviceAllowed()) await filters.refresh();
    },
    'kspin.stopRefresh': () => filters.stopRefresh(),
    'kspin.searchFilters': async () => {
      if (await deviceAllowed()) await (await import('./search-filters.ts')).searchFilters(filters);
    },
    'kspin.createPin': async (first, second) => {
      const again = attemptOf(first)?.asked;
      const { createPin } = await creating();
      await (again ? createPin(parts, again.uri, again.index) : createPin(parts, first, second));
    },
    'kspin.createAllPins': async () => (await import('./create-all-pins.ts')).createAllPins(parts),
    'kspin.createBusyPin': async (row) => {
      const asked = attemptOf(row)?.asked;
      if (asked) await (await creating()).createBusyPin(parts, asked);
    },
    'kspin.closePin': async (row) => {
      if (await deviceAllowed()) await (await import('./close-pin.ts')).closePin(parts, attemptOf(row));
    },
    'kspin.openFilterByPath': async () => {
      if (await deviceAllowed()) await (await import('./open-filter.ts')).openFilterByPath(filters);
    },
    'kspin.setState': async (row) => (await driving()).setState(row),
    'kspin.showPosition': async (row) => (await driving()).showPosition(row),
    'kspin.drivePin': async (row) => (await driving()).drive(row),
    'kspin.findChange': async (row) => (await import('./find-change.ts')).findChange(parts, row),
    'kspin.sweepFormats': async (row) => (await probing()).sweep(parts, row),
    'kspin.intersectRanges': async (row) => (await probing()).intersectRanges(parts, row),
    'kspin.readProperty': async (row) => (await properties()).readProperty(parts, row),
    'kspin.writeProperty': async (row) => (await properties()).writeProperty(parts, row),
    'kspin.selectTarget': async () => (await import('./select-target.ts')).selectTarget(device),
    'kspin.goToConnect': async (first, index) => {
      const { showConnect } = await locating();
      const asked = attemptOf(first)?.asked;
      if (asked) await showConnect(descriptors, asked.uri, asked.index);
      else if (typeof first === 'string' && typeof index === 'number')
        await showConnect(descriptors, first, index);
    },
    'kspin.clearConnections': () => connections.clear(),
    'kspin.restartHost': async () => {
      if (await deviceAllowed()) await device.restart();
    },
    'kspin.showLog': () => log.show(),
    'kspin.collectEvidence': async (row) => {
      if (await deviceAllowed())
        await (await import('./collect-evidence.ts')).saveEvidence(parts, attemptOf(row));
    },
    'kspin.setUpTestMachine': async () => {
      if (await deviceAllowed())
        await (await import('./set-up-test-machine.ts')).setUpTestMachine(context, device);
    },
    'kspin.collectDiagnostics': async () =>
      (await import('./doctor/collect.ts')).collectDiagnostics(context, device, descriptors),
    'kspin.openSampleWorkspace': async () => (await import('./open-samples.ts')).openSamples(context),
    'kspin.saveCapabilities': async (row) => (await recording()).saveCapabilities(parts, row),
    'kspin.compareFilter': async (row) => (await recording()).compareFilter(parts, row),
    'kspin.newDescriptor': async () => (await making()).newDescriptor(parts),
    'kspin.newDescriptorFromPin': async (row) => (await making()).newDescriptorFromPin(parts, row),
    'kspin.showTopology': async (row) =>
      (await import('./topology/topology-view.ts')).showTopology(extensionUri, filters, row),
    ...recordingCommands(recordings),
    ...descriptorCommands(descriptors, extensionUri),
  };
}
