// What the extension and the server say to each other beyond the LSP. Both import this file, neither imports the other;
// names and plain payloads only, because the two sides hold different copies of the LSP libraries.

/** `initializationOptions` of the client. */
export interface InitializationOptions {
  /** Offer a lens on each connect that runs `createPinCommand`; only for a client that has the command. */
  readonly codeLens?: boolean;
  /** Where the client shows pages about rules: a URI before `NAME.md`. Left out: beside the server, where it finds them. */
  readonly rulePages?: string;
}

/** The extension's own `rulePages`. */
export const rulePagesUri = 'kspin-rules:/';

/** Command of the lens on a connect; its arguments are `[uri: string, connectIndex: number]`. */
export const createPinCommand = 'kspin.createPin';

/** `source` of the diagnostics that the extension makes of a driver's refusal: the server has a quick fix for them. */
export const refusalSource = 'kspin device';

/** Request: the connect of a document at an index, or around a position, ready to be sent. */
export const connectAtMethod = 'kspin/connectAt';

export interface ConnectAtParams {
  readonly uri: string;
  /** Which connect; or `position`, the connect around it. */
  readonly index?: number;
  readonly position?: WirePosition;
  /** Of the process that will call KsCreatePin; x64 when not given. */
  readonly arch?: 'x64' | 'x86';
}

/** `null` when there is no such document, open or in a file, or no such connect in it. */
export type ConnectAtResult = WireConnect | null;

/** Request: all connects of a document, open or in a file, for pickers, lists and tests. */
export const connectsMethod = 'kspin/connects';

export interface ConnectsParams {
  readonly uri: string;
}

export type ConnectsResult = readonly {
  readonly index: number;
  readonly name: string;
  readonly range: WireRange;
  /** What a run must return, as written: the connect is a test then. */
  readonly expect?: string;
}[];

/** Request: the capability files that a document names, each once, in the order of the text. */
export const capabilityFilesMethod = 'kspin/capabilityFiles';

export interface CapabilityFilesParams {
  readonly uri: string;
}

export type CapabilityFilesResult = readonly NamedCapabilityFile[];

export interface NamedCapabilityFile {
  /** As the descriptor has it. */
  readonly path: string;
  /** Absent for a path that no descriptor may name: an absolute one, or one out of the file system's root. */
  readonly uri?: string;
  /** How many filters were read from it. */
  readonly filters: number;
  /** Why none were, to go on after the file's name: `does not exist`. */
  readonly problem?: string;
}

/**
 * Notification of the client: the filters of the target that is in use, after each reading; with both lists empty, nothing is known
 * any more. Connects that name no capability file are checked against them.
 */
export const liveFiltersMethod = 'kspin/liveFilters';

export interface LiveFiltersParams {
  /** What people call the target. */
  readonly target: string;
  /** Each as one filter of a capability file. */
  readonly filters: readonly unknown[];
  /** Listed, and not read: a connect that may mean one of these is not checked. */
  readonly unread: readonly {
    readonly path: string;
    readonly name?: string;
    readonly device?: string;
    /** Names or GUIDs. */
    readonly categories: readonly string[];
  }[];
}

/** Request of the server to a client that reads files for it: the server runs as a web worker then and has no disk. */
export const readFileMethod = 'kspin/readFile';

export interface ReadFileParams {
  readonly uri: string;
}

/** The text, decoded from UTF-8; or what stands in its way, to go on after a file's name: `does not exist`. */
export type ReadFileResult = { readonly text: string } | { readonly problem: string };

/** Request of such a server: the URIs of the descriptors (`*.kspin.json`) below a folder of the workspace. */
export const findFilesMethod = 'kspin/findFiles';

export interface FindFilesParams {
  readonly folder: string;
}

export type FindFilesResult = readonly string[];

/** Zero-based, as in the LSP. */
export interface WirePosition {
  readonly line: number;
  readonly character: number;
}

export interface WireRange {
  readonly start: WirePosition;
  readonly end: WirePosition;
}

export interface WireConnect {
  readonly index: number;
  /** As written, else `connect 1`. */
  readonly name: string;
  /** The document version that was read; 0 for a file that is not open. */
  readonly version: number;
  readonly range: WireRange;
  /** What stands for the connect: its name, else its opening brace. */
  readonly head: WireRange;
  /** KSPIN_CONNECT, KSDATAFORMAT and what follows as lower-case hex; absent when it cannot be encoded. */
  readonly bytes?: string;
  readonly desiredAccess: number;
  readonly filter: { readonly category?: string; readonly device?: string; readonly capabilities?: string };
  readonly expect?: {
    readonly kind: 'win32' | 'ntstatus' | 'hresult';
    readonly value: number;
    readonly text: string;
  };
  /** Findings of severity error in this connect; a wrong request may still be sent on purpose. */
  readonly errors: number;
  /** Why there are no bytes. */
  readonly problems: readonly { readonly message: string; readonly range: WireRange }[];
  /** The range to mark for each written member, by the text of its path (`WaveFormatExt.Format.nBlockAlign`). */
  readonly ranges: Readonly<Record<string, WireRange>>;
}
