// `kspin property`: any property by its name or by set and id, of a filter, a pin factory, a node, or of a pin that is opened for
// it. Reading changes nothing; writing asks for a word.
import { type Arguments, type Command, type ExitCode, endWith, exit } from '#cli/command.ts';
import { prepareConnect } from '#cli/connect-session.ts';
import { connectName, loadConnect } from '#cli/descriptor.ts';
import { defaultTarget, endHost, type OpenTarget, openTarget, targetOption } from '#cli/device-target.ts';
import { filterNote, findFilter } from '#cli/filter-choice.ts';
import { type Answered, answeredJson, answeredText } from '#cli/property-report.ts';
import type { Terminal } from '#cli/terminal.ts';
import type { HostClient } from '#device-host/client/index.ts';
import type { PropertyResult, PropertyTarget } from '#device-host/protocol.ts';
import { toHex } from '#ks/bytes.ts';
import { type PropertyName, propertyNamed } from '#ks/property-names.ts';
import { valueBytes, valueSize } from '#ks/property-values.ts';
import { fail, ok, type Result } from '#ks/result.ts';

const actions = ['get', 'support', 'default', 'set'] as const;
type Action = (typeof actions)[number];

export const property: Command = {
  name: 'property',
  about: 'reads or writes one property of a filter, pin or node',
  operands: 'ACTION FILTER PROPERTY',
  minOperands: 3,
  maxOperands: 3,
  options: {
    target: targetOption,
    pin: { value: 'N', about: 'of this pin factory (KSP_PIN)' },
    node: { value: 'N', about: 'of this topology node (KSP_NODE)' },
    open: {
      value: 'FILE',
      about: 'of a pin that is opened with a connect of this descriptor, and closed again',
    },
    connect: { value: 'NAME', about: 'which connect of --open, when the file has several' },
    input: { value: 'HEX', about: 'bytes that follow KSPROPERTY, KSP_PIN or KSP_NODE in the request' },
    value: { value: 'VALUE', about: 'what set writes: a number or name where the property is one, else hex' },
    yes: { about: 'the word that a write needs' },
    format: { value: 'FORMAT', choices: ['text', 'json'], about: 'what to write' },
  },
  notes: [
    'ACTION is get, support (BASICSUPPORT), default (DEFAULTVALUES) or set. PROPERTY is a name of the headers (KSPROPERTY_AUDIO_POSITION) or SET:ID (KSPROPSETID_Jack:1, {guid}:0x5).',
    filterNote,
    'Exit code 0: the driver answered. 1: it refused, or its answer is malformed. 2: usage, or trouble with the target.',
  ],
  run: async (args, terminal) => {
    const asked = askedOf(args);
    if (!asked.ok) return trouble(terminal, asked.error);
    const target = await openTarget(args.option('target') ?? defaultTarget, terminal);
    if (!target.ok) return trouble(terminal, target.error);
    const answer = await answerOf(target.value, asked.value, args, terminal);
    await endHost(target.value, answer.ok);
    if (!answer.ok) return endWith(answer.error.code, terminal, `kspin property: ${answer.error.message}`);
    const told: Answered = { ...asked.value, result: answer.value };
    const json = args.option('format') === 'json';
    await terminal.out(json ? answeredJson(told) : answeredText(told, terminal.style));
    const good = answer.value.win32 === 0 && answer.value.malformed === undefined;
    return good ? exit.ok : exit.no;
  },
};

function trouble(terminal: Terminal, message: string): Promise<ExitCode> {
  return endWith(exit.trouble, terminal, `kspin property: ${message}`);
}

interface Asked {
  readonly action: Action;
  readonly property: PropertyName;
  /** What set writes, as hex. */
  readonly value: string;
}

