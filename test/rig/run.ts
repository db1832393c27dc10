// Runs the programs that set the rig up: quietly while all is well, with everything they said when one fails.
import { spawn } from 'node:child_process';

/** Told one line of text now and then, so that a person sees the work is alive. */
export type Progress = (line: string) => void;

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /**
   * Gives the program no pipe to hold. Wine's first program starts others that outlive it and keep what it
   * had open, so that a reader would wait for them.
   */
  readonly detached?: boolean;
}

export interface RunResult {
  readonly code: number | undefined;
  readonly signal: NodeJS.Signals | undefined;
  /** stdout and stderr, in the order they came. */
  readonly output: string;
}

/** Runs a command to its end; the result tells how it ended. Throws only when the program cannot be started. */
export function runAny(command: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  const [program = '', ...args] = command;
  const stdio = options.detached ? 'ignore' : (['ignore', 'pipe', 'pipe'] as const);
  return new Promise((settle, reject) => {
    const child = spawn(program, args, {
      ...(options.cwd !== undefined && { cwd: options.cwd }),
      env: options.env ?? process.env,
      stdio: typeof stdio === 'string' ? stdio : [...stdio],
    });
    let output = '';
    const keep = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    child.once('error', (error) => reject(new Error(`${program} cannot be started: ${error.message}`)));
    child.once('close', (code, signal) =>
      settle({ code: code ?? undefined, signal: signal ?? undefined, output }),
    );
  });
}

/** Runs a command that must succeed, saying every five seconds that it still runs; returns what it printed. */
export async function run(
  what: string,
  command: readonly string[],
  progress: Progress,
  options: RunOptions = {},
): Promise<string> {
  const started = Date.now();
  progress(`${what} ...`);
  const alive = setInterval(
    () => progress(`${what} ... ${Math.round((Date.now() - started) / 1000)} s`),
    5000,
  );
  try {
    const { code, signal, output } = await runAny(command, options);
    if (code === 0) return output;
    const end = signal ?? `exit code ${code}`;
    throw new Error(`Failed: ${what} (${command.join(' ')} ended with ${end}):\n${output.slice(-4000)}`);
  } finally {
    clearInterval(alive);
  }
}
