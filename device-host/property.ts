// Asks a driver for the value of one property. A driver under development answers sizes that are too big, too small or
// never the same twice, so nothing it says is believed before it is compared with the buffer.
import { ioctlKsProperty } from '#ks/properties.ts';
import { fail, ok, type Result } from '#ks/result.ts';
import { win32Status } from '#ks/status.ts';
import type { Backend, Handle, IoctlAnswer } from './backend.ts';

/** Why a property has no value. */
export interface PropertyFailure {
  readonly message: string;
  readonly win32?: number;
  /** What came, when something came. */
  readonly bytes?: Uint8Array;
}

/** A value; `doubt` says what was odd about the answer when something of it could be used all the same. */
export interface PropertyValue {
  readonly bytes: Uint8Array;
  readonly doubt?: string;
}

export type PropertyAnswer = Result<PropertyValue, PropertyFailure>;

const errorMoreData = 234;
const errorInsufficientBuffer = 122;
/** A list larger than this is a driver's mistake: real ones take a few kilobytes. */
const sizeLimit = 1 << 20;
/** For drivers that refuse the size question, or answer it with 0. */
const firstGuess = 1024;
/** A list may grow between the two calls (a jack is plugged in), but not for ever. */
const rounds = 6;

/** Almost every list and string of a pin is shorter. */
const roomy = 1024;

/**
 * Codes by which drivers say "I do not have this property": ERROR_NOT_FOUND, ERROR_SET_NOT_FOUND, ERROR_NOT_SUPPORTED,
 * and ERROR_INVALID_FUNCTION, the Win32 form of STATUS_NOT_IMPLEMENTED and STATUS_INVALID_DEVICE_REQUEST.
 */
const absentCodes: readonly number[] = [1168, 1170, 50, 1];

/** Undefined is the code of no call. */
export function isAbsent(win32: number | undefined): boolean {
  return win32 !== undefined && absentCodes.includes(win32);
}

/** A value whose size is known: a ULONG, a GUID, KSPIN_CINSTANCES. */
export async function readFixed(
  backend: Backend,
  filter: Handle,
  input: Uint8Array,
  size: number,
): Promise<PropertyAnswer> {
  const answer = await backend.ioctl(filter, ioctlKsProperty, input, size);
  if (answer.win32 !== 0) return fail(codeFailure(answer.win32));
  if (answer.returned < size) {
    return fail({
      message: `The driver answered ${answer.returned} bytes; the value takes ${size}.`,
      bytes: answer.output.slice(0, answer.returned),
    });
  }
  return ok({ bytes: answer.output, ...overrun(answer) });
}

/**
 * A list or a string: asks for the size with no buffer, then for the value. Drivers answer the size question with
 * ERROR_MORE_DATA, or mix that up with ERROR_INSUFFICIENT_BUFFER; some answer success, or a size of 0.
 */
export async function readVariable(
  backend: Backend,
  filter: Handle,
  input: Uint8Array,
): Promise<PropertyAnswer> {
  let size = 0;
  let tried = 0;
  for (let round = 0; round < rounds; round++) {
    const answer = await backend.ioctl(filter, ioctlKsProperty, input, size);
    const tooSmall = answer.win32 === errorMoreData || answer.win32 === errorInsufficientBuffer;
    if (!tooSmall && answer.win32 !== 0) return fail(codeFailure(answer.win32));
    if (answer.win32 === 0 && size > 0) return ok(answered(answer));
    if (answer.win32 === 0 && round > 0) break;
    if (answer.returned > sizeLimit) {
      return fail({
        message: `The driver asks for a buffer of ${answer.returned} bytes.`,
        win32: answer.win32,
      });
    }
    tried = size;
    size = nextSize(answer, size);
  }
  return fail({
    message: `The driver found every buffer too small, ${rounds} times in a row, the last of ${tried} bytes.`,
    win32: errorMoreData,
  });
}

/** A list or a string in one call where it is short, as most are; else as {@link readVariable} does it. */
export async function readShort(
  backend: Backend,
  filter: Handle,
  input: Uint8Array,
): Promise<PropertyAnswer> {
  const answer = await backend.ioctl(filter, ioctlKsProperty, input, roomy);
  if (answer.win32 === 0) return ok(answered(answer));
  // A driver may want a buffer of exactly the right size.
  return isAbsent(answer.win32) ? fail(codeFailure(answer.win32)) : readVariable(backend, filter, input);
}

function answered(answer: IoctlAnswer): PropertyValue {
  return { bytes: answer.output.slice(0, answer.returned), ...overrun(answer) };
}

/** The size that the driver asked for, unless that is no more than it was given. */
function nextSize(answer: IoctlAnswer, size: number): number {
  if (answer.returned > size) return answer.returned;
  return size === 0 ? firstGuess : Math.min(size * 2, sizeLimit);
}

function overrun({ returned, output }: IoctlAnswer): { readonly doubt?: string } {
  if (returned <= output.length) return {};
  return { doubt: `The driver says it wrote ${returned} bytes into a buffer of ${output.length}.` };
}

function codeFailure(win32: number): PropertyFailure {
  const { name, meaning } = win32Status(win32);
  return { message: `${name}: ${meaning}`, win32 };
}
