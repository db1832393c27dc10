// The ids of the commands, apart from what they do: the type makes commands.ts register every one of them, and a
// test holds the list against package.json.
export const commandIds = [
  'kspin.refreshFilters',
  'kspin.stopRefresh',
  'kspin.searchFilters',
  'kspin.createPin',
  'kspin.createBusyPin',
  'kspin.closePin',
  'kspin.selectTarget',
  'kspin.goToConnect',
  'kspin.clearConnections',
  'kspin.restartHost',
  'kspin.showLog',
  'kspin.collectDiagnostics',
  'kspin.openSampleWorkspace',
] as const;

export type CommandId = (typeof commandIds)[number];
