// The child process as data. Its end is an ordinary value, with the code, the signal and the last of its stderr, and
// never an exception from nowhere: taking the process down is what a driver under development does.
import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import type { HostExit } from './device-host.ts';
import type { HostCommand } from './host-command.ts';

/** Enough for a stack trace; a driver's debug prints must not fill the editor's memory. */
const stderrLimit = 4000;
/** After `exit` the pipes may still hold the last words, but a grandchild may also hold them open for ever. */
const lastWordsMs = 300;
const cleanEndMs = 2000;

export interface HostProcess {
  readonly input: Writable;
  readonly output: Readable;
  readonly exited: Promise<HostExit>;
  /**
   * Calls the listener at the end, or at once when that is over; returns how to take it away again. For what happens often: what waits
   * for a promise stays in it until the host ends.
   */
  onExit(listener: (exit: HostExit) => void): () => void;
  kill(): void;
  /** Ends the input, which ends a device host; kills what is still there after a moment. */
  end(): Promise<HostExit>;
}

export function startProcess(command: HostCommand, cwd: string | undefined): HostProcess {
  const ownGroup = process.platform !== 'win32';
  const child = spawn(command.command, command.args, {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: command.env,
    windowsHide: true,
    // A group of its own, so that a wrapper (a script, wine) and what it started can be ended together.
    detached: ownGroup,
    ...(cwd === undefined ? {} : { cwd }),
  });
  // Writing to a process that has just died is an EPIPE here; its exit tells the story.
  child.stdin.on('error', () => {});
  const exited = watchExit(child).then((exit): HostExit => {
    const trouble = command.explain?.(exit);
    return trouble === undefined ? exit : { ...exit, trouble };
  });
  const listeners = new Set<(exit: HostExit) => void>();
  let ended: HostExit | undefined;
  void exited.then((exit) => {
    ended = exit;
    for (const listener of listeners) listener(exit);
  });
  const kill = () => killTree(child, ownGroup);
  return {
    input: child.stdin,
    output: child.stdout,
    exited,
    onExit: (listener) => {
      if (ended === undefined) listeners.add(listener);
      else listener(ended);
      return () => listeners.delete(listener);
    },
    kill,
    end: async () => {
      child.stdin.end();
      const timer = setTimeout(kill, cleanEndMs);
      const exit = await exited;
      clearTimeout(timer);
      return exit;
    },
  };
}

function watchExit(child: ChildProcess): Promise<HostExit> {
  let stderr = '';
  child.stderr?.setEncoding('utf8');
  child.stderr?.on('data', (text: string) => {
    stderr = (stderr + text).slice(-stderrLimit);
  });
  return new Promise((settle) => {
    child.once('error', (error: NodeJS.ErrnoException) => {
      if (child.pid === undefined) {
        settle({ code: undefined, signal: undefined, stderr, error: error.code ?? error.message });
      }
    });
    child.once('exit', (code, signal) => {
      const done = () =>
        settle({ code: code ?? undefined, signal: signal ?? undefined, stderr: stderr.trim() });
      const timer = setTimeout(done, lastWordsMs);
      child.once('close', () => {
        clearTimeout(timer);
        done();
      });
    });
  });
}

function killTree(child: ChildProcess, ownGroup: boolean): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    if (ownGroup) process.kill(-child.pid, 'SIGKILL');
    else child.kill('SIGKILL');
  } catch {
    // Gone in the meantime.
  }
}

/** How the process ended, as the end of a sentence: 'ended with exit code 3: Cannot find module ...'. */
export function exitText(exit: HostExit): string {
  if (exit.trouble !== undefined) return `is out of reach: ${exit.trouble.message}`;
  if (exit.error === 'ENOENT') return 'could not be started: no such program';
  if (exit.error !== undefined) return `could not be started: ${exit.error}`;
  const how =
    exit.signal === undefined ? `ended with exit code ${codeText(exit.code)}` : `was ended by ${exit.signal}`;
  const words = lastWords(exit.stderr);
  return words === '' ? how : `${how}: ${words}`;
}

/** Windows ends a crashed process with its NTSTATUS, which is only readable in hex. */
function codeText(code: number | undefined): string {
  if (code === undefined) return 'unknown';
  const unsigned = code >>> 0;
  return unsigned > 0xffff ? `0x${unsigned.toString(16)}` : String(code);
}

/** The line that says what was wrong: Node prints it first, before the stack and its own version. */
function lastWords(stderr: string): string {
  const lines = stderr.split(/\r?\n/).map((line) => line.trim());
  const named = lines.find((line) => /^(\w*Error\b.*|.*: error:.*)/.test(line));
  return named ?? lines.findLast((line) => line !== '') ?? '';
}
