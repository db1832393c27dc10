// The text of one connect, and what a tolerant parser makes of it: worked out when it is first asked for, once.
import type { Node, ParseError } from 'jsonc-parser';
import { readObjectTree } from '#language-server/text/tree.ts';
import { readConnect } from './connect.ts';
import type { ConnectEntry } from './document.ts';

/** Offsets in it count from its first brace. */
export class ConnectText {
  readonly text: string;
  readonly index: number;
  #tree: ReturnType<typeof readObjectTree> | null = null;
  #entry: ConnectEntry | undefined;

  constructor(text: string, index: number) {
    this.text = text;
    this.index = index;
  }
  /** False when a parser does not come to an end where the brackets do: then the text does not stand for itself. */
  get isOneObject(): boolean {
    return this.#read() !== undefined;
  }
  get node(): Node {
    const tree = this.#read();
    if (tree === undefined) throw new Error(`not one object: ${this.text}`);
    return tree.root;
  }
  get errors(): readonly ParseError[] {
    return this.#read()?.errors ?? [];
  }
  /** Read from the tree, with every problem and place. */
  get entry(): ConnectEntry {
    this.#entry ??= readConnect(this.text, this.node, this.index);
    return this.#entry;
  }
  #read(): ReturnType<typeof readObjectTree> {
    if (this.#tree === null) this.#tree = readObjectTree(this.text);
    return this.#tree;
  }
}
