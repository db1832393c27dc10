// One pin factory of one filter, with what the filter says of itself: what commands need that ask a pin without opening it.
import type { HostClient } from '#device-host/client/index.ts';
import type { Capabilities, PinFactory } from '#ks/capabilities.ts';
import { fail, ok, type Result } from '#ks/result.ts';
import { exit } from './command.ts';
import { findFilter, type NoFilter } from './filter-choice.ts';

export const pinOption = {
  value: 'N',
  about: 'the pin factory; may be left out when the filter has one',
} as const;

export interface ChosenPin {
  /** Interface path. */
  readonly filter: string;
  readonly capabilities: Capabilities;
  readonly pin: PinFactory;
}

export async function readPin(
  host: HostClient,
  filterText: string,
  pinText: string | undefined,
): Promise<Result<ChosenPin, NoFilter>> {
  const filter = await findFilter(host, filterText);
  if (!filter.ok) return filter;
  const read = await host.readFilter(filter.value.path);
  if (!read.ok) return fail({ message: read.error.message, code: exit.trouble });
  const capabilities = read.value;
  const pin = choosePin(capabilities, pinText);
  return pin.ok ? ok({ filter: filter.value.path, capabilities, pin: pin.value }) : pin;
}

function choosePin({ pins }: Capabilities, text: string | undefined): Result<PinFactory, NoFilter> {
  const [only, second] = pins;
  if (text === undefined && only && !second) return ok(only);
  const pin = pins.find(({ id }) => String(id) === text);
  if (pin) return ok(pin);
  const list = pins.map(({ id, name }) => (name === undefined ? `${id}` : `${id} "${name}"`)).join(', ');
  if (text === undefined) return fail({ message: `say which pin with --pin: ${list}`, code: exit.trouble });
  return fail({ message: `the filter has no pin ${text}: it has ${list || 'none'}`, code: exit.no });
}
