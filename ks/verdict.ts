// What an explanation says: accepted, or the first check that fails, the member it fails on, and what would pass.
import type { DataRange } from './data-range.ts';
import type { Path } from './path.ts';
import type { ConnectRequest } from './request.ts';

/** The checks in the order in which they are made. */
export const stages = [
  'block',
  'pin',
  'communication',
  'interface',
  'medium',
  'range',
  'attributes',
  'instances',
  'format',
] as const;

export type Stage = (typeof stages)[number];

/** What each check looks at, for people. */
export const stageText: Readonly<Record<Stage, string>> = {
  block: 'the request itself: its sizes and what follows KSDATAFORMAT',
  pin: 'PinId',
  communication: 'communication of the pin',
  interface: 'interface',
  medium: 'medium',
  range: 'data ranges of the pin',
  attributes: 'attribute list',
  instances: 'free instances of the pin',
  format: "the driver's own check of the format",
};

export interface Verdict {
  readonly accepted: boolean;
  readonly stage?: Stage;
  /** NTSTATUS; user mode sees its Win32 form. */
  readonly status: number;
  /** The member that is refused. */
  readonly path?: Path;
  /** Why, and what would be accepted. */
  readonly message: string;
  /** The pin's data range that came closest. */
  readonly rangeIndex?: number;
}

/** NTSTATUS values that the checks answer with (ntstatus.h). */
export const statusCodes = {
  success: 0x00000000,
  notSupported: 0xc00000bb,
  invalidParameter: 0xc000000d,
  invalidDeviceRequest: 0xc0000010,
  insufficientResources: 0xc000009a,
  nameTooLong: 0xc0000106,
  noMatch: 0xc0000272,
} as const;

export function refusal(
  stage: Stage,
  status: number,
  path: Path,
  message: string,
  rangeIndex?: number,
): Verdict {
  return {
    accepted: false,
    stage,
    status,
    path,
    message,
    ...(rangeIndex === undefined ? {} : { rangeIndex }),
  };
}

/** One member that a driver does not take. */
export interface Mismatch {
  readonly path: Path;
  readonly status: number;
  /** What is there and what would be taken. */
  readonly message: string;
}

/** How a driver looks at a format whose three GUIDs matched a range. */
export interface FormatCheck {
  /** What is wrong whatever the range says; it ends the checks. */
  fault(request: ConnectRequest): Mismatch | undefined;
  /** Every member that this range does not take, in the driver's order. */
  mismatches(request: ConnectRequest, range: DataRange): readonly Mismatch[];
}
