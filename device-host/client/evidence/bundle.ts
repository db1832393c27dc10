// An evidence bundle: all that is known of a call that went wrong, as files that open again elsewhere. Values in, texts out: who
// collects, and where it is written, is the caller's.

import type { Answer } from '#device-host/client/answer.ts';
import { unfinishedFacts } from '#device-host/client/unfinished.ts';
import { filterKey } from '#device-host/list-filters.ts';
import type { HelloResult, HostJournal, UnfinishedCall } from '#device-host/protocol.ts';
import { kspinVersion } from '#device-host/version.ts';
import { fromHex, toHex } from '#ks/bytes.ts';
import type { Capabilities } from '#ks/capabilities.ts';
import { capabilitiesToJson } from '#ks/capability-file.ts';
import { decodeConnect, sizeAsSent } from '#ks/connect.ts';
import { byteMap, byteTableText } from '#ks/export/byte-map.ts';
import { descriptorJson } from '#ks/import/descriptor-json.ts';
import { win32Status } from '#ks/status.ts';
import type { Arch } from '#ks/struct.ts';
import { count } from '#ks/words.ts';
import { debuggerCommands } from './debugger-commands.ts';
import { type Known, redactor } from './redact.ts';

/** A connect that was sent, and what came of it; without an answer it had not returned. */
export interface SentConnect {
  readonly name: string;
  /** Interface path. */
  readonly filter: string;
  /** As hex, in the layout of the host. */
  readonly bytes: string;
  readonly access?: number;
  readonly answer?: Answer;
}

export interface Evidence {
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly target: string;
  /** This side. */
  readonly client: {
    readonly platform: string;
    readonly release: string;
    readonly arch: string;
    readonly node: string;
  };
  /** The other side; absent when no host could be asked, and then `trouble` says why. */
  readonly host?: Pick<HelloResult, 'kspin' | 'platform' | 'arch' | 'backend' | 'layout'>;
  readonly trouble?: string;
  readonly unfinished: readonly UnfinishedCall[];
  readonly journals: readonly HostJournal[];
  readonly capabilities: readonly Capabilities[];
  /** Filters that are not in `capabilities`: path and why. */
  readonly notRead: readonly { readonly filter: string; readonly why: string }[];
  readonly connects: readonly SentConnect[];
  /** What is taken out of every text. */
  readonly known: Known;
}

/** Name of the file in the bundle, with slashes -> its text, redacted. */
export function evidenceFiles(evidence: Evidence): ReadonlyMap<string, string> {
  const redact = redactor(evidence.known);
  const layout = evidence.host?.layout ?? 'x64';
  const files = new Map<string, string>();
  const json = (name: string, value: unknown) =>
    files.set(name, `${JSON.stringify(redact.json(value), null, 2)}\n`);
  for (const [index, capabilities] of evidence.capabilities.entries()) {
    json(capabilityFile(index), capabilitiesToJson(capabilities));
  }
  const connects = [
    ...evidence.unfinished.flatMap((call) => unfinishedConnect(call, layout)),
    ...evidence.connects,
  ];
  for (const [index, connect] of connects.entries()) {
    const folder = `requests/${index + 1}`;
    const recorded = evidence.capabilities.findIndex(
      ({ filter }) => filterKey(filter.path) === filterKey(connect.filter),
    );
    json(`${folder}/connect.kspin.json`, descriptorOf(connect, recorded, layout));
    json(`${folder}/result.json`, resultOf(connect));
    files.set(`${folder}/bytes.txt`, redact.text(bytesText(connect, layout)));
  }
  json('journal.json', evidence.journals);
  json('versions.json', versionsOf(evidence));
  files.set('debugger.txt', redact.text(debuggerCommands(evidence.unfinished)));
  files.set('README.md', redact.text(readme(evidence, connects)));
  return files;
}

function capabilityFile(index: number): string {
  return `capabilities/${index + 1}.kscaps.json`;
}

