// The request from KSDATAFORMAT on, once for all connects that say the same. Files of many connects repeat few formats (on other
// pins, under other names), and nothing in a format depends on the KSPIN_CONNECT before it: what it says, what follows from it and
// what is wrong with it need to be worked out once.
import { type ConnectRequest, complete } from '#ks/connect.ts';
import { completeHead } from '#ks/derive.ts';
import { formatBlocks } from '#ks/format-blocks.ts';
import { formatLeaves, problemsOf } from '#ks/members.ts';
import { formatOf } from './connect.ts';
import type { ReadObject } from './read.ts';

/** The keys of a connect that are its format. */
export const formatKeys: ReadonlySet<string> = new Set([
  'KSDATAFORMAT',
  ...formatBlocks.map(({ key }) => key),
  'Bytes',
  'Attributes',
]);

/** One object for each format: others may keep beside it what they work out from it. */
export class SharedFormat {
  /** What is written, by the keys of a connect. */
  readonly value: ReadObject;
  /** With an empty KSPIN_CONNECT. */
  readonly request: ConnectRequest;
  #completed: ConnectRequest | undefined;
  #fits: boolean | undefined;

  constructor(value: ReadObject) {
    this.value = value;
    this.request = { KSPIN_CONNECT: {}, ...formatOf(value) };
  }
  /** `request` with all filled in that follows from it. */
  get completed(): ConnectRequest {
    this.#completed ??= complete(this.request);
    return this.#completed;
  }
  /** The completed request of a connect with this format. */
  completedOf(request: ConnectRequest): ConnectRequest {
    const { KSPIN_CONNECT } = request;
    return { ...request, ...this.completed, KSPIN_CONNECT: completeHead(KSPIN_CONNECT) };
  }
  /** Whether it can become bytes: nothing is missing, and every number fits its member. */
  get fits(): boolean {
    this.#fits ??= problemsOf(this.completed, 'x64', formatLeaves(this.request)).length === 0;
    return this.#fits;
  }
}
