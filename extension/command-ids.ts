// The ids of the commands, apart from what they do: the type makes commands.ts register every one of them, and a
// test holds the list against package.json.
/** Capability files: extension/recordings/recording-commands.ts. They need no target. */
export const recordingCommandIds = [
  'kspin.openCapabilities',
  'kspin.compareCapabilities',
  'kspin.showCapabilityText',
  'kspin.showDifference',
  'kspin.swapComparison',
  'kspin.closeRecording',
] as const;

/** From and to descriptors: extension/descriptors/descriptor-commands.ts. They need no target either. */
export const descriptorCommandIds = [
  'kspin.pasteBytes',
  'kspin.importC',
  'kspin.copyBytes',
  'kspin.copyAsC',
  'kspin.showBytes',
] as const;

/** What there is where no process can be started: extension/web/. */
export const webCommandIds = [
  'kspin.newDescriptor',
  'kspin.showLog',
  ...recordingCommandIds,
  ...descriptorCommandIds,
] as const;

export type WebCommandId = (typeof webCommandIds)[number];

export const commandIds = [
  'kspin.refreshFilters',
  'kspin.stopRefresh',
  'kspin.searchFilters',
  'kspin.openFilterByPath',
  'kspin.createPin',
  'kspin.createAllPins',
  'kspin.createBusyPin',
  'kspin.closePin',
  'kspin.setState',
  'kspin.showPosition',
  'kspin.drivePin',
  'kspin.findChange',
  'kspin.sweepFormats',
  'kspin.intersectRanges',
  'kspin.readProperty',
  'kspin.writeProperty',
  'kspin.selectTarget',
  'kspin.goToConnect',
  'kspin.clearConnections',
  'kspin.restartHost',
  'kspin.collectEvidence',
  'kspin.setUpTestMachine',
  'kspin.collectDiagnostics',
  'kspin.openSampleWorkspace',
  'kspin.saveCapabilities',
  'kspin.compareFilter',
  'kspin.newDescriptorFromPin',
  'kspin.showTopology',
  ...webCommandIds,
] as const;

export type CommandId = (typeof commandIds)[number];
