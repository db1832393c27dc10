// Which program a target means. This is the only place that knows how each target is reached.
import { resolve } from 'node:path';
import type { StartOptions } from './device-host.ts';
import type { Target } from './target.ts';

export interface HostCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The command that gives a pipe to a device host for this target. */
export function hostCommand(target: Target, options: StartOptions): HostCommand {
  const env = { ...process.env, ...options.env };
  switch (target.kind) {
    case 'local':
      return bundled('local', options, env);
    case 'simulate':
      return bundled(`simulate:${resolve(options.cwd ?? '.', target.file)}`, options, env);
    case 'ssh':
      // No terminal is there to type a password into: BatchMode makes ssh say so instead of waiting for it.
      return {
        command: 'ssh',
        args: ['-T', '-o', 'BatchMode=yes', target.host, 'kspin device-host --stdio'],
        env,
      };
    case 'exec': {
      const [command, ...args] = target.command;
      return { command, args, env };
    }
  }
}

/** In an editor `process.execPath` is Electron, which runs a script as Node when this variable is set. */
function bundled(target: string, options: StartOptions, env: HostCommand['env']): HostCommand {
  const journal = options.journal === undefined ? [] : ['--journal', options.journal];
  return {
    command: options.node ?? process.execPath,
    args: [options.hostBundle, '--stdio', '--target', target, ...journal],
    env: { ...env, ELECTRON_RUN_AS_NODE: '1' },
  };
}
