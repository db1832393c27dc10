// What the extension and the command line see of a device host. A caller cannot tell that it is in another process, on
// another machine or simulated, except that every call may fail as a value: the host can be late, gone or wrong.

import type {
  Beat,
  ClosePinResult,
  CreatePinParams,
  CreatePinResult,
  HelloResult,
  HostJournal,
  ListParams,
  ListResult,
  NativeFailure,
  OpenPin,
  PropertyResult,
  ProposeParams,
  ProposeResult,
  ReadPropertyParams,
  RequestName,
  SetStateParams,
  SetStateResult,
  WritePropertyParams,
} from '#device-host/protocol.ts';
import type { Capabilities } from '#ks/capabilities.ts';
import type { Result } from '#ks/result.ts';
import type { SshTrouble } from './ssh.ts';

export interface CallOptions {
  /** Cancelling gives up waiting; a native call that is under way in the host cannot be called back. */
  readonly signal?: AbortSignal;
  /** Milliseconds, instead of the default for this call. */
  readonly deadline?: number;
}

/** The calls. {@link HostClient} makes them to one process, a supervisor to whichever process is alive. */
export interface DeviceHost {
  listFilters(params?: ListParams, options?: CallOptions): Promise<Result<ListResult, HostFailure>>;
  /** Every pin of one filter; problems of single properties are in the value, on their nodes. */
  readFilter(path: string, options?: CallOptions): Promise<Result<Capabilities, HostFailure>>;
  createPin(params: CreatePinParams, options?: CallOptions): Promise<Result<CreatePinResult, HostFailure>>;
  closePin(pin: number, options?: CallOptions): Promise<Result<ClosePinResult, HostFailure>>;
  /** What is written down of calls, on the machine of the host. */
  readJournal(options?: CallOptions): Promise<Result<readonly HostJournal[], HostFailure>>;
  openPins(options?: CallOptions): Promise<Result<readonly OpenPin[], HostFailure>>;
  /** Leads an open pin to a KSSTATE one step at a time. */
  setState(params: SetStateParams, options?: CallOptions): Promise<Result<SetStateResult, HostFailure>>;
  /** Would the pin take these formats? Opens nothing and changes nothing. */
  propose(params: ProposeParams, options?: CallOptions): Promise<Result<ProposeResult, HostFailure>>;
  readProperty(
    params: ReadPropertyParams,
    options?: CallOptions,
  ): Promise<Result<PropertyResult, HostFailure>>;
  writeProperty(
    params: WritePropertyParams,
    options?: CallOptions,
  ): Promise<Result<PropertyResult, HostFailure>>;
}

/** One running device host. */
export interface HostClient extends DeviceHost {
  readonly hello: HelloResult;
  /** Resolves when the process has ended, however it ended; never rejects. */
  readonly exited: Promise<HostExit>;
  /** The last beat, and how long ago it came in milliseconds. */
  lastBeat(): { readonly beat: Beat | undefined; readonly ageMs: number };
  /** Closes the pipe, waits a moment for a clean end, then kills. Resolves when the process is gone. */
  dispose(): Promise<void>;
  /** Ends the process at once: for a host that hangs. */
  kill(): void;
}

/** How a host process ended. */
export interface HostExit {
  readonly code: number | undefined;
  readonly signal: string | undefined;
  /** The last lines of its stderr. */
  readonly stderr: string;
  /** Set when the process could not be started at all: 'ENOENT'. */
  readonly error?: string;
  /** Why a test machine could not be reached, or no longer. */
  readonly trouble?: SshTrouble;
}

/**
 * Why a call has no answer.
 * - `not-started`: the command of the target could not be run, or ended before it said hello.
 * - `refused`: the host runs but will not work: another version, no such capability file, local without Windows.
 * - `deadline`: no answer in time. The call may still be inside the driver.
 * - `cancelled`: the caller's signal.
 * - `died`: the process ended while the call was under way.
 * - `answered`: the host answered with an error: filter gone, no such pin.
 * - `given-up`: too many restarts; only an explicit restart starts the host again.
 */
export interface HostFailure {
  readonly kind: 'not-started' | 'refused' | 'deadline' | 'cancelled' | 'died' | 'answered' | 'given-up';
  /** What happened, why, and what to do next. */
  readonly message: string;
  readonly request?: RequestName;
  readonly exit?: HostExit;
  /** One of `hostErrors`, for `refused` and `answered`. */
  readonly code?: number;
  /** For `answered`, when a native call failed. */
  readonly native?: NativeFailure;
}

/** Milliseconds a request may take. */
export interface Deadlines {
  readonly hello: number;
  readonly list: number;
  readonly read: number;
  readonly create: number;
  readonly close: number;
  /** One property, a few proposed formats, all steps to another state. */
  readonly property: number;
  /** Without a beat for so long, the host counts as hung. */
  readonly beat: number;
}

export const defaultDeadlines: Deadlines = {
  hello: 20_000,
  list: 10_000,
  read: 15_000,
  create: 10_000,
  close: 5_000,
  property: 10_000,
  beat: 5_000,
};

export interface StartOptions {
  /** Path of the device host's bundle (dist/device-host.cjs) for `local` and `simulate:`. */
  readonly hostBundle: string;
  /** The Node to run the bundle with; this process's own by default. In Electron it runs as Node. */
  readonly node?: string;
  /** Where relative files of a target are looked up. */
  readonly cwd?: string;
  /** Who is asking, for the host's log: 'kspin extension 0.1.0'. */
  readonly client: string;
  /** Journal file of a host started here; the system's state folder by default. */
  readonly journal?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly deadlines?: Partial<Deadlines>;
  /** A filter came or went; without it the host is not asked to watch. */
  readonly onFiltersChanged?: () => void;
  readonly onLog?: (level: 'info' | 'warning' | 'error', message: string) => void;
}
