// The nearest request that a filter would take: what to change, member by member, so that a refusal comes with a way out.
// Every pin and every data range is tried; of the requests that pass, the one with the fewest changes is proposed.
import { layouts } from '#ks/tables/layouts.ts';
import type { Capabilities, Identifier, PinFactory } from './capabilities.ts';
import { type Change, causesOf, changesBetween, following } from './changes.ts';
import { type ConnectRequest, complete } from './connect.ts';
import { type DataRange, rangeHeader } from './data-range.ts';
import { deriveAt } from './derive.ts';
import { withMember } from './edit-request.ts';
import { explain, standardInterface, standardMedium } from './explain.ts';
import { blockOfKey, type FormatBlock, formatBlocks, wavePathOf } from './format-blocks.ts';
import { rangeMismatch } from './match.ts';
import { formatHasAttributes, memberAt } from './request.ts';
import type { StructValue } from './struct.ts';
import type { Verdict } from './verdict.ts';

export interface Nearest {
  /** Written like the original; members that followed from others still do. */
  readonly request: ConnectRequest;
  /** In memory order; empty when the request is taken as it is. */
  readonly changes: readonly Change[];
  /** Those of the changes that do not follow from others. */
  readonly causes: readonly Change[];
}

/** Undefined when no change of the request would make this filter take it: every pin is taken or wired inside. */
export function nearestRequest(request: ConnectRequest, capabilities: Capabilities): Nearest | undefined {
  if (explain(request, capabilities).accepted) return { request, changes: [], causes: [] };
  const wanted = Number(memberAt(request, ['KSPIN_CONNECT', 'PinId']));
  // The request's own pin first: of two proposals with as many changes the first stays.
  const pins = capabilities.pins.toSorted((a, b) => Number(b.id === wanted) - Number(a.id === wanted));
  let best: Omit<Nearest, 'causes'> | undefined;
  for (const pin of pins) {
    for (const range of pin.dataRanges) {
      const fitted = fit(request, pin, range, capabilities);
      if (!fitted) continue;
      const changes = changesBetween(request, fitted);
      if (!best || changes.length < best.changes.length) best = { request: fitted, changes };
    }
  }
  return best && { ...best, causes: causesOf(request, best.request, best.changes) };
}

/** More steps than a request has members that a check could refuse. */
const mostSteps = 24;

/** The request moved into this range of this pin, step by step until nothing is refused. */
function fit(
  request: ConnectRequest,
  pin: PinFactory,
  range: DataRange,
  capabilities: Capabilities,
): ConnectRequest | undefined {
  let current = fitFormat(fitConnect(request, pin), range);
  current = following(request, current);
  for (let step = 0; step < mostSteps; step++) {
    const verdict = explain(current, capabilities);
    if (verdict.accepted) return current;
    const next = repaired(current, verdict);
    if (!next) return undefined;
    current = next;
  }
  return undefined;
}

function fitConnect(request: ConnectRequest, pin: PinFactory): ConnectRequest {
  const own = memberAt(request, ['KSPIN_CONNECT', 'PinId']) === pin.id;
  const there = own ? request : withMember(request, ['KSPIN_CONNECT', 'PinId'], pin.id);
  return fitListed(fitListed(there, 'Interface', pin.interfaces), 'Medium', pin.mediums);
}

const standard = { Interface: standardInterface, Medium: standardMedium } as const;

/** One of the pin's own interfaces or mediums: the asked one, else one of the asked set, else the first. */
function fitListed(
  request: ConnectRequest,
  member: 'Interface' | 'Medium',
  listed: readonly Identifier[],
): ConnectRequest {
  const asked = complete(request).KSPIN_CONNECT[member] as StructValue;
  const offered = listed.length > 0 ? listed : [standard[member]];
  if (offered.some(({ Set: set, Id: id }) => set === asked.Set && id === asked.Id)) return request;
  const choice = offered.find(({ Set: set }) => set === asked.Set) ?? offered[0];
  if (!choice) return request;
  const path = ['KSPIN_CONNECT', member];
  return withMember(withMember(request, [...path, 'Set'], choice.Set), [...path, 'Id'], choice.Id);
}

function fitFormat(request: ConnectRequest, range: DataRange): ConnectRequest {
  const header = rangeHeader(range);
  let current = request;
  for (let step = 0; step < 3; step++) {
    const member = rangeMismatch(current.KSDATAFORMAT, range);
    const value = member && header[member];
    if (member === undefined || value === undefined) break;
    current = withMember(current, ['KSDATAFORMAT', member], value);
  }
  current = withFittingBlock(current);
  switch (range.struct) {
    case 'KSDATARANGE_AUDIO':
      return fitAudio(current, range);
    case 'KS_DATARANGE_VIDEO':
    case 'KS_DATARANGE_VIDEO2':
      return fitVideo(current, range);
    default:
      return current;
  }
}

