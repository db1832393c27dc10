// Which program a target means. This is the only place that knows how each target is reached.
import { resolve } from 'node:path';
import type { HostExit, StartOptions } from './device-host.ts';
import { remoteHost, type SshTrouble, sshArgs, sshTrouble } from './ssh.ts';
import { type Target, targetText } from './target.ts';

export interface HostCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What an end means that is not the device host's own, but that of the program between. */
  readonly explain?: (exit: HostExit) => SshTrouble | undefined;
}

/** The command that gives a pipe to a device host for this target. */
export function hostCommand(target: Target, options: StartOptions): HostCommand {
  const env = { ...process.env, ...options.env };
  switch (target.kind) {
    case 'local':
      return bundled('local', options, env);
    case 'simulate':
      return bundled(targetText({ ...target, file: resolve(options.cwd ?? '.', target.file) }), options, env);
    case 'ssh':
      return {
        command: 'ssh',
        args: sshArgs(target.host, remoteHost),
        env,
        explain: (exit) => sshTrouble(target.host, exit),
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
