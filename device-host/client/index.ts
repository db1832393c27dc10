// The door to the device host for the extension and the command line.
export {
  type CallOptions,
  type Deadlines,
  type DeviceHost,
  defaultDeadlines,
  type HostClient,
  type HostExit,
  type HostFailure,
  type StartOptions,
} from './device-host.ts';
export { startHost } from './host-client.ts';
export type { HostState } from './host-state.ts';
export { HostSupervisor, type SupervisorOptions } from './supervisor.ts';
export { parseTarget, type Target, type TargetProblem, targetText } from './target.ts';