/** The block that the Specifier announces; members that both blocks have under one name are kept. */
function withFittingBlock(request: ConnectRequest): ConnectRequest {
  const { Specifier: specifier } = request.KSDATAFORMAT;
  const old = request.block && blockOfKey(request.block.key);
  if (old?.specifiers.some((own) => own === specifier)) return request;
  const row = formatBlocks.find(
    ({ specifiers, tag }) => tag === undefined && specifiers.some((own) => own === specifier),
  );
  const { block: _, Bytes: _bytes, ...rest } = request;
  if (!row) return rest;
  const source = wavePathOf(request.block?.key);
  const target = wavePathOf(row.key);
  const made: ConnectRequest = { ...rest, block: { key: row.key, value: {} } };
  if (!source || !target) return { ...made, block: { key: row.key, value: sharedMembers(request, row) } };
  return waveMembers.reduce((current, name) => {
    const value = memberAt(request, [...source, name]);
    return value === undefined ? current : withMember(current, [...target, name], value);
  }, made);
}

function sharedMembers({ block }: ConnectRequest, { struct }: FormatBlock): StructValue {
  const names = new Set(layouts[struct].fields.map(({ name }) => name));
  return Object.fromEntries(Object.entries(block?.value ?? {}).filter(([name]) => names.has(name)));
}

const waveMembers = ['nChannels', 'nSamplesPerSec', 'wBitsPerSample'] as const;
const anyChannels = 0xffffffff;
const usualChannels = 2;

function fitAudio(request: ConnectRequest, { value: range }: DataRange): ConnectRequest {
  const wave = wavePathOf(request.block?.key);
  if (!wave) return request;
  const limit = (name: string): number => Number(range[name] ?? 0);
  const channels = limit('MaximumChannels') === anyChannels ? undefined : limit('MaximumChannels');
  const limits: Readonly<Record<(typeof waveMembers)[number], readonly [number, number]>> = {
    nChannels: [1, channels ?? usualChannels],
    nSamplesPerSec: [limit('MinimumSampleFrequency'), limit('MaximumSampleFrequency')],
    wBitsPerSample: [limit('MinimumBitsPerSample'), limit('MaximumBitsPerSample')],
  };
  return waveMembers.reduce((current, name) => {
    const [low, high] = limits[name];
    const value = memberAt(current, [...wave, name]);
    const free = name === 'nChannels' && channels === undefined && Number(value) > 0;
    const inside = value === undefined ? high : Math.min(Math.max(whole(name, Number(value)), low), high);
    return free || inside === value ? current : withMember(current, [...wave, name], inside);
  }, request);
}

/** Samples are whole bytes. */
function whole(name: string, value: number): number {
  return name === 'wBitsPerSample' ? Math.ceil(value / 8) * 8 : value;
}

const pictureMembers = ['biWidth', 'biHeight', 'biBitCount', 'biCompression'] as const;

function fitVideo(request: ConnectRequest, { value: range }: DataRange): ConnectRequest {
  const key = request.block?.key;
  if (key === undefined) return request;
  const offered = (range.VideoInfoHeader ?? {}) as StructValue;
  const bitmap = (offered.bmiHeader ?? {}) as StructValue;
  const asked = complete(request);
  const withPicture = pictureMembers.reduce((current, name) => {
    const path = [key, 'bmiHeader', name];
    const value = bitmap[name];
    return value === undefined || memberAt(asked, path) === value
      ? current
      : withMember(current, path, value);
  }, request);
  const time = [key, 'AvgTimePerFrame'];
  const frame = offered.AvgTimePerFrame;
  return memberAt(asked, time) === undefined && frame !== undefined
    ? withMember(withPicture, time, frame)
    : withPicture;
}

/** One step away from a refusal that has nothing to do with the range: sizes, block align, attributes. */
function repaired(request: ConnectRequest, { stage, path }: Verdict): ConnectRequest | undefined {
  if (stage === 'attributes') {
    const { Attributes: _, ...rest } = request;
    const flags = Number(request.KSDATAFORMAT.Flags ?? 0) & ~formatHasAttributes;
    return request.KSDATAFORMAT.Flags === undefined
      ? rest
      : withMember(rest, ['KSDATAFORMAT', 'Flags'], flags);
  }
  if (stage !== 'format' && stage !== 'block') return undefined;
  if (path === undefined || memberAt(request, path) === undefined) return undefined;
  const free = withMember(request, path, undefined);
  const derived = deriveAt(free, path);
  if (!derived || derived.value === memberAt(request, path)) return undefined;
  return withMember(request, path, derived.value);
}
