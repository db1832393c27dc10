// What the device host and its clients say to each other, as JSON-RPC over a pipe. Both ends import this file
// and nothing else of each other. Everything is plain JSON; bytes are lower-case hex.
//
// `host/hello` is the first request on every connection and its `protocol` member never moves: two machines
// may run different kspins, and the version is what lets them say so instead of misunderstanding each other.
import type { Instances } from '#ks/capabilities.ts';
import type { Json } from '#ks/json.ts';
import type { Arch } from '#ks/struct.ts';
import type { Guid } from '#ks/tables/guid-kinds.ts';

/** Raised whenever a request is added or a message changes its meaning; a host answers only a client of its own version. */
export const protocolVersion = 2;

export interface HelloParams {
  readonly protocol: number;
  /** Who is asking, for the host's log: 'kspin extension 0.1.0'. */
  readonly client: string;
}

export interface HelloResult {
  readonly protocol: number;
  /** kspin's version in the host. */
  readonly kspin: string;
  /** Node's names: 'win32', 'linux' ...; 'x64', 'arm64' ... */
  readonly platform: string;
  readonly arch: string;
  /** The layout that a connect request must have for this host: pointers of 8 or 4 bytes. */
  readonly layout: Arch;
  readonly backend: 'windows' | 'simulated';
  /** Native calls that had not returned when the last host of this machine ended. Empty after a good day. */
  readonly unfinished: readonly UnfinishedCall[];
}

/** A native call on its way into a driver, as the journal on disk keeps it. */
export interface JournalRecord {
  readonly id: string;
  /** ISO 8601, UTC, of the moment before the call. */
  readonly time: string;
  readonly call: NativeCall;
  /** The filter's interface path. */
  readonly filter: string;
  /** What was handed to the driver, as hex: a property request, or the connect block. */
  readonly bytes?: string;
  readonly code?: number;
  /** Version of the filter's driver, as the registry has it. */
  readonly driver?: string;
  /** The connect that the call was made for. */
  readonly descriptor?: ConnectName;
}

/** A connect as people find it again. */
export interface ConnectName {
  /** The descriptor file as the client knows it: a path or a URI. */
  readonly file: string;
  /** The connect's name, or `connect 1`. */
  readonly connect: string;
}

/**
 * A call that had not returned when its host ended.
 * - `host`: the process ended inside the call.
 * - `machine`: the machine was started again since. What only read a property may not have reached the disk, and the end of a
 *   call may not have either, so the driver went down in this call or soon after it.
 */
export interface UnfinishedCall extends JournalRecord {
  readonly ended: 'host' | 'machine';
}

/** A call as the journal has it: without `win32` it had not returned. */
export interface JournalEntry extends JournalRecord {
  readonly win32?: number;
  /** Of the call, in milliseconds. */
  readonly elapsedMs?: number;
}

/** What one host wrote down, the oldest call first. */
export interface HostJournal {
  readonly pid: number;
  /** `running`: the host that answers, or another one that still works. */
  readonly ended: 'running' | 'host' | 'machine';
  readonly calls: readonly JournalEntry[];
}

export type NativeCall = 'interfaces' | 'open' | 'ioctl' | 'createPin' | 'close';

export interface ListParams {
  /** Lists this category only; without it, every filter category that has a name. */
  readonly category?: Guid;
}

/** One filter. A filter that registers several categories has several interface paths and is still one row. */
export interface FilterSummary {
  /** The interface path to open it by. */
  readonly path: string;
  readonly name?: string;
  /** Device instance id. */
  readonly device?: string;
  readonly categories: readonly Guid[];
  /** The interface paths of categories that have another one than `path`. */
  readonly aliases?: readonly { readonly category: Guid; readonly path: string }[];
  readonly driver?: DriverFacts;
  readonly problem?: string;
}

/** What the INF said of the driver, as the device's driver key in the registry has it. */
export interface DriverFacts {
  readonly version?: string;
  readonly date?: string;
  readonly provider?: string;
}

