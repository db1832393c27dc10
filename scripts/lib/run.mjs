// Runs other programs while something is set up: quiet while all is well, a sign of life every few seconds, and
// everything they said when one fails. Plain Node 20: the very first step, installing our packages, uses it.
import { spawn } from 'node:child_process';

const secondsBetweenSigns = 5;

/** Where a person sees progress, and a program that reads our output does not. */
export function tell(line) {
  process.stderr.write(`${line}\n`);
}

/**
 * Runs a command to its end; the result tells how it ended: with the signal SIGKILL when that took longer than `timeoutMs`. Rejects
 * only when the program cannot be started.
 */
export function runAny([program, ...args], options = {}) {
  const { cwd, env = process.env, output: wish = 'keep', lock, timeoutMs } = options;
  const standard = { keep: ['pipe', 'pipe'], show: ['pipe', 'inherit'], drop: ['ignore', 'ignore'] }[wish];
  const child = spawn(program, args, {
    cwd,
    env,
    // npm is a .cmd file on Windows, which only a shell starts; the arguments are ours and hold nothing to quote.
    shell: process.platform === 'win32' && program === 'npm',
    stdio: ['ignore', ...standard, ...(lock?.fd === undefined ? [] : [lock.fd])],
  });
  return new Promise((settle, reject) => {
    let output = '';
    const keep = (chunk) => {
      output += chunk;
      if (wish === 'show') process.stdout.write(chunk);
    };
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', keep);
    const kill = () => {
      child.kill('SIGKILL');
      // What it started may live on and hold the pipes.
      for (const stream of [child.stdout, child.stderr]) stream?.destroy();
    };
    const timer = timeoutMs === undefined ? undefined : setTimeout(kill, timeoutMs);
    child.once('error', (error) => reject(new Error(`${program} cannot be started: ${error.message}`)));
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      settle({ code: code ?? undefined, signal: signal ?? undefined, output });
    });
  });
}

/** Runs a command that must succeed, showing that it is alive; returns what it printed. */
export async function run(what, command, progress, options) {
  const { code, signal, output } = await showingLife(what, progress, () => runAny(command, options));
  if (code === 0) return output;
  const end = signal ?? `exit code ${code}`;
  throw new Error(`Failed: ${what} (${command.join(' ')} ended with ${end}):\n${output.slice(-4000)}`);
}

/** Says what is being done: when it begins, and every five seconds until it ends. */
export async function showingLife(what, progress, work) {
  let seconds = 0;
  progress(`${what} ...`);
  const sign = setInterval(() => {
    seconds += secondsBetweenSigns;
    progress(`${what} ... ${seconds} s`);
  }, secondsBetweenSigns * 1000);
  try {
    return await work();
  } finally {
    clearInterval(sign);
  }
}
