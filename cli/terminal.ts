// The only door to the terminal: standard streams, colours, the folder that relative paths mean. Output is awaited, so that a
// pipe gets every byte before the program ends; a reader that has gone away (`| head`) is no error.
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import type { Writable } from 'node:stream';

export type Paint = (text: string) => string;

export interface Terminal {
  /** Writes to standard output: what was asked for and nothing else. */
  readonly out: (text: string) => Promise<void>;
  /** Writes a line to standard error: trouble and remarks. */
  readonly note: (line: string) => Promise<void>;
  readonly readInput: (limit: number) => Promise<Uint8Array>;
  readonly cwd: string;
  readonly style: Style;
}

export interface Style {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly red: Paint;
  readonly green: Paint;
  readonly yellow: Paint;
  readonly cyan: Paint;
}

export function processTerminal(): Terminal {
  const write = writer(process.stdout);
  const writeError = writer(process.stderr);
  return {
    out: write,
    note: (line) => writeError(`${line}\n`),
    readInput,
    cwd: process.cwd(),
    style: wantsColor(process.stdout, process.env) ? ansi : plain,
  };
}

/** https://no-color.org: colours only for a terminal, and not there when NO_COLOR says so. */
function wantsColor(stream: { readonly isTTY?: boolean }, env: NodeJS.ProcessEnv): boolean {
  if ((env.NO_COLOR ?? '') !== '') return false;
  return stream.isTTY === true && env.TERM !== 'dumb';
}

const color =
  (on: number, off: number): Paint =>
  (text) =>
    `\u001b[${on}m${text}\u001b[${off}m`;
const same: Paint = (text) => text;

export const plain: Style = { bold: same, dim: same, red: same, green: same, yellow: same, cyan: same };
const ansi: Style = {
  bold: color(1, 22),
  dim: color(2, 22),
  red: color(31, 39),
  green: color(32, 39),
  yellow: color(33, 39),
  cyan: color(36, 39),
};

function writer(stream: Writable): (text: string) => Promise<void> {
  let gone = false;
  stream.on('error', () => {
    gone = true;
  });
  return async (text) => {
    if (gone || text === '') return;
    if (!stream.write(text))
      await Promise.race([once(stream, 'drain'), once(stream, 'close')]).catch(() => {});
  };
}

/** At most `limit` bytes and one more, so that the caller sees that there was too much. Wine has no process.stdin. */
async function readInput(limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of createReadStream('', { fd: 0 })) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > limit) break;
  }
  return Buffer.concat(chunks);
}
