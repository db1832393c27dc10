// What the server needs of the place where it runs. There are two: a process of Node that reads the disk (node/), and a worker in a
// browser that has none and asks its client (worker/). Everything else of the server is the same in both and imports neither.

import type { DescriptorDocument, Workspace } from '#language-server/service.ts';
import type { CancellationToken } from './lsp.ts';

export interface Host {
  /** The capability files that descriptors name. */
  readonly workspace: Workspace;
  /** Resolves when `workspace` can speak for a document: where files come slowly, those that it names are fetched. */
  readonly ready: (doc: DescriptorDocument) => Promise<void>;
  /** URIs of files that the client saw change. */
  readonly changed: (uris: readonly string[]) => void;
  /** The URIs of the descriptors below a folder, in a stable order; ends early when cancelled. */
  readonly descriptorsBelow: (folder: string, token: CancellationToken) => AsyncIterable<string>;
  /** Another value when the file has another text; undefined when it is gone, unreadable or too large for a descriptor. */
  readonly stampOf: (uri: string) => Promise<string | undefined>;
  /** Undefined when the file is gone or cannot be read. */
  readonly readText: (uri: string) => Promise<string | undefined>;
  /** Whether there is a file, or anything else, at a URI. */
  readonly exists: (uri: string) => Promise<boolean>;
  /** The page about a rule; undefined where there are no pages. */
  readonly rulePage: (name: string) => string | undefined;
  /** Lets messages in between two pieces of long work. */
  readonly breathe: () => Promise<void>;
}

/** The reader refuses more anyway, so larger files are not even loaded. */
export const largestFile = 20 * 1024 * 1024;