export interface ListResult {
  readonly filters: readonly FilterSummary[];
  /** Categories that could not be listed, in words. */
  readonly problems: readonly string[];
}

export interface ReadParams {
  readonly path: string;
}

export interface CreatePinParams {
  /** Interface path of the filter. */
  readonly filter: string;
  /** KSPIN_CONNECT, KSDATAFORMAT and what follows, in the host's layout, as hex. */
  readonly bytes: string;
  /** ACCESS_MASK for the pin handle. */
  readonly access: number;
  /** The explicit word: open although the instance counts say that the pin is taken. */
  readonly evenIfBusy?: boolean;
  /** For the journal: which connect this is. */
  readonly descriptor?: ConnectName;
}

/**
 * - `opened`: KsCreatePin returned 0; `pin` names the open pin.
 * - `refused`: KsCreatePin returned `win32`.
 * - `blocked`: no instance is free, so KsCreatePin was not called. `evenIfBusy` goes on anyway.
 * - `failed`: the request did not get as far as KsCreatePin; `message` says why, `win32` is there if a call failed.
 */
export interface CreatePinResult {
  readonly outcome: 'opened' | 'refused' | 'blocked' | 'failed';
  /** What KsCreatePin returned; for `failed` what the call before it returned, if it was a call. */
  readonly win32?: number;
  readonly pin?: number;
  /** CINSTANCES and GLOBALCINSTANCES as read just before the call; absent when the driver does not answer them. */
  readonly local?: Instances;
  readonly global?: Instances;
  /** How long the counts were old when KsCreatePin was called: nobody knows who took the pin in between. */
  readonly uncheckedMs?: number;
  /** Of the KsCreatePin call alone; 0 when it was not made. */
  readonly elapsedMs: number;
  readonly message?: string;
}

/** Where a property lives: that decides which handle is asked, and what stands before the value in the request. */
export type PropertyTarget =
  /** The filter itself: KSPROPERTY. */
  | { readonly on: 'filter'; readonly filter: string }
  /** A pin factory of the filter: KSP_PIN, to the filter's handle. */
  | { readonly on: 'factory'; readonly filter: string; readonly pinId: number }
  /** A topology node of the filter: KSP_NODE, to the filter's handle. */
  | { readonly on: 'node'; readonly filter: string; readonly node: number }
  /** An open pin: KSPROPERTY, or KSP_NODE for a node that is reached through it. */
  | { readonly on: 'pin'; readonly pin: number; readonly node?: number };

export interface ReadPropertyParams {
  readonly target: PropertyTarget;
  readonly set: Guid;
  readonly id: number;
  /** `get` unless given; none of them changes anything. */
  readonly verb?: 'get' | 'setSupport' | 'basicSupport' | 'defaultValues';
  /** Hex that follows the structure of the target in the request: a channel, data ranges to intersect. */
  readonly input?: string;
  /** Bytes of the value where they are known; without it the driver is asked for the size first. */
  readonly size?: number;
}

export interface WritePropertyParams extends Omit<ReadPropertyParams, 'verb' | 'size'> {
  /** The new value, as hex. */
  readonly value: string;
  /** The explicit word: a person has agreed to this write. Without it nothing is sent. */
  readonly confirmed: true;
}

export interface PropertyResult {
  /** Of the last native call; 0 is success. */
  readonly win32: number;
  /** The value that came, as hex; absent when there is none, or none that can be trusted. */
  readonly value?: string;
  /** Why there is no value, or what was odd about the answer. */
  readonly message?: string;
  /** What came in place of a value, as hex. */
  readonly malformed?: string;
  /** Of a write the native call alone, of a read with the question for its size. */
  readonly elapsedMs: number;
  /** The host's clock when the answer came, milliseconds from any origin: positions are compared by it. */
  readonly atMs: number;
}

export interface SetStateParams {
  readonly pin: number;
  /** KSSTATE: 0 stop, 1 acquire, 2 pause, 3 run. */
  readonly state: number;
}

