// Which target is in use, and how it is named to people. Pure: the setting and the picker are in select-target.ts.
import { parseTarget, type Target } from '#device-host/client/index.ts';
import { fail, ok, type Result } from '#ks/result.ts';

/** What `kspin.target` means on this machine. `simulate:` alone is the sample that comes with the extension. */
export function resolveTarget(setting: string, platform: string, sample: string): Result<Target, string> {
  const text = setting.trim();
  if (text === '') return ok(platform === 'win32' ? { kind: 'local' } : { kind: 'simulate', file: sample });
  if (text === 'simulate:') return ok({ kind: 'simulate', file: sample });
  const parsed = parseTarget(text);
  return parsed.ok ? parsed : fail(`Setting kspin.target: ${parsed.error.message}`);
}

/** A few words for the head of a view: `local`, `simulated: sample.kscaps.json, hang-create`, `ssh: testbox`. */
export function targetLabel(target: Target): string {
  switch (target.kind) {
    case 'local':
      return 'local';
    case 'simulate':
      return `simulated: ${fileName(target.file)}${target.fault ? `, ${target.fault.name}` : ''}`;
    case 'ssh':
      return `ssh: ${target.host}`;
    case 'exec':
      return `exec: ${fileName(programOf(target.command))}`;
  }
}

/** The program that a command starts: `env NAME=value program` is about the program. */
function programOf(command: readonly string[]): string {
  const program = command.find((word) => word !== 'env' && !/^\w+=/.test(word));
  return program ?? command[0] ?? '';
}

function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}
