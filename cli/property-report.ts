// The answer to a property request, for people (the value in words and in hex) and as JSON for programs.
import type { PropertyResult } from '#device-host/protocol.ts';
import { fromHex } from '#ks/bytes.ts';
import { type PropertyName, propertyText } from '#ks/property-names.ts';
import { supportLines, valueLines } from '#ks/property-values.ts';
import { win32Status, win32Text } from '#ks/status.ts';
import { duration, oneLine } from '#ks/words.ts';
import type { Style } from './terminal.ts';

export interface Answered {
  readonly action: 'get' | 'support' | 'default' | 'set';
  readonly property: PropertyName;
  readonly result: PropertyResult;
}

function linesOf({ action, property, result }: Answered): readonly string[] {
  const bytes = result.value === undefined ? undefined : fromHex(result.value);
  if (bytes === undefined) return [];
  return action === 'support' ? supportLines(bytes) : valueLines(property, bytes);
}

/** Keys in a fixed order; `hex` is the value, `malformed` what came in its place. */
export function answeredJson(answered: Answered): string {
  const { action, property, result } = answered;
  const json = {
    property: propertyText(property),
    action,
    code: result.win32,
    win32: win32Status(result.win32).name,
    value: linesOf(answered),
    hex: result.value,
    malformed: result.malformed,
    message: result.message,
    elapsedMs: Math.round(result.elapsedMs * 1000) / 1000,
  };
  return `${JSON.stringify(json, null, 2)}\n`;
}

export function answeredText(answered: Answered, { bold, dim, green, red, yellow }: Style): string {
  const { property, result } = answered;
  const row = (label: string, text: string): string => `  ${dim(label.padEnd(11))}${text}`;
  const done = result.win32 === 0 && result.malformed === undefined;
  return [
    bold(propertyText(property)),
    row('answer', `${(done ? green : red)(win32Text(result.win32))}, after ${duration(result.elapsedMs)}`),
    ...linesOf(answered).map((line, index) => row(index === 0 ? 'value' : '', oneLine(line))),
    ...(result.value === undefined || result.value === '' ? [] : [row('hex', result.value)]),
    ...(result.malformed === undefined ? [] : [row('came', result.malformed)]),
    ...(result.message === undefined ? [] : [row('note', yellow(oneLine(result.message)))]),
    '',
  ].join('\n');
}
