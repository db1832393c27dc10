// What a panel and its page say to each other.

export type ToPage =
  /** Replaces what the page shows. */
  | { readonly type: 'show'; readonly markup: string }
  /** Lights up an item and brings it into sight, without taking the keyboard. */
  | { readonly type: 'select'; readonly item: number | undefined };

export type FromPage =
  /** The script runs: the panel may send. Also after the page was hidden. */
  | { readonly type: 'ready' }
  /** A person went to an item. */
  | { readonly type: 'select'; readonly item: number }
  | { readonly type: 'command'; readonly command: string };
