// A target says where the device host runs and what it talks to. People type it (`--target`, a setting, a quick
// pick), so every wrong form has an answer that shows the right one.
import { fail, ok, type Result } from '#ks/result.ts';
import { splitCommand } from './split-command.ts';

export type Target =
  | { readonly kind: 'local' }
  /**
   * A filter made from a capability file, with one of the faults of a driver under development if that is wanted. A relative
   * file is taken from the client's `cwd`.
   */
  | { readonly kind: 'simulate'; readonly file: string; readonly fault?: WantedFault }
  /** A test machine, through the user's own OpenSSH client. */
  | { readonly kind: 'ssh'; readonly host: string }
  /** Any command that gives a pipe to a device host: the program and its arguments. No shell runs it. */
  | { readonly kind: 'exec'; readonly command: readonly [string, ...string[]]; readonly text: string };

/** `simulate:FILE?fault=NAME`, or `simulate:FILE?fault=NAME@GLOB` for the filters that the glob names and no others. */
export interface WantedFault {
  /** One of device-host/simulated/faults.ts. */
  readonly name: string;
  /** A glob on friendly name, device instance id or interface path. */
  readonly filters?: string;
}

export interface TargetProblem {
  readonly message: string;
}

const forms = 'local, simulate:FILE.kscaps.json, ssh:HOST or exec:COMMAND';

/** Reads `local`, `simulate:FILE`, `ssh:HOST` or `exec:COMMAND`. The error's message is for people. */
export function parseTarget(text: string): Result<Target, TargetProblem> {
  const trimmed = text.trim();
  if (trimmed === 'local') return ok({ kind: 'local' });
  const colon = trimmed.indexOf(':');
  const scheme = colon < 0 ? '' : trimmed.slice(0, colon);
  const rest = trimmed.slice(colon + 1).trim();
  switch (scheme) {
    case 'simulate':
      return rest === ''
        ? problem('simulate: needs a capability file, as in simulate:samples/speaker.kscaps.json')
        : ok({ kind: 'simulate', ...parseSimulated(rest) });
    case 'ssh':
      return parseHost(rest);
    case 'exec':
      return parseCommand(rest);
    default:
      return problem(`"${trimmed}" is not a target: write ${forms}`);
  }
}

/** The text that {@link parseTarget} reads as this target. */
export function targetText(target: Target): string {
  switch (target.kind) {
    case 'local':
      return 'local';
    case 'simulate':
      return `simulate:${target.file}${faultText(target.fault)}`;
    case 'ssh':
      return `ssh:${target.host}`;
    case 'exec':
      return `exec:${target.text}`;
  }
}

function parseSimulated(text: string): { readonly file: string; readonly fault?: WantedFault } {
  const [, file, name, filters] = /^(.*)\?fault=([^@]*)(?:@(.+))?$/.exec(text) ?? [];
  if (file === undefined || name === undefined) return { file: text };
  return { file, fault: { name, ...(filters === undefined ? {} : { filters }) } };
}

function faultText(fault: WantedFault | undefined): string {
  if (fault === undefined) return '';
  return `?fault=${fault.name}${fault.filters === undefined ? '' : `@${fault.filters}`}`;
}

/** A host that begins with a dash would be read as an option by ssh, and an option can name a command to run. */
function parseHost(host: string): Result<Target, TargetProblem> {
  if (host === '') return problem('ssh: needs a host, as in ssh:testbox or ssh:me@testbox');
  if (host.startsWith('-') || /[\s'"`$;&|<>]/.test(host)) {
    return problem(
      `"${host}" is not a host name: write ssh:HOST as in ssh:me@testbox, options go in ssh's own config`,
    );
  }
  return ok({ kind: 'ssh', host });
}

function parseCommand(text: string): Result<Target, TargetProblem> {
  const words = splitCommand(text);
  if (!words.ok) return problem(`exec: ${words.error}`);
  const [program, ...args] = words.value;
  if (program === undefined || program === '') {
    return problem('exec: needs a command, as in exec:node dist/device-host.cjs --stdio --target local');
  }
  return ok({ kind: 'exec', command: [program, ...args], text });
}

function problem(message: string): Result<Target, TargetProblem> {
  return fail({ message });
}
