// A driver under development may take the machine down in the middle of a call. So each native call is on disk before it
// is made: after a crash or a bugcheck the next host reads which call had not returned, on which filter, with which bytes.
//
// One file per host process, so that hosts side by side (an editor, a terminal) never write into each other's lines.
// A host that ends with every call returned removes its file; what is left in the folder is news.
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { homedir, uptime } from 'node:os';
import { join } from 'node:path';
import { type Journal, JournalFile, type JournalOptions } from './journal-file.ts';
import type { JournalRecord } from './protocol.ts';

export interface OpenedJournal {
  readonly journal: Journal;
  /** Of hosts that are gone: the calls that had not returned. */
  readonly unfinished: readonly JournalRecord[];
  /** Forgets them: call it when somebody has been told. */
  forget(): void;
}

/**
 * %LOCALAPPDATA%\kspin\journal on Windows, $XDG_STATE_HOME/kspin/journal or ~/.local/state/kspin/journal elsewhere. A
 * simulated target has a folder of its own, so that trying one does not use up the news of the real driver.
 */
export function defaultJournalFolder(kind: 'local' | 'simulate'): string {
  const { LOCALAPPDATA, XDG_STATE_HOME } = process.env;
  const base =
    process.platform === 'win32'
      ? (LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'))
      : XDG_STATE_HOME || join(homedir(), '.local', 'state');
  return join(base, 'kspin', kind === 'local' ? 'journal' : 'journal-simulated');
}

/** Opens this process's journal in the folder. Never fails: a disk that cannot be written is one line in the log. */
export function openJournal(
  folder: string,
  log: (message: string) => void,
  options: JournalOptions = { flush: true },
): OpenedJournal {
  const left = readLeft(folder, log);
  const file = new JournalFile(join(folder, `${process.pid}.jsonl`), bootTime(), options, log);
  return {
    journal: file,
    unfinished: left.flatMap(({ unfinished }) => unfinished),
    forget: () => {
      for (const { path } of left) rmSync(path, { force: true });
    },
  };
}

interface LeftJournal {
  readonly path: string;
  readonly unfinished: readonly JournalRecord[];
}

function readLeft(folder: string, log: (message: string) => void): readonly LeftJournal[] {
  try {
    mkdirSync(folder, { recursive: true });
    const names = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
    return names.map((name) => join(folder, name)).flatMap((path) => readOne(path) ?? []);
  } catch (error) {
    log(`the journal folder cannot be read: ${String(error)}`);
    return [];
  }
}

/** Undefined for the journal of a host that still runs. */
function readOne(path: string): LeftJournal | undefined {
  const { host, unfinished } = readJournal(readFileSync(path, 'utf8'));
  if (host !== undefined && isAlive(host)) return undefined;
  if (unfinished.length === 0) rmSync(path, { force: true });
  return unfinished.length === 0 ? undefined : { path, unfinished };
}

interface HostLine {
  readonly pid: number;
  /** When the machine was started, seconds since 1970: process ids begin again with every start. */
  readonly boot: number;
}

type Line = { readonly host: HostLine } | { readonly begin: JournalRecord } | { readonly end: string };

/** What a journal says. A line torn by a crash is the last one, and is left out: its call was never made. */
export function readJournal(text: string): {
  readonly host: HostLine | undefined;
  readonly unfinished: readonly JournalRecord[];
} {
  const open = new Map<string, JournalRecord>();
  let host: HostLine | undefined;
  for (const line of text.split('\n').map(parseLine)) {
    if (line === undefined) continue;
    if ('host' in line) host = line.host;
    else if ('begin' in line) open.set(line.begin.id, line.begin);
    else if ('end' in line) open.delete(line.end);
  }
  return { host, unfinished: [...open.values()] };
}

function parseLine(text: string): Line | undefined {
  try {
    const line: unknown = JSON.parse(text);
    return typeof line === 'object' && line !== null ? (line as Line) : undefined;
  } catch {
    return undefined;
  }
}

/** A clock that is set while the machine runs moves the computed start a little; another start is minutes away. */
const sameBootSeconds = 60;

function isAlive(host: HostLine): boolean {
  if (host.pid === process.pid) return false;
  if (Math.abs(host.boot - bootTime()) > sameBootSeconds) return false;
  try {
    process.kill(host.pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function bootTime(): number {
  return Math.round(Date.now() / 1000 - uptime());
}
