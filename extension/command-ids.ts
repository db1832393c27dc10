// The ids of the commands, apart from what they do: the type makes commands.ts register every one of them, and a
// test holds the list against package.json.
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
] as const;

export type CommandId = (typeof commandIds)[number];
