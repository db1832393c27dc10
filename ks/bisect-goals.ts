// What to try when a driver refuses a request: requests that it might take, the likeliest first. Where its own description
// says why it refused, that comes first; where it does not, the rules that drivers are known to have and not to tell; then
// formats that the driver names itself, and at last the formats of its data ranges.
import { standardModes } from './attributes.ts';
import type { Capabilities, PinFactory } from './capabilities.ts';
import { following } from './changes.ts';
import { type ConnectRequest, complete } from './connect.ts';
import { constantsOf } from './constants.ts';
import { deriveAll } from './derive.ts';
import { withMember } from './edit-request.ts';
import { explain } from './explain.ts';
import { blockOfKey, wavePathOf } from './format-blocks.ts';
import { intersectRanges } from './intersection.ts';
import { matchesRange } from './match.ts';
import { nearestRequest } from './nearest.ts';
import type { Path } from './path.ts';
import { defaultAccess, memberAt } from './request.ts';
import type { StructValue, Value } from './struct.ts';

/**
 * Requests for {@link smallestChange}, in the order of trying. `proposals` are formats that the driver itself names
 * (PROPOSEDATAFORMAT, DATAINTERSECTION).
 */
export function goalsOf(
  refused: ConnectRequest,
  capabilities: Capabilities,
  proposals: readonly ConnectRequest[],
): readonly ConnectRequest[] {
  const pinId = Number(memberAt(complete(refused), ['KSPIN_CONNECT', 'PinId']));
  const pin = capabilities.pins.find(({ id }) => id === pinId);
  const explained = !explain(refused, capabilities).accepted;
  const nearest = explained ? nearestRequest(refused, capabilities) : undefined;
  // From a request that the description excludes, hidden rules can only be tried where the description is met.
  const base = nearest?.request ?? refused;
  return [
    ...(nearest ? [nearest.request] : []),
    ...hiddenRules.flatMap((rule) => rule(base)),
    ...proposals.map((format) => withFormat(refused, format)),
    ...(pin ? formatsOfRanges(refused, pin) : []),
  ];
}

type Rule = (request: ConnectRequest) => readonly ConnectRequest[];

const hiddenRules: readonly Rule[] = [
  consistentMembers,
  otherAttributes,
  otherMasks,
  validBits,
  otherWaveBlock,
  otherSigns,
  (request) => [{ ...request, DesiredAccess: defaultAccess }],
];

/** Every member that follows from others set to what it should be. */
function consistentMembers(request: ConnectRequest): readonly ConnectRequest[] {
  return [
    deriveAll(request).reduce(
      (current, { path, value }) =>
        memberAt(request, path) === undefined ? current : withMember(current, path, value),
      request,
    ),
  ];
}

function otherAttributes(request: ConnectRequest): readonly ConnectRequest[] {
  const { Attributes: _, ...without } = request;
  const modes = standardModes.map((mode) => ({ ...without, Attributes: [mode] }));
  return [without, ...(wavePathOf(request.block?.key) ? modes : [])].map((other) =>
    following(request, other),
  );
}

/** The speaker arrangements of ksmedia.h with as many speakers as there are channels, and none. */
function otherMasks(request: ConnectRequest): readonly ConnectRequest[] {
  const path: Path = ['WaveFormatExt', 'dwChannelMask'];
  const channels = memberAt(complete(request), ['WaveFormatExt', 'Format', 'nChannels']);
  if (request.block?.key !== 'WaveFormatExt') return [];
  const masks = constantsOf('SPEAKER').entries.map(({ value }) => value);
  const fitting = [...new Set(masks)].filter((mask) => mask === 0 || bitCount(mask) === channels);
  return fitting.map((mask) => withMember(request, path, mask));
}

function bitCount(value: number): number {
  return value.toString(2).replaceAll('0', '').length;
}

function validBits(request: ConnectRequest): readonly ConnectRequest[] {
  const bits = memberAt(request, ['WaveFormatExt', 'Format', 'wBitsPerSample']);
  if (bits === undefined) return [];
  return [withMember(request, ['WaveFormatExt', 'Samples', 'wValidBitsPerSample'], bits)];
}

const waveMembers = ['nChannels', 'nSamplesPerSec', 'wBitsPerSample'] as const;

/** WAVEFORMATEX in place of WAVEFORMATEXTENSIBLE and the other way round: drivers take one or the other. */
function otherWaveBlock(request: ConnectRequest): readonly ConnectRequest[] {
  const from = wavePathOf(request.block?.key);
  const key = { WaveFormatExt: 'WaveFormatEx', WaveFormatEx: 'WaveFormatExt' }[request.block?.key ?? ''];
  const to = wavePathOf(key);
  if (!from || !to || key === undefined) return [];
  const empty: ConnectRequest = { ...request, block: { key, value: {} } };
  const made = waveMembers.reduce((current, name) => {
    const value = memberAt(request, [...from, name]);
    return value === undefined ? current : withMember(current, [...to, name], value);
  }, empty);
  return [following(request, { ...made, block: complete(made).block ?? { key, value: {} } })];
}

/** A picture upside down, and one without cropping rectangles. */
function otherSigns(request: ConnectRequest): readonly ConnectRequest[] {
  const key = request.block?.key;
  const bitmap = key === undefined ? undefined : blockOfKey(key)?.bitmap;
  if (key === undefined || !bitmap) return [];
  const path = [key, ...bitmap, 'biHeight'];
  const height = memberAt(request, path);
  const flipped = typeof height === 'number' ? [following(request, withMember(request, path, -height))] : [];
  const plain = ['rcSource', 'rcTarget'].reduce(
    (current, name) =>
      memberAt(current, [key, name]) === undefined ? current : withMember(current, [key, name], noRect),
    request,
  );
  return [...flipped, plain];
}

const noRect: StructValue = { left: 0, top: 0, right: 0, bottom: 0 };

/** The pin's own formats, one of each data range; those of the asked type first. */
function formatsOfRanges(request: ConnectRequest, { dataRanges }: PinFactory): readonly ConnectRequest[] {
  const asked = complete(request).KSDATAFORMAT;
  const ordered = dataRanges.toSorted(
    (a, b) => Number(matchesRange(asked, b)) - Number(matchesRange(asked, a)),
  );
  return ordered.flatMap((range) => {
    const format = intersectRanges([range], [range]);
    return format ? [withFormat(request, { KSPIN_CONNECT: {}, ...format })] : [];
  });
}

/** The request to the same pin with another format; members that the other block has too keep their kind of value. */
function withFormat(request: ConnectRequest, format: ConnectRequest): ConnectRequest {
  const { block: _, Bytes: _bytes, Attributes: _attributes, ...rest } = request;
  const { KSDATAFORMAT, block, Bytes, Attributes } = format;
  const merged: Readonly<Record<string, Value>> = { ...request.KSDATAFORMAT, ...KSDATAFORMAT };
  return {
    ...rest,
    KSDATAFORMAT: merged,
    ...(block ? { block } : {}),
    ...(Bytes ? { Bytes } : {}),
    ...(Attributes ? { Attributes } : {}),
  };
}
