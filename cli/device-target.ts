// From `--target` to a device host that answers. Every way in which that fails is one line that says what to try.
import {
  type HostClient,
  type HostState,
  HostSupervisor,
  parseTarget,
  type StartOptions,
  startHost,
  type Target,
  targetText,
  unfinishedFacts,
} from '#device-host/client/index.ts';
import type { HelloResult } from '#device-host/protocol.ts';
import { kspinVersion } from '#device-host/version.ts';
import { fail, ok, type Result } from '#ks/result.ts';
import { oneLine } from '#ks/words.ts';
import { hostBundle } from './program-files.ts';
import type { Terminal } from './terminal.ts';

export interface OpenTarget {
  readonly host: HostClient;
  /** As parseTarget reads it again. */
  readonly text: string;
}

/** `local` is what a Windows machine has without being asked. */
export const defaultTarget: string | undefined = process.platform === 'win32' ? 'local' : undefined;

/** The option that most commands share. */
export const targetOption = {
  value: 'TARGET',
  about: 'local, simulate:FILE.kscaps.json, ssh:HOST or exec:COMMAND; local by default on Windows',
} as const;

/** The caller disposes the host. */
export async function openTarget(
  text: string | undefined,
  terminal: Terminal,
): Promise<Result<OpenTarget, string>> {
  const target = readTarget(text);
  if (!target.ok) return target;
  const options = startOptions(target.value, terminal, terminal.cwd);
  if (!options.ok) return options;
  const host = await startHost(target.value, options.value);
  if (!host.ok) return fail(host.error.message);
  await tellUnfinished(host.value.hello, terminal);
  return ok({ host: host.value, text: targetText(target.value) });
}

/** A host that is replaced when a driver hangs in it or takes it down: for work that must go on. The caller disposes it. */
export function superviseTarget(
  text: string | undefined,
  terminal: Terminal,
  cwd: string,
): Result<HostSupervisor, string> {
  const target = readTarget(text);
  if (!target.ok) return target;
  const options = startOptions(target.value, terminal, cwd);
  if (!options.ok) return options;
  const onState = (state: HostState) => {
    if (state.kind === 'running') void tellUnfinished(state.hello, terminal);
  };
  return ok(new HostSupervisor(target.value, options.value, onState));
}

function readTarget(text: string | undefined): Result<Target, string> {
  if (text === undefined) {
    return fail(
      'no target: local needs Windows, so name one with --target (simulate:FILE.kscaps.json, ssh:HOST, exec:COMMAND)',
    );
  }
  const target = parseTarget(text);
  return target.ok ? target : fail(target.error.message);
}

/** `cwd` is what a relative file of the target is taken from. */
function startOptions({ kind }: Target, terminal: Terminal, cwd: string): Result<StartOptions, string> {
  const bundle = hostBundle();
  if (!bundle.ok && (kind === 'local' || kind === 'simulate')) return bundle;
  return ok({
    hostBundle: bundle.ok ? bundle.value : '',
    cwd,
    client: `kspin command line ${kspinVersion}`,
    onLog: (level, message) => {
      if (level !== 'info') void terminal.note(`device host: ${message}`);
    },
  });
}

/** A host that failed a call may hang inside the driver: it is not asked to end, it is ended. */
export async function endHost({ host }: OpenTarget, well: boolean): Promise<void> {
  if (well) await host.dispose();
  else host.kill();
}

/** After a crash or a bugcheck the first thing to know is which call had not returned. */
async function tellUnfinished(hello: HelloResult, terminal: Terminal): Promise<void> {
  for (const call of hello.unfinished) {
    await terminal.note('kspin: a call had not returned when the last device host ended:');
    for (const [name, value] of unfinishedFacts(call)) {
      await terminal.note(`  ${name.toLowerCase().padEnd(14)}${oneLine(value)}`);
    }
    await terminal.note('  kspin evidence keeps all of this in one file');
  }
}
