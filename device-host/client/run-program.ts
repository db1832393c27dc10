// A program that is run to its end for what it prints: ssh and scp while a test machine is set up.
import type { HostExit } from './device-host.ts';
import type { HostCommand } from './host-command.ts';
import { startProcess } from './host-process.ts';

export interface ProgramRun extends HostExit {
  readonly stdout: string;
}

/** More than any of these programs has to say. */
const outputLimit = 100_000;

/** Never rejects. A program that is late or no longer wanted is ended with everything that it started. */
export async function runProgram(
  command: HostCommand,
  {
    cwd,
    limitMs,
    signal,
  }: { readonly cwd?: string; readonly limitMs: number; readonly signal?: AbortSignal },
): Promise<ProgramRun> {
  const program = startProcess(command, cwd);
  let stdout = '';
  program.output.setEncoding('utf8');
  program.output.on('data', (text: string) => {
    if (stdout.length < outputLimit) stdout += text;
  });
  program.input.end();
  const timer = setTimeout(program.kill, limitMs);
  signal?.addEventListener('abort', program.kill, { once: true });
  if (signal?.aborted) program.kill();
  const exit = await program.exited;
  clearTimeout(timer);
  signal?.removeEventListener('abort', program.kill);
  return { ...exit, stdout };
}
