// A driver under development may take the machine down in the middle of a call. So each native call is on disk before it
// is made: after a crash or a bugcheck the next host reads which call had not returned, on which filter, with which bytes.
//
// One file per host process, so that hosts side by side (an editor, a terminal) never write into each other's lines.
// A host that ends with every call returned removes its file; what is left in the folder is news.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir, uptime } from 'node:os';
import { basename, join } from 'node:path';
import { type Journal, JournalFile, type JournalOptions } from './journal-file.ts';
import type { HostJournal, JournalEntry, JournalRecord, UnfinishedCall } from './protocol.ts';

export interface OpenedJournal {
  readonly journal: Journal;
  /** Of hosts that are gone: the calls that had not returned. */
  readonly unfinished: readonly UnfinishedCall[];
  /** Puts them aside: call it when somebody has been told. */
  forget(): void;
  /** Everything that is written down: by hosts that run, and by the last ones that ended inside a call. */
  read(): readonly HostJournal[];
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
  const left = guarded(log, () => {
    mkdirSync(folder, { recursive: true });
    removeHalfMade(folder);
    return journalsIn(folder).map(notOurs).filter(isNews);
  });
  const file = new JournalFile(join(folder, `${process.pid}.jsonl`), bootTime(), options, log);
  return {
    journal: file,
    unfinished: left.flatMap(({ reading }) => unfinishedCalls(reading)),
    forget: () => void guarded(log, () => putAside(folder, left)),
    read: () => {
      file.settle();
      return guarded(log, () =>
        [...journalsIn(join(folder, toldFolder)), ...journalsIn(folder)].map(({ reading }) => reading),
      );
    },
  };
}

function guarded<T>(log: (message: string) => void, read: () => readonly T[]): readonly T[] {
  try {
    return read();
  } catch (error) {
    log(`the journal folder cannot be read: ${String(error)}`);
    return [];
  }
}

interface FoundJournal {
  readonly path: string;
  readonly reading: HostJournal;
}

/** In the order in which they were begun. */
function journalsIn(folder: string): readonly FoundJournal[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
  return names
    .map((name) => join(folder, name))
    .map((path) => ({ path, reading: readJournal(readFileSync(path, 'utf8')) }))
    .sort((a, b) => compare(firstTime(a.reading), firstTime(b.reading)));
}

/** This process has no journal yet: a file under its id is that of one that had the id before it. */
function notOurs(found: FoundJournal): FoundJournal {
  const { reading } = found;
  return reading.pid === process.pid && reading.ended === 'running'
    ? { ...found, reading: { ...reading, ended: 'host' } }
    : found;
}

/** Files of hosts that were ended before their first record got its name. */
function removeHalfMade(folder: string): void {
  for (const name of readdirSync(folder)) {
    const pid = /^(\d+)\.jsonl\.new$/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(folder, name), { force: true });
  }
}

/** What a host that is gone left behind; when all its calls had returned, that is nothing and is removed. */
function isNews({ path, reading }: FoundJournal): boolean {
  if (reading.ended === 'running') return false;
  const news = unfinishedCalls(reading).length > 0;
  if (!news) rmSync(path, { force: true });
  return news;
}

/** Journals whose news was told stay for an evidence bundle: these many, the newest. */
const toldKept = 8;
const toldFolder = 'told';

function putAside(folder: string, left: readonly FoundJournal[]): readonly never[] {
  if (left.length === 0) return [];
  const told = join(folder, toldFolder);
  mkdirSync(told, { recursive: true });
  for (const { path, reading } of left) {
    // Another host may have told them in the meantime. A process id comes again, a time with it does not.
    if (existsSync(path))
      renameSync(path, join(told, `${firstTime(reading).replace(/\W/g, '')}-${basename(path)}`));
  }
  const old = journalsIn(told).slice(0, -toldKept);
  for (const { path } of old) rmSync(path, { force: true });
  return [];
}

function firstTime({ calls }: HostJournal): string {
  return calls[0]?.time ?? '';
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function unfinishedCalls({ ended, calls }: HostJournal): readonly UnfinishedCall[] {
  if (ended === 'running') return [];
  return calls.filter(({ win32 }) => win32 === undefined).map((call) => ({ ...call, ended }));
}

interface HostLine {
  readonly pid: number;
  /** When the machine was started, seconds since 1970: process ids begin again with every start. */
  readonly boot: number;
}

type Line =
  | { readonly host: HostLine }
  | { readonly begin: JournalRecord }
  | { readonly end: string; readonly win32: number; readonly elapsedMs: number };

/** What a journal says. A line torn by a crash is the last one, and is left out: its call was never made. */
export function readJournal(text: string): HostJournal {
  const calls = new Map<string, JournalEntry>();
  let host: HostLine | undefined;
  for (const line of text.split('\n').map(parseLine)) {
    if (line === undefined) continue;
    if ('host' in line) host = line.host;
    else if ('begin' in line) calls.set(line.begin.id, line.begin);
    else {
      const begun = calls.get(line.end);
      if (begun) calls.set(line.end, { ...begun, win32: line.win32, elapsedMs: line.elapsedMs });
    }
  }
  return {
    pid: host?.pid ?? 0,
    ended: host === undefined ? 'host' : endOf(host),
    calls: [...calls.values()],
  };
}

function parseLine(text: string): Line | undefined {
  if (text === '') return undefined;
  try {
    const line: unknown = JSON.parse(text);
    return isLine(line) ? line : undefined;
  } catch {
    return undefined;
  }
}

/** Anything may have become of a file since it was written. */
function isLine(line: unknown): line is Line {
  if (typeof line !== 'object' || line === null) return false;
  if ('end' in line) return typeof line.end === 'string';
  const inner = 'host' in line ? line.host : 'begin' in line ? line.begin : undefined;
  if (typeof inner !== 'object' || inner === null) return false;
  return 'pid' in inner || ('id' in inner && 'filter' in inner && typeof inner.filter === 'string');
}

/** A clock that is set while the machine runs moves the computed start a little; another start is minutes away. */
const sameBootSeconds = 60;

function endOf({ pid, boot }: HostLine): HostJournal['ended'] {
  if (Math.abs(boot - bootTime()) > sameBootSeconds) return 'machine';
  return isAlive(pid) ? 'running' : 'host';
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function bootTime(): number {
  return Math.round(Date.now() / 1000 - uptime());
}
