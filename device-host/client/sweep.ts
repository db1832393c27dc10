// Proposes a table of formats to a pin, a few at a time, so that it can be watched and cancelled. No pin is opened.
import { toHex } from '#ks/bytes.ts';
import type { Capabilities, PinFactory } from '#ks/capabilities.ts';
import { encodeFormat } from '#ks/format-bytes.ts';
import { fail, ok, type Result } from '#ks/result.ts';
import { win32Text } from '#ks/status.ts';
import type { Arch } from '#ks/struct.ts';
import { type SweepAxes, type SweepResult, type SweptCell, sweepCells, sweepResult } from '#ks/sweep.ts';
import type { DeviceHost } from './device-host.ts';

export interface SweepParams {
  /** Interface path. */
  readonly filter: string;
  readonly capabilities: Capabilities;
  readonly pin: PinFactory;
  readonly axes: SweepAxes;
  readonly layout: Arch;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, all: number) => void;
}

/** Few enough for one deadline with a driver that takes its time. */
const atOnce = 16;

/** Codes of a pin that cannot be asked: ERROR_NOT_SUPPORTED, ERROR_NOT_FOUND, ERROR_SET_NOT_FOUND, ERROR_INVALID_FUNCTION. */
const unasked: readonly number[] = [50, 1168, 1170, 1];

/** The error is a sentence. */
export async function sweepFormats(
  host: DeviceHost,
  { filter, capabilities, pin, axes, layout, signal, onProgress }: SweepParams,
): Promise<Result<SweepResult, string>> {
  const cells = sweepCells(capabilities, pin, axes).flatMap((cell) => {
    const bytes = encodeFormat(cell.request, layout);
    return bytes.ok ? [{ cell, bytes: toHex(bytes.value) }] : [];
  });
  if (cells.length === 0) return fail('The pin has no range of sound or pictures to vary.');
  const swept: SweptCell[] = [];
  while (swept.length < cells.length) {
    if (signal?.aborted) return fail('Cancelled.');
    const next = cells.slice(swept.length, swept.length + atOnce);
    const params = { filter, pinId: pin.id, formats: next.map(({ bytes }) => bytes) };
    const answers = await host.propose(params, signal ? { signal } : {});
    if (!answers.ok) return fail(answers.error.message);
    if (answers.value.length < next.length)
      return fail('The device host answered for fewer formats than it was asked.');
    swept.push(...next.map(({ cell }, index) => ({ ...cell, win32: answers.value[index]?.win32 ?? 0 })));
    const [first] = swept;
    if (first && swept.every(({ win32 }) => unasked.includes(win32))) {
      return fail(`The pin cannot be asked by PROPOSEDATAFORMAT: ${win32Text(first.win32)}.`);
    }
    onProgress?.(swept.length, cells.length);
  }
  return ok(sweepResult(swept));
}
