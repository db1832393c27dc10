// What a request must have before a driver hears of it. The other end may be another kspin or none at all, and hex that is none
// must not reach a driver as zeros.
import type { PropertyQuestion } from '#device-host/properties.ts';
import type {
  CreatePinParams,
  PropertyTarget,
  ProposeParams,
  ReadPropertyParams,
  SetStateParams,
  WritePropertyParams,
} from '#device-host/protocol.ts';
import { fromHex } from '#ks/bytes.ts';
import { parseGuid } from '#ks/guid.ts';
import { fail, ok, type Result } from '#ks/result.ts';
import { isState } from '#ks/stream-state.ts';

/** A wrong block is sent on purpose; a block that is not bytes is a mistake. */
export function createProblem({ filter, bytes, access }: Partial<CreatePinParams>): string | undefined {
  if (typeof filter !== 'string') return 'pin/create needs the path of a filter';
  if (bytesOf(bytes) === undefined) return 'pin/create needs bytes as hex';
  if (typeof access !== 'number') return 'pin/create needs the access as a number';
  return undefined;
}

export function stateProblem({ pin, state }: Partial<SetStateParams>): string | undefined {
  if (typeof pin !== 'number') return 'pin/setState needs the number of an open pin';
  if (typeof state !== 'number' || !isState(state)) return 'pin/setState needs a KSSTATE from 0 to 3';
  return undefined;
}

/** Undefined when they are not what `filter/propose` takes. */
export function formatsOf(params: Partial<ProposeParams>): readonly Uint8Array[] | undefined {
  const { filter, pinId, formats } = params;
  if (typeof filter !== 'string' || !isUlong(pinId) || !Array.isArray(formats)) return undefined;
  const all = formats.map(bytesOf);
  return all.every((bytes) => bytes !== undefined) ? all : undefined;
}

/** A read or a write, without its verb. */
export function questionOf(
  params: Partial<ReadPropertyParams | WritePropertyParams>,
): Result<Omit<PropertyQuestion, 'verb'>, string> {
  const { target, set, id, input } = params;
  const guid = typeof set === 'string' ? parseGuid(set) : undefined;
  if (target === undefined || !isTarget(target))
    return fail('a property needs a target: a filter or an open pin');
  if (guid === undefined || !isUlong(id)) return fail('a property needs its set as a GUID and its id');
  const more = input === undefined ? new Uint8Array() : bytesOf(input);
  if (more === undefined) return fail('what follows the property request must be hex');
  return ok({ target, set: guid, id, ...(more.length > 0 ? { input: more } : {}) });
}

/** The value of a write, which somebody must have agreed to. */
export function writtenValueOf({
  value,
  confirmed,
}: Partial<WritePropertyParams>): Result<Uint8Array, string> {
  if (confirmed !== true)
    return fail('a property is written only when the request says that this was confirmed');
  const bytes = bytesOf(value);
  return bytes === undefined ? fail('the value to write must be hex') : ok(bytes);
}

function isTarget(target: Partial<PropertyTarget>): target is PropertyTarget {
  switch (target.on) {
    case 'filter':
      return typeof target.filter === 'string';
    case 'factory':
      return typeof target.filter === 'string' && isUlong(target.pinId);
    case 'node':
      return typeof target.filter === 'string' && isUlong(target.node);
    case 'pin':
      return typeof target.pin === 'number' && (target.node === undefined || isUlong(target.node));
    default:
      return false;
  }
}

function isUlong(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 0xffffffff;
}

function bytesOf(value: unknown): Uint8Array | undefined {
  return typeof value === 'string' ? fromHex(value) : undefined;
}
