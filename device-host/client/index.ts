// The door to the device host for the extension and the command line.
export { type Answer, answerOf, notSent } from './answer.ts';
export { type Bisected, defaultBisectCalls, findSmallestChange } from './bisect.ts';
export type { Deadlines, DeviceHost, HostClient, HostFailure, StartOptions } from './device-host.ts';
export { type DriveParams, type DriveReport, drivePin } from './drive.ts';
export { evidenceFiles, type SentConnect } from './evidence/bundle.ts';
export { collectEvidence, type EvidenceSource, knownNames } from './evidence/collect.ts';
export { redactor } from './evidence/redact.ts';
export { bundleName, zipOf } from './evidence/zip.ts';
export { chooseFilter, filterName, isFilterPath, parseCategory, unclearFilter } from './filter-choice.ts';
export { startHost } from './host-client.ts';
export type { HostState } from './host-state.ts';
export { type Intersection, intersect } from './intersection.ts';
export { runConnect, type Verdict } from './run-connect.ts';
export { setUpTarget } from './set-up-target.ts';
export { HostSupervisor } from './supervisor.ts';
export { sweepFormats } from './sweep.ts';
export { parseTarget, type Target, targetText } from './target.ts';
export { unfinishedFacts } from './unfinished.ts';
