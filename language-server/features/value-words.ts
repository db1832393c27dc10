// A value in words: the name behind a number, the number behind a name, what a GUID is.
import { constantsOf, numberText } from '#ks/constants.ts';
import { fourccOf, fourccText, namesOf, waveTagOf } from '#ks/guid.ts';
import { ntStatus, statusNamed, win32Status } from '#ks/status.ts';
import type { Value } from '#ks/struct.ts';
import type { ConstantSetName } from '#ks/tables/constants.ts';
import { type Guid, guidKinds } from '#ks/tables/guid-kinds.ts';
import { markdownCode as code } from './markdown.ts';

/** `KSDATAFORMAT_SUBTYPE_PCM`, `{00000001-...}`, WAVE_FORMAT tag 0x0001; also known as ... */
export function guidWords(value: Guid): string {
  const [preferred, ...others] = namesOf(value);
  const fourcc = fourccOf(value);
  const tag = waveTagOf(value);
  const parts = [
    preferred === undefined
      ? 'no header names it'
      : `${code(preferred.name)}: ${guidKinds[preferred.kind]} (${preferred.header})`,
    code(`{${value}}`),
    ...(fourcc === undefined ? [] : [code(`FOURCC:${fourcc}`)]),
    ...(tag === undefined ? [] : [`wave format tag ${code(`0x${tag.toString(16).padStart(4, '0')}`)}`]),
  ];
  const names = others.slice(0, 5).map(({ name }) => code(name));
  return parts.join(', ') + (names.length === 0 ? '' : `; also ${names.join(', ')}`);
}

/** `48000`, `0xbb80`; with its names and what they mean, where the member has a set of them. */
export function numberWords(
  value: number | bigint,
  constants: ConstantSetName | undefined,
  fourcc: boolean,
): string {
  const hex = value < 0 ? undefined : `0x${value.toString(16)}`;
  const plain = [code(value.toString()), ...(hex === undefined || value < 10 ? [] : [code(hex)])];
  const picture = fourcc ? fourccText(Number(value)) : undefined;
  if (picture !== undefined) plain.push(code(`FOURCC:${picture}`));
  if (constants === undefined) return plain.join(' = ');
  const text = numberText(value, constants);
  if (!/^[A-Za-z]/.test(text)) return plain.join(' = ');
  const names = text.split(' | ');
  const meanings = names.map((name) => `- ${code(name)}: ${meaningOf(name, constants)}`);
  return `${plain.join(' = ')}\n\n${meanings.join('\n')}`;
}

const meaningOf = (name: string, constants: ConstantSetName): string =>
  constantsOf(constants).entries.find((entry) => entry.name === name)?.meaning ?? 'no name';

/** One line, for a derived value beside its formula. */
export function shortWords(value: Value, constants: ConstantSetName | undefined): string {
  if (typeof value === 'string') return code(namesOf(value as Guid)[0]?.name ?? `{${value}}`);
  if (typeof value === 'number' || typeof value === 'bigint') return code(numberText(value, constants));
  return '';
}

/** What a result code means; empty when it is unknown. */
export function statusWords(text: string): string {
  const named = statusNamed(text.trim());
  const value = named?.value ?? Number(text);
  if (!Number.isInteger(value)) return '';
  const isNt = named === undefined ? value >= 0x40000000 : named.kind === 'ntstatus';
  const status = isNt ? ntStatus(value) : win32Status(value);
  const number = isNt ? `0x${value.toString(16).toUpperCase()}` : `${value} = 0x${value.toString(16)}`;
  return `${code(status.name)} (${isNt ? 'NTSTATUS' : 'Win32'} ${number}): ${status.meaning}`;
}