function askedOf({ operands: [action = '', , name = ''], option, flag }: Arguments): Result<Asked, string> {
  if (!isAction(action)) return fail(`"${action}" is no action: it is get, support, default or set`);
  const property = propertyNamed(name);
  if (!property) return fail(`"${name}" is no property: write a name of the headers, or SET:ID`);
  if (action !== 'set') return ok({ action, property, value: '' });
  const typed = option('value');
  if (typed === undefined) return fail('set needs a value: --value VALUE');
  const bytes = valueBytes(property, typed);
  if (!bytes)
    return fail(`"${typed}" is no value of this property: a number or name where it is one, else hex`);
  if (!flag('yes')) return fail(`set writes ${toHex(bytes)} to the driver: say --yes to do it`);
  return ok({ action, property, value: toHex(bytes) });
}

function isAction(text: string): text is Action {
  return (actions as readonly string[]).includes(text);
}

interface NoAnswer {
  readonly message: string;
  readonly code: typeof exit.no | typeof exit.trouble;
}

const notThere = (message: string): Result<never, NoAnswer> => fail({ message, code: exit.trouble });

async function answerOf(
  target: OpenTarget,
  asked: Asked,
  args: Arguments,
  terminal: Terminal,
): Promise<Result<PropertyResult, NoAnswer>> {
  const file = args.option('open');
  if (file !== undefined) return answerOfPin(target, asked, args, file, terminal);
  const filter = await findFilter(target.host, args.operands[1] ?? '');
  if (!filter.ok) return filter;
  const at = placeOf(filter.value.path, args);
  return at.ok ? send(target.host, at.value, asked, args.option('input')) : notThere(at.error);
}

/** The pin is open as long as the one request takes. */
async function answerOfPin(
  target: OpenTarget,
  asked: Asked,
  args: Arguments,
  file: string,
  terminal: Terminal,
): Promise<Result<PropertyResult, NoAnswer>> {
  const loaded = loadConnect(file, args.option('connect'), terminal.cwd);
  if (!loaded.ok) return notThere(loaded.error.lines.join('\n'));
  const prepared = await prepareConnect(target, loaded.value, args.operands[1], 'property');
  if (!prepared.ok) return notThere(prepared.error.join('\n'));
  const { filter, bytes, access } = prepared.value;
  const descriptor = connectName(loaded.value);
  const params = { filter: filter.path, bytes: toHex(bytes), access, descriptor };
  const created = await target.host.createPin(params);
  if (!created.ok) return notThere(created.error.message);
  const { pin, outcome } = created.value;
  if (pin === undefined)
    return fail({ message: `the pin is not open: ${outcome}; kspin connect says why`, code: exit.no });
  const node = numberOf(args.option('node'));
  const at: PropertyTarget = { on: 'pin', pin, ...(node === undefined ? {} : { node }) };
  const answer = await send(target.host, at, asked, args.option('input'));
  await target.host.closePin(pin);
  return answer;
}

function placeOf(filter: string, { option }: Arguments): Result<PropertyTarget, string> {
  const [pinText, nodeText] = [option('pin'), option('node')];
  if (pinText !== undefined && nodeText !== undefined)
    return fail('--pin and --node are two places: say one');
  if (pinText === undefined && nodeText === undefined) return ok({ on: 'filter', filter });
  const number = numberOf(pinText ?? nodeText);
  if (number === undefined) return fail(`"${pinText ?? nodeText}" is no number`);
  return ok(
    pinText === undefined ? { on: 'node', filter, node: number } : { on: 'factory', filter, pinId: number },
  );
}

function numberOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

const verbs = { get: 'get', support: 'basicSupport', default: 'defaultValues' } as const;

async function send(
  host: HostClient,
  target: PropertyTarget,
  { action, property: { set, id }, value }: Asked,
  input: string | undefined,
): Promise<Result<PropertyResult, NoAnswer>> {
  const place = { target, set, id, ...(input === undefined ? {} : { input }) };
  const size = action === 'get' ? valueSize({ set, id }) : undefined;
  const answer =
    action === 'set'
      ? await host.writeProperty({ ...place, value, confirmed: true })
      : await host.readProperty({ ...place, verb: verbs[action], ...(size === undefined ? {} : { size }) });
  return answer.ok ? answer : notThere(answer.error.message);
}
