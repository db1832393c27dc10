// `kspin connect`: sends one connect to a driver and says what came back and why. The pin is closed again at once.
import { dirname, join } from 'node:path';
import { type Arguments, type Command, type ExitCode, endWith, exit } from '#cli/command.ts';
import { type Attempt, attemptJson, attemptText } from '#cli/connect-report.ts';
import { fieldProblemLines, type LoadedConnect, loadConnect } from '#cli/descriptor.ts';
import { defaultTarget, endHost, type OpenTarget, openTarget, targetOption } from '#cli/device-target.ts';
import { onlyFilter } from '#cli/filter-choice.ts';
import type { Terminal } from '#cli/terminal.ts';
import { runConnect } from '#device-host/client/index.ts';
import type { FilterSummary } from '#device-host/protocol.ts';
import { toHex } from '#ks/bytes.ts';
import { encodeConnect } from '#ks/connect.ts';
import { defaultAccess } from '#ks/request.ts';
import { fail, ok, type Result } from '#ks/result.ts';
import { oneLine } from '#ks/words.ts';

export const connect: Command = {
  name: 'connect',
  about: 'creates the pin of a connect and explains the answer',
  operands: 'FILE',
  minOperands: 1,
  maxOperands: 1,
  options: {
    connect: { value: 'NAME', about: 'which connect, when the file has several' },
    target: targetOption,
    format: { value: 'FORMAT', choices: ['text', 'json'], about: 'what to write' },
    'even-if-busy': { about: 'call the driver although no instance of the pin is free' },
  },
  notes: [
    'Without --target, and not on Windows, the filter is simulated from the capability file that the connect names.',
    'Exit code 0: the result is what "expect" says (ERROR_SUCCESS when it says nothing). 1: it is not. 2: usage, files, or trouble with the target.',
  ],
  run: async (args, terminal) => {
    const [file = ''] = args.operands;
    const loaded = loadConnect(file, args.option('connect'), terminal.cwd);
    if (!loaded.ok) return endWith(exit.trouble, terminal, ...loaded.error.lines);
    const target = await openTarget(args.option('target') ?? usualTarget(loaded.value), terminal);
    if (!target.ok) return endWith(exit.trouble, terminal, `kspin connect: ${target.error}`);
    const attempt = await attemptOn(target.value, loaded.value, args.flag('even-if-busy'), terminal);
    await endHost(target.value, attempt.ok);
    if (!attempt.ok) return endWith(exit.trouble, terminal, ...attempt.error);
    return tell(attempt.value, args, terminal);
  },
};

/** Where there is no driver, the recorded one answers. */
function usualTarget({ file, entry }: LoadedConnect): string | undefined {
  if (defaultTarget !== undefined || entry.filter.capabilities === undefined) return defaultTarget;
  return `simulate:${join(dirname(file), entry.filter.capabilities)}`;
}

async function tell(attempt: Attempt, args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const json = args.option('format') === 'json';
  await terminal.out(json ? attemptJson(attempt) : attemptText(attempt, terminal.style));
  const { outcome, why } = attempt.answer;
  if (outcome === 'failed') return endWith(exit.trouble, terminal, `kspin connect: ${oneLine(why)}`);
  return attempt.asExpected ? exit.ok : exit.no;
}

/** The error is lines for standard error. */
async function attemptOn(
  target: OpenTarget,
  loaded: LoadedConnect,
  evenIfBusy: boolean,
  terminal: Terminal,
): Promise<Result<Attempt, readonly string[]>> {
  const encoded = encodeConnect(loaded.request, target.host.hello.layout);
  if (!encoded.ok) return fail(fieldProblemLines(loaded, encoded.error));
  const filter = await findFilter(target, loaded);
  if (!filter.ok) return fail([`kspin connect: ${filter.error}`]);
  const access = loaded.request.DesiredAccess ?? defaultAccess;
  const run = {
    filter: filter.value,
    bytes: toHex(encoded.value),
    request: loaded.request,
    access,
    expect: loaded.entry.expect,
    evenIfBusy,
    evenIfBusyWord: '--even-if-busy',
  };
  const result = await runConnect(target.host, run);
  if (!result.ok) return fail([`kspin connect: ${result.error.message}`]);
  const { answer, verdict, notClosed } = result.value;
  if (notClosed !== undefined) {
    await terminal.note(`kspin connect: the pin could not be closed: ${notClosed}`);
  }
  const asked = { loaded, target: target.text, filter: filter.value, bytes: encoded.value, access };
  return ok({ ...asked, answer, asExpected: verdict === 'passed' });
}

async function findFilter(
  { host }: OpenTarget,
  { entry }: LoadedConnect,
): Promise<Result<FilterSummary, string>> {
  const listed = await host.listFilters();
  return listed.ok ? onlyFilter(entry.filter, listed.value.filters) : fail(listed.error.message);
}