export interface StateStep {
  readonly from: number;
  readonly to: number;
  readonly win32: number;
  readonly elapsedMs: number;
}

export interface SetStateResult {
  /** One state at a time, as far as the driver went; empty when the pin was there already. */
  readonly steps: readonly StateStep[];
  /** Where the pin is now. */
  readonly state: number;
}

export interface ProposeParams {
  /** Interface path of the filter. */
  readonly filter: string;
  readonly pinId: number;
  /** Formats as hex, KSDATAFORMAT and what follows. No pin is opened and nothing is changed. */
  readonly formats: readonly string[];
}

/** For each format, in order, what KSPROPERTY_PIN_PROPOSEDATAFORMAT said; shorter when the request was cancelled. */
export type ProposeResult = readonly { readonly win32: number; readonly elapsedMs: number }[];

export interface ClosePinParams {
  readonly pin: number;
}

export interface ClosePinResult {
  readonly elapsedMs: number;
  /** Set when CloseHandle failed. */
  readonly win32?: number;
}

export interface OpenPin {
  readonly pin: number;
  readonly filter: string;
  readonly pinId: number;
  /** The connect request it was opened with, as hex. */
  readonly bytes: string;
  /** ISO 8601, UTC. */
  readonly since: string;
}

/** Method name -> what goes in and what comes out. */
export interface Requests {
  readonly 'host/hello': { readonly params: HelloParams; readonly result: HelloResult };
  readonly 'filters/list': { readonly params: ListParams; readonly result: ListResult };
  /** The result is the JSON of a capability file (ks/capability-file.ts); problems of single properties are inside. */
  readonly 'filter/read': { readonly params: ReadParams; readonly result: Json };
  readonly 'pin/create': { readonly params: CreatePinParams; readonly result: CreatePinResult };
  readonly 'pin/close': { readonly params: ClosePinParams; readonly result: ClosePinResult };
  readonly 'pin/setState': { readonly params: SetStateParams; readonly result: SetStateResult };
  readonly 'filter/propose': { readonly params: ProposeParams; readonly result: ProposeResult };
  readonly 'property/read': { readonly params: ReadPropertyParams; readonly result: PropertyResult };
  readonly 'property/write': { readonly params: WritePropertyParams; readonly result: PropertyResult };
  /** Asks for `filters/changed` from now on. */
  readonly 'filters/watch': { readonly params: Record<string, never>; readonly result: null };
  /** Journals of this machine: of the hosts that run, and of the last ones that ended inside a call. */
  readonly 'journal/read': {
    readonly params: Record<string, never>;
    readonly result: readonly HostJournal[];
  };
  readonly 'pins/open': { readonly params: Record<string, never>; readonly result: readonly OpenPin[] };
}

export type RequestName = keyof Requests;

/** Sent every second while the host's event loop turns: its absence tells a hung host from a slow driver. */
export interface Beat {
  readonly beat: number;
  /** Native calls that have not returned yet. */
  readonly inFlight: readonly JournalRecord[];
}

export interface HostLog {
  readonly level: 'info' | 'warning' | 'error';
  readonly message: string;
}

/** Notifications, host to client. */
export interface Notifications {
  readonly 'host/beat': Beat;
  readonly 'host/log': HostLog;
  /** A filter came or went since the last listing. */
  readonly 'filters/changed': Record<string, never>;
}

/** Codes of the host's error answers; each comes with a message for people. */
export const hostErrors = {
  /** The client speaks another protocol version. */
  wrongVersion: 4001,
  /** A request before `host/hello`. */
  notGreeted: 4002,
  /** This machine or file cannot be a target at all: local without Windows, an unreadable capability file. */
  noBackend: 4003,
  /** A malformed parameter. */
  badParams: 4004,
  /** The filter could not be opened; `data` is {@link NativeFailure}. */
  noFilter: 4005,
  /** No open pin has that id. */
  noPin: 4006,
} as const;

/** `data` of an error answer that came from a native call. */
export interface NativeFailure {
  readonly call: NativeCall;
  readonly win32: number;
}
