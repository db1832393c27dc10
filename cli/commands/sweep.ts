// `kspin sweep`: asks a pin about a table of formats without opening it, and says where the driver and its data ranges differ.
import { type Arguments, type Command, endWith, exit } from '#cli/command.ts';
import { defaultTarget, endHost, openTarget, targetOption } from '#cli/device-target.ts';
import { filterNote } from '#cli/filter-choice.ts';
import { pinOption, readPin } from '#cli/pin-choice.ts';
import { sweepJson, sweepText } from '#cli/sweep-report.ts';
import { sweepFormats } from '#device-host/client/index.ts';
import { parseNumber } from '#ks/constants.ts';
import { parseGuid } from '#ks/guid.ts';
import { fail, ok, type Result } from '#ks/result.ts';
import type { SweepAxes } from '#ks/sweep.ts';
import { oneLine } from '#ks/words.ts';

export const sweep: Command = {
  name: 'sweep',
  about: 'asks a pin about a table of formats without opening it',
  operands: 'FILTER',
  minOperands: 1,
  maxOperands: 1,
  options: {
    target: targetOption,
    pin: pinOption,
    rates: { value: 'LIST', about: 'sample rates in Hz: 44100,48000' },
    bits: { value: 'LIST', about: 'bits of a sample: 16,24' },
    channels: { value: 'LIST', about: 'numbers of channels: 1,2' },
    sizes: { value: 'LIST', about: 'sizes of a picture: 640x480,1280x720' },
    subtypes: { value: 'LIST', about: 'SubFormats of a picture: MEDIASUBTYPE_YUY2,FOURCC:NV12' },
    format: { value: 'FORMAT', choices: ['text', 'json'], about: 'what to write' },
  },
  notes: [
    filterNote,
    'Each format goes to KSPROPERTY_PIN_PROPOSEDATAFORMAT, which opens nothing and changes nothing. What is not given is made of the data ranges of the pin and of what is usual.',
    'Exit code 0: the driver takes exactly what its data ranges declare. 1: it refuses declared formats or takes others. 2: usage, or trouble with the target.',
  ],
  run: async (args, terminal) => {
    const axes = axesOf(args);
    if (!axes.ok) return endWith(exit.trouble, terminal, `kspin sweep: ${axes.error}`);
    const target = await openTarget(args.option('target') ?? defaultTarget, terminal);
    if (!target.ok) return endWith(exit.trouble, terminal, `kspin sweep: ${target.error}`);
    const { host } = target.value;
    const chosen = await readPin(host, args.operands[0] ?? '', args.option('pin'));
    const swept = chosen.ok
      ? await sweepFormats(host, { ...chosen.value, axes: axes.value, layout: host.hello.layout })
      : undefined;
    await endHost(target.value, chosen.ok && swept?.ok === true);
    if (!chosen.ok) return endWith(chosen.error.code, terminal, `kspin sweep: ${chosen.error.message}`);
    if (!swept?.ok) return endWith(exit.trouble, terminal, `kspin sweep: ${oneLine(swept?.error ?? '')}`);
    const told = { ...chosen.value, result: swept.value };
    await terminal.out(args.option('format') === 'json' ? sweepJson(told) : sweepText(told, terminal.style));
    const { declaredButRefused, acceptedButUndeclared } = swept.value;
    return declaredButRefused.length + acceptedButUndeclared.length === 0 ? exit.ok : exit.no;
  },
};

function axesOf({ option }: Arguments): Result<SweepAxes, string> {
  const axes: Record<string, readonly unknown[]> = {};
  for (const [name, { read, what }] of Object.entries(readers)) {
    const text = option(name);
    if (text === undefined) continue;
    const values = text.split(',').map((item) => read(item.trim()));
    if (values.includes(undefined)) return fail(`--${name} takes ${what} with commas between, not "${text}"`);
    axes[name] = values;
  }
  return ok(axes as SweepAxes);
}

const number = (item: string): number | undefined => {
  const value = parseNumber(item);
  return value === undefined || value < 1n || value > 0xffffffffn ? undefined : Number(value);
};

const size = (item: string): { readonly width: number; readonly height: number } | undefined => {
  const [, width, height] = /^(\d{1,6})x(-?\d{1,6})$/.exec(item) ?? [];
  return width === undefined || height === undefined
    ? undefined
    : { width: Number(width), height: Number(height) };
};

const readers: Readonly<Record<keyof SweepAxes, { read: (item: string) => unknown; what: string }>> = {
  rates: { read: number, what: 'numbers' },
  bits: { read: number, what: 'numbers' },
  channels: { read: number, what: 'numbers' },
  sizes: { read: size, what: 'sizes such as 640x480' },
  subtypes: { read: parseGuid, what: 'SubFormats (MEDIASUBTYPE_YUY2, FOURCC:NV12, a GUID)' },
};
