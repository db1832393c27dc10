// `kspin drive`: opens the pin of a connect and proves that it lives: its states up and down with their times, its position in each.
import { type Arguments, type Command, endWith, exit } from '#cli/command.ts';
import { connectOptions, type PreparedConnect, prepareConnect, usualTarget } from '#cli/connect-session.ts';
import { connectName, loadConnect } from '#cli/descriptor.ts';
import { endHost, type OpenTarget, openTarget, targetOption } from '#cli/device-target.ts';
import { type Driven, drivenJson, drivenText } from '#cli/drive-report.ts';
import type { Terminal } from '#cli/terminal.ts';
import { type DriveParams, drivePin } from '#device-host/client/index.ts';
import { toHex } from '#ks/bytes.ts';
import type { ConnectRequest } from '#ks/connect.ts';
import { fail, ok, type Result } from '#ks/result.ts';
import { oneLine } from '#ks/words.ts';

const usualRunMs = 500;

export const drive: Command = {
  name: 'drive',
  about: 'opens the pin of a connect, runs it and says whether it lives',
  operands: 'FILE',
  minOperands: 1,
  maxOperands: 1,
  options: {
    ...connectOptions,
    target: targetOption,
    run: { value: 'MS', about: `how long the pin is left in RUN; ${usualRunMs} ms unless given` },
    'set-format': {
      value: 'NAME',
      about: 'sets the format of this connect of the file on the open pin before it runs; needs --yes',
    },
    yes: { about: 'the word that setting a format needs' },
    format: { value: 'FORMAT', choices: ['text', 'json'], about: 'what to write' },
    'even-if-busy': { about: 'call the driver although no instance of the pin is free' },
  },
  notes: [
    'The pin goes through STOP, ACQUIRE, PAUSE and RUN and back, one state at a time. A position must move in RUN, stand still in PAUSE and be 0 in STOP. No data is sent: a pin that moves only with data stands still. A pin with a cyclic buffer (WaveRT) gets one, of silence.',
    'Exit code 0: every state was reached and the position is as it must be. 1: not. 2: usage, files, or trouble with the target.',
  ],
  run: async (args, terminal) => {
    const [file = ''] = args.operands;
    const runMs = millisecondsOf(args.option('run'));
    if (runMs === undefined)
      return endWith(exit.trouble, terminal, 'kspin drive: --run takes milliseconds from 1 to 60000');
    const loaded = loadConnect(file, args.option('connect'), terminal.cwd);
    if (!loaded.ok) return endWith(exit.trouble, terminal, ...loaded.error.lines);
    const format = formatOf(args, file, terminal.cwd);
    if (!format.ok) return endWith(exit.trouble, terminal, ...format.error);
    const target = await openTarget(args.option('target') ?? usualTarget(loaded.value), terminal);
    if (!target.ok) return endWith(exit.trouble, terminal, `kspin drive: ${target.error}`);
    const prepared = await prepareConnect(target.value, loaded.value, args.option('filter'), 'drive');
    const driven = prepared.ok
      ? await driveOn(
          target.value,
          prepared.value,
          { runMs, ...(format.value ? { format: format.value } : {}) },
          args.flag('even-if-busy'),
          terminal,
        )
      : undefined;
    await endHost(target.value, driven?.ok ?? true);
    if (!prepared.ok) return endWith(exit.trouble, terminal, ...prepared.error);
    if (!driven?.ok) return endWith(exit.trouble, terminal, `kspin drive: ${driven?.error}`);
    const json = args.option('format') === 'json';
    await terminal.out(json ? drivenJson(driven.value) : drivenText(driven.value, terminal.style));
    return driven.value.report?.good === true ? exit.ok : exit.no;
  },
};

/** The error is lines for standard error. */
function formatOf(
  args: Arguments,
  file: string,
  cwd: string,
): Result<ConnectRequest | undefined, readonly string[]> {
  const name = args.option('set-format');
  if (name === undefined) return ok(undefined);
  const loaded = loadConnect(file, name, cwd);
  if (!loaded.ok) return fail(loaded.error.lines);
  if (!args.flag('yes'))
    return fail([
      `kspin drive: --set-format sets the format of "${name}" on the open pin: say --yes to do it`,
    ]);
  return ok(loaded.value.request);
}

function millisecondsOf(text: string | undefined): number | undefined {
  if (text === undefined) return usualRunMs;
  return /^[1-9]\d{0,4}$/.test(text) && Number(text) <= 60_000 ? Number(text) : undefined;
}

async function driveOn(
  { host, text }: OpenTarget,
  { loaded, filter, bytes, access }: PreparedConnect,
  how: Pick<DriveParams, 'runMs' | 'format'>,
  evenIfBusy: boolean,
  terminal: Terminal,
): Promise<Result<Driven, string>> {
  const descriptor = connectName(loaded);
  const params = { filter: filter.path, bytes: toHex(bytes), access, evenIfBusy, descriptor };
  const created = await host.createPin(params);
  if (!created.ok) return fail(created.error.message);
  const driven = { name: loaded.name, filter, target: text, created: created.value };
  const { pin } = created.value;
  if (pin === undefined) return ok(driven);
  const { request } = loaded;
  const report = await drivePin(host, { pin, request, layout: host.hello.layout, ...how });
  if (!report.ok) return fail(report.error.message);
  const closed = await host.closePin(pin);
  if (!closed.ok)
    await terminal.note(`kspin drive: the pin could not be closed: ${oneLine(closed.error.message)}`);
  return ok({ ...driven, report: report.value });
}