/** The journal has the block as it was handed over: with the zeros behind it that KsCreatePin may look at. */
function unfinishedConnect(call: UnfinishedCall, layout: Arch): readonly SentConnect[] {
  const block = fromHex(call.bytes ?? '');
  if (call.call !== 'createPin' || block === undefined) return [];
  const bytes = toHex(block.subarray(0, sizeAsSent(block, layout)));
  return [
    { name: call.descriptor?.connect ?? `had not returned at ${call.time}`, filter: call.filter, bytes },
  ];
}

/** Bytes that are no whole request have no descriptor: then an empty list, which is one too, and the bytes beside it. */
function descriptorOf(
  { name, filter, bytes, access, answer }: SentConnect,
  recorded: number,
  layout: Arch,
): object {
  const { request } = decodeConnect(fromHex(bytes) ?? new Uint8Array(), layout);
  if (request === undefined) return { connects: [] };
  const { DesiredAccess: _decoded, ...members } = descriptorJson(
    access === undefined ? request : { ...request, DesiredAccess: access },
  );
  const selector = {
    device: filter,
    ...(recorded < 0 ? {} : { capabilities: `../../${capabilityFile(recorded)}` }),
  };
  const known = access === undefined ? {} : { DesiredAccess: _decoded };
  const expect = answer?.win32 === undefined ? {} : { expect: win32Status(answer.win32).name };
  return { connects: [{ name, filter: selector, ...known, ...members, ...expect }] };
}

function resultOf({ answer, filter, name }: SentConnect): object {
  if (answer === undefined) return { name, filter, outcome: 'had not returned' };
  const { win32 } = answer;
  return { name, filter, ...answer, ...(win32 === undefined ? {} : { code: win32Status(win32).name }) };
}

function bytesText({ bytes }: SentConnect, layout: Arch): string {
  const { request, problems } = decodeConnect(fromHex(bytes) ?? new Uint8Array(), layout);
  const table = request === undefined ? '' : byteTableText(byteMap(request, layout));
  const notes = problems.map(({ offset, message }) => `At byte ${offset}: ${message}`);
  return `${[bytes, ...notes, '', table].join('\n').trimEnd()}\n`;
}

function versionsOf({ time, target, client, host, trouble, capabilities, unfinished }: Evidence): object {
  const drivers = capabilities.map(({ filter }) => ({
    filter: filter.name ?? filter.path,
    driver: filter.driver ?? null,
  }));
  const called = unfinished.map(({ filter, driver }) => ({ filter, driver: driver ?? null }));
  return {
    time,
    target,
    kspin: kspinVersion,
    client,
    host: host ?? null,
    ...(trouble && { trouble }),
    drivers: [...drivers, ...called],
  };
}

function readme(
  { time, target, unfinished, trouble, notRead, capabilities }: Evidence,
  connects: readonly SentConnect[],
): string {
  const list = (rows: readonly string[]) => rows.map((row) => `- ${row}`).join('\n');
  const calls = unfinished.map((call) =>
    unfinishedFacts(call)
      .filter(([name]) => name !== 'Bytes')
      .map(([name, value]) => `${name}: ${value}`)
      .join('; '),
  );
  return [
    `# Evidence of kspin ${kspinVersion}`,
    `Collected ${time} from ${target}. User names, machine names, serial numbers and folders are replaced by placeholders such as \`<serial>\`; the same thing has the same placeholder everywhere.`,
    ...(calls.length > 0 ? [`## Calls that had not returned\n\n${list(calls)}`] : []),
    ...(trouble === undefined ? [] : [`## The target could not be asked\n\n${trouble}`]),
    ...(notRead.length > 0
      ? [`## Filters that were not read\n\n${list(notRead.map(({ filter, why }) => `${filter}: ${why}`))}`]
      : []),
    `## What is here\n\n${list([
      'journal.json: the last native calls of each device host, with codes and times; a call without `win32` had not returned',
      `capabilities/: what ${count(capabilities.length, 'filter')} said`,
      `requests/: ${count(connects.length, 'connect request')}, with bytes, descriptor and result; \`kspin lint requests\` and \`kspin connect\` take them`,
      'versions.json: of kspin, Node, the systems and the drivers',
      'debugger.txt: commands for WinDbg, with what is known filled in',
    ])}`,
    '',
  ].join('\n\n');
}
