// From `--target` to a device host that answers. Every way in which that fails is one line that says what to try.
import { type HostClient, parseTarget, startHost, targetText } from '#device-host/client/index.ts';
import { kspinVersion } from '#device-host/version.ts';
import { fail, ok, type Result } from '#ks/result.ts';
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
  if (text === undefined) {
    return fail(
      'no target: local needs Windows, so name one with --target (simulate:FILE.kscaps.json, ssh:HOST, exec:COMMAND)',
    );
  }
  const target = parseTarget(text);
  if (!target.ok) return fail(target.error.message);
  const bundle = hostBundle();
  if (!bundle.ok && (target.value.kind === 'local' || target.value.kind === 'simulate')) return bundle;
  const host = await startHost(target.value, {
    hostBundle: bundle.ok ? bundle.value : '',
    cwd: terminal.cwd,
    client: `kspin command line ${kspinVersion}`,
    onLog: (level, message) => {
      if (level !== 'info') void terminal.note(`device host: ${message}`);
    },
  });
  if (!host.ok) return fail(host.error.message);
  await tellUnfinished(host.value, terminal);
  return ok({ host: host.value, text: targetText(target.value) });
}

/** A host that failed a call may hang inside the driver: it is not asked to end, it is ended. */
export async function endHost({ host }: OpenTarget, well: boolean): Promise<void> {
  if (well) await host.dispose();
  else host.kill();
}

/** After a crash or a bugcheck the first thing to know is which call had not returned. */
async function tellUnfinished({ hello }: HostClient, terminal: Terminal): Promise<void> {
  for (const { call, filter, time, bytes } of hello.unfinished) {
    const what = bytes === undefined ? '' : ` with the bytes ${bytes}`;
    await terminal.note(
      `kspin: a call had not returned when the last device host ended: ${call} on ${filter} at ${time}${what}`,
    );
  }
}
