// How a test machine is reached: by the user's own OpenSSH client, with the user's own keys, ports and jump hosts. This file says
// what is run there, and turns what ssh says when that fails into one cause with its next step.
import type { HostExit } from './device-host.ts';

/** The device host's folder on a test machine, in the home folder of the user who logs in. */
export const hostFolder = 'kspin-host';

/** The same words for cmd.exe, PowerShell and a POSIX shell: which of them sshd starts is the machine's choice. */
export const remoteHost = `node ${hostFolder}/device-host.cjs --stdio`;

/**
 * No terminal is there to type a password into: BatchMode makes ssh say so instead of waiting for it. A machine that goes down in
 * a bugcheck closes no connection; the client's own questions notice its silence after 15 s.
 */
const quietly = [
  ...['-o', 'BatchMode=yes'],
  ...['-o', 'ConnectTimeout=10'],
  ...['-o', 'ServerAliveInterval=5'],
  ...['-o', 'ServerAliveCountMax=3'],
] as const;

export function sshArgs(host: string, remoteCommand: string): readonly string[] {
  return ['-T', ...quietly, host, remoteCommand];
}

/** Copies a folder, named from the working directory, into the home folder there. A drive letter would be read as a host. */
export function scpArgs(folder: string, host: string): readonly string[] {
  return ['-q', '-r', ...quietly, folder, `${host}:`];
}

export type SshCause =
  | 'no-ssh'
  | 'no-such-host'
  | 'no-server'
  | 'unreachable'
  | 'host-key-changed'
  | 'host-key-unknown'
  | 'not-permitted'
  | 'no-node'
  | 'not-set-up'
  | 'in-use'
  | 'disconnected';

/** Why ssh, scp or what they run on the test machine ended. */
export interface SshTrouble {
  readonly cause: SshCause;
  /** What happened and what to do next, to follow a colon. */
  readonly message: string;
}

interface Symptom {
  readonly cause: SshCause;
  /** In what ssh, the shell there or node printed; OpenSSH's own words are never translated. */
  readonly words: RegExp;
  readonly message: (host: string) => string;
}

/** The first that fits is the cause: a changed host key is also a failed verification, a lost connection may come after anything. */
const symptoms: readonly Symptom[] = [
  {
    cause: 'no-such-host',
    words: /could not resolve hostname/i,
    message: (host) =>
      `no machine is named ${host}; check the name in the target, or give it one in ssh's config`,
  },
  {
    cause: 'host-key-changed',
    words: /REMOTE HOST IDENTIFICATION HAS CHANGED|Offending \S+ key/,
    message: (host) =>
      `the host key of ${host} is another one than before; if the machine was set up anew, forget the old one with: ssh-keygen -R ${host}`,
  },
  {
    cause: 'host-key-unknown',
    words: /Host key verification failed|No \S+ host key is known/,
    message: (host) =>
      `the host key of ${host} is not known yet; run ssh ${host} in a terminal once and accept it`,
  },
  {
    cause: 'not-permitted',
    words: /Permission denied \(|Too many authentication failures|Permission denied, please try again/,
    message: (host) =>
      `${host} does not let you in: it takes none of your keys, and a password cannot be asked for here; ssh ${host} in a terminal must work without a question (authorized_keys there, ssh-agent here)`,
  },
  {
    cause: 'no-server',
    words: /Connection refused/,
    message: (host) =>
      `${host} is there but no ssh server answers; start OpenSSH's sshd on it, or give its port in ssh's config`,
  },
  {
    cause: 'unreachable',
    words:
      /connect to (host|address) .*(timed out|unreachable|no route|is down)|No route to host|Network is unreachable/i,
    message: (host) => `${host} does not answer; is it on, and on this network?`,
  },
  {
    cause: 'not-set-up',
    words: /Cannot find module '[^']*device-host\.cjs'|kspin-host.*No such file/,
    message: (host) =>
      `kspin is not on ${host} yet; "KS: Set Up Test Machine" or kspin setup-target ssh:${host} puts it there`,
  },
  {
    cause: 'no-node',
    words:
      /node['"]?\s*:? .*(not found|not recognized|No such file)|(not found|unknown command):? .*node|CommandNotFound/i,
    message: (host) =>
      `there is no Node on ${host}, or not on the PATH of its ssh server; install Node 20 or newer there and start sshd anew`,
  },
  {
    cause: 'in-use',
    words: /dest open .*koffi\.node|koffi\.node.*(Failure|Permission denied|Text file busy)/,
    message: (host) =>
      `a device host still runs on ${host} and holds its files; end it (KS: Restart Device Host, or the task node.exe there)`,
  },
  {
    cause: 'disconnected',
    words: /Broken pipe|Connection (reset|closed) by|client_loop|Timeout, server|Connection to .* closed/i,
    message: (host) =>
      `the connection to ${host} broke; if the machine went down, its journal names the call when it is back`,
  },
];

/** ssh ends with 255 for its own trouble, and else as the command there did. */
const sshItself = 255;

/** Undefined when the words say nothing that is known: then the exit speaks for itself. */
export function sshTrouble(
  host: string,
  exit: Pick<HostExit, 'code' | 'stderr' | 'error'>,
): SshTrouble | undefined {
  if (exit.error === 'ENOENT') {
    const message = "there is no ssh on this machine's PATH; install the OpenSSH client";
    return { cause: 'no-ssh', message };
  }
  if (exit.code === 0) return undefined;
  const found = symptoms.find(({ words }) => words.test(exit.stderr));
  if (found !== undefined) return { cause: found.cause, message: found.message(host) };
  return exit.code === sshItself && exit.stderr.trim() === ''
    ? { cause: 'disconnected', message: `the connection to ${host} broke without a word` }
    : undefined;
}
