// The ids of the commands, apart from what they do: the type makes commands.ts register every one of them, and a
// test holds the list against package.json.
/** Capability files: extension/recordings/. */
export const recordingCommandIds = [
  'kspin.saveCapabilities',
  'kspin.openCapabilities',
  'kspin.compareCapabilities',
  'kspin.compareFilter',
  'kspin.showCapabilityText',
  'kspin.showDifference',
  'kspin.swapComparison',
  'kspin.closeRecording',
] as const;

/** Making descriptors: extension/descriptors/. */
export const descriptorCommandIds = [
  'kspin.newDescriptor',
  'kspin.newDescriptorFromPin',
  'kspin.pasteBytes',
  'kspin.importC',
  'kspin.copyBytes',
  'kspin.copyAsC',
  'kspin.showBytes',
  'kspin.showTopology',
] as const;

export const commandIds = [
  'kspin.refreshFilters',
  'kspin.stopRefresh',
  'kspin.searchFilters',
  'kspin.openFilterByPath',
  'kspin.createPin',
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
  'kspin.showLog',
  'kspin.collectEvidence',
  'kspin.setUpTestMachine',
  'kspin.collectDiagnostics',
  'kspin.openSampleWorkspace',
  ...recordingCommandIds,
  ...descriptorCommandIds,
] as const;

export type CommandId = (typeof commandIds)[number];
