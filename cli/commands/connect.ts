// `kspin connect`: sends one connect to a driver and says what came back and why. The pin is closed again at once.
import { type Arguments, type Command, type ExitCode, endWith, exit } from '#cli/command.ts';
import { type Attempt, attemptJson, attemptText } from '#cli/connect-report.ts';
import { connectOptions, type PreparedConnect, prepareConnect, usualTarget } from '#cli/connect-session.ts';
import { connectName, loadConnect } from '#cli/descriptor.ts';
import { endHost, type OpenTarget, openTarget, targetOption } from '#cli/device-target.ts';
import type { Terminal } from '#cli/terminal.ts';
import {
  type Bisected,
  defaultBisectCalls,
  findSmallestChange,
  type HostFailure,
  notSent,
  runConnect,
} from '#device-host/client/index.ts';
import { toHex } from '#ks/bytes.ts';
import { fail, ok, type Result } from '#ks/result.ts';
import { win32Status } from '#ks/status.ts';
import { oneLine } from '#ks/words.ts';

export const connect: Command = {
  name: 'connect',
  about: 'creates the pin of a connect and explains the answer',
  operands: 'FILE',
  minOperands: 1,
  maxOperands: 1,
  options: {
    ...connectOptions,
    target: targetOption,
    format: { value: 'FORMAT', choices: ['text', 'json'], about: 'what to write' },
    'even-if-busy': { about: 'call the driver although no instance of the pin is free' },
    bisect: { about: 'after a refusal, find the smallest change that opens the pin by trying' },
    calls: {
      value: 'N',
      about: `calls of KsCreatePin that --bisect may make; ${defaultBisectCalls} unless given`,
    },
  },
  notes: [
    'FILTER may be a path typed by hand (\\\\?\\...), which is opened as it is, listed or not. --bisect tells each trial on standard error; every pin that it opens is closed again.',
    'Without --target, and not on Windows, the filter is simulated from the capability file that the connect names.',
    'Exit code 0: the result is what "expect" says (ERROR_SUCCESS when it says nothing). 1: it is not, or KsCreatePin never returned. 2: usage, files, or trouble with the target.',
  ],
  run: async (args, terminal) => {
    const [file = ''] = args.operands;
    const loaded = loadConnect(file, args.option('connect'), terminal.cwd);
    if (!loaded.ok) return endWith(exit.trouble, terminal, ...loaded.error.lines);
    const calls = callsOf(args.option('calls'));
    if (calls === undefined)
      return endWith(exit.trouble, terminal, 'kspin connect: --calls takes a number from 1');
    const target = await openTarget(args.option('target') ?? usualTarget(loaded.value), terminal);
    if (!target.ok) return endWith(exit.trouble, terminal, `kspin connect: ${target.error}`);
    const prepared = await prepareConnect(target.value, loaded.value, args.option('filter'), 'connect');
    const attempt = prepared.ok
      ? await attemptOn(target.value, prepared.value, args.flag('even-if-busy'), terminal)
      : undefined;
    const bisected =
      attempt?.ok && args.flag('bisect')
        ? await bisectOn(target.value, attempt.value, calls, terminal)
        : undefined;
    await endHost(target.value, attempt?.ok ? attempt.value.lost === undefined : true);
    if (!prepared.ok) return endWith(exit.trouble, terminal, ...prepared.error);
    if (!attempt?.ok) return endWith(exit.trouble, terminal, `kspin connect: ${attempt?.error}`);
    return tell({ ...attempt.value, ...(bisected ? { bisected } : {}) }, args, terminal);
  },
};

function callsOf(text: string | undefined): number | undefined {
  if (text === undefined) return defaultBisectCalls;
  return /^[1-9]\d{0,5}$/.test(text) ? Number(text) : undefined;
}

async function tell(attempt: Attempt, args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const json = args.option('format') === 'json';
  await terminal.out(json ? attemptJson(attempt) : attemptText(attempt, terminal.style));
  const { outcome, why } = attempt.answer;
  if (attempt.lost !== undefined) return endWith(exit.no, terminal, `kspin connect: ${oneLine(why)}`);
  if (outcome === 'failed') return endWith(exit.trouble, terminal, `kspin connect: ${oneLine(why)}`);
  return attempt.asExpected ? exit.ok : exit.no;
}

/** The error is lines for standard error. */
async function attemptOn(
  target: OpenTarget,
  prepared: PreparedConnect,
  evenIfBusy: boolean,
  terminal: Terminal,
): Promise<Result<Attempt, string>> {
  const { loaded, filter, bytes, access } = prepared;
  const run = {
    filter,
    bytes: toHex(bytes),
    request: loaded.request,
    access,
    descriptor: connectName(loaded),
    expect: loaded.entry.expect,
    evenIfBusy,
    evenIfBusyWord: '--even-if-busy',
  };
  const result = await runConnect(target.host, run);
  if (!result.ok) {
    const lost = lostIn(result.error);
    if (lost === undefined) return fail(result.error.message);
    const answer = notSent(result.error.message);
    return ok({ ...prepared, target: target.text, answer, lost, asExpected: false });
  }
  const { answer, verdict, notClosed, capabilities } = result.value;
  if (notClosed !== undefined) {
    await terminal.note(`kspin connect: the pin could not be closed: ${notClosed}`);
  }
  const asExpected = verdict === 'passed';
  return ok({
    ...prepared,
    target: target.text,
    answer,
    asExpected,
    ...(capabilities ? { capabilities } : {}),
  });
}

/** How KsCreatePin ended that never came back: that is the driver's doing, and an answer of its own. */
function lostIn({ kind, request }: HostFailure): Attempt['lost'] {
  if (request !== 'pin/create') return undefined;
  return kind === 'deadline' ? 'hung' : kind === 'died' ? 'died' : undefined;
}

/** Undefined where there is nothing to look for: it opened, or the driver did not say no. */
async function bisectOn(
  { host }: OpenTarget,
  { loaded, filter, answer, capabilities }: Attempt,
  calls: number,
  terminal: Terminal,
): Promise<Bisected | undefined> {
  if (answer.outcome !== 'refused' || capabilities === undefined) return undefined;
  return findSmallestChange(host, {
    filter: filter.path,
    request: loaded.request,
    capabilities,
    layout: host.hello.layout,
    calls,
    descriptor: connectName(loaded),
    onTrial: ({ changes, win32 }) => {
      const what = changes.length === 0 ? 'again as it is' : changes.join(', ');
      void terminal.note(`kspin connect: ${oneLine(what)}: ${win32Status(win32).name}`);
    },
  });
}
