// The request as the recorded pin would take it: what is refused is moved to the nearest value that is not, one member after
// the other, in the order in which a driver looks at them.
import type { Capabilities, PinFactory } from '#ks/capabilities.ts';
import { complete } from '#ks/connect.ts';
import { type DataRange, rangeHeader } from '#ks/data-range.ts';
import { deriveAll } from '#ks/derive.ts';
import { explain } from '#ks/explain.ts';
import { zeroGuid } from '#ks/guid.ts';
import { type Path, pathText } from '#ks/path.ts';
import { type ConnectRequest, memberAt } from '#ks/request.ts';
import { type StructValue, type Value, valueAt } from '#ks/struct.ts';
import type { ConnectEntry, DescriptorDocument } from '#language-server/descriptor/document.ts';
import type { Fix, FixEdit } from '#language-server/finding.ts';
import type { Workspace } from '#language-server/workspace.ts';
import { outermostToWrite } from './derived-values.ts';
import { recordedFilters } from './recorded-pin.ts';

/** Every step mends one member; a request that takes more is another request. */
const mostSteps = 16;

interface Change {
  readonly path: Path;
  readonly value: Value;
}

/** Empty where the pin takes the request already, and where no change of single members makes it. */
export function acceptableFix(
  doc: DescriptorDocument,
  entry: ConnectEntry,
  workspace: Workspace,
): readonly Fix[] {
  for (const filter of recordedFilters(doc, entry, workspace)) {
    const accepted = entry.request && acceptedBy(entry.request, filter);
    if (accepted === undefined) continue;
    if (accepted.changed.size === 0) return [];
    const edits = new Map<string, FixEdit>();
    for (const path of accepted.changed.values()) {
      // A structure that is not written is written whole.
      const target = outermostToWrite(entry, path);
      const value = memberAt(accepted.request, target);
      if (value !== undefined) edits.set(pathText(target), { kind: 'set', path: target, value });
    }
    return [{ title: 'Make the request acceptable to the recorded pin', edits: [...edits.values()] }];
  }
  return [];
}

interface Accepted {
  readonly request: ConnectRequest;
  /** The members that differ from what was written, by their paths as text. */
  readonly changed: ReadonlyMap<string, Path>;
}

/** Undefined when the filter cannot be satisfied. */
function acceptedBy(written: ConnectRequest, filter: Capabilities): Accepted | undefined {
  const changed = new Map<string, Path>();
  let request = written;
  const apply = (changes: readonly Change[]): void => {
    for (const { path, value } of changes) {
      changed.set(pathText(path), path);
      request = withMember(request, path, value);
    }
  };
  for (let step = 0; step < mostSteps; step++) {
    const verdict = explain(request, filter);
    if (verdict.accepted) return { request, changed };
    const pin = filter.pins.find(({ id }) => id === request.KSPIN_CONNECT.PinId);
    const next = pin && verdict.path && mended(request, pin, verdict.path, verdict.rangeIndex);
    if (next === undefined || next.length === 0) return undefined;
    apply(next);
    apply(followers(request, next));
  }
  return undefined;
}

function mended(
  request: ConnectRequest,
  pin: PinFactory,
  path: Path,
  rangeIndex: number | undefined,
): readonly Change[] {
  const [first, second] = path;
  if (first === 'KSPIN_CONNECT' && (second === 'Interface' || second === 'Medium')) {
    const [offered] = second === 'Interface' ? pin.interfaces : pin.mediums;
    if (offered === undefined) return [];
    return [
      { path: [first, second, 'Set'], value: offered.Set },
      { path: [first, second, 'Id'], value: offered.Id },
    ];
  }
  const range = pin.dataRanges[rangeIndex ?? 0];
  if (range === undefined) return [];
  const value = nearest(complete(request), range, path);
  return value === undefined || value === memberAt(complete(request), path) ? [] : [{ path, value }];
}

const limits: Readonly<Record<string, readonly [low: string | number, high: string]>> = {
  nChannels: [1, 'MaximumChannels'],
  nSamplesPerSec: ['MinimumSampleFrequency', 'MaximumSampleFrequency'],
  wBitsPerSample: ['MinimumBitsPerSample', 'MaximumBitsPerSample'],
};

/** The value nearest to what the request has that the range takes. */
function nearest(request: ConnectRequest, range: DataRange, path: Path): Value | undefined {
  const member = String(path.at(-1));
  const guid = rangeHeader(range)[member];
  if (path[0] === 'KSDATAFORMAT') return guid === zeroGuid || member === 'FormatSize' ? undefined : guid;
  const [low, high] = limits[member] ?? [];
  if (low !== undefined && high !== undefined) {
    const least = typeof low === 'number' ? low : Number(range.value[low]);
    const value = Number(memberAt(request, path));
    return Math.min(Math.max(value, least), Number(range.value[high]));
  }
  const header: StructValue = (range.value.VideoInfoHeader ?? {}) as StructValue;
  return valueAt(header, ['bmiHeader', member]) ?? valueAt(header, [member]);
}

/** Members that are written and derived from what changed: they follow it. */
function followers(request: ConnectRequest, changed: readonly Change[]): readonly Change[] {
  const mine = new Set(changed.map(({ path }) => pathText(path)));
  return deriveAll(request).filter(({ path, value }) => {
    const written = memberAt(request, path);
    return (
      following.has(String(path.at(-1))) &&
      !mine.has(pathText(path)) &&
      written !== undefined &&
      written !== value
    );
  });
}

const following: ReadonlySet<string> = new Set([
  'nBlockAlign',
  'nAvgBytesPerSec',
  'wValidBitsPerSample',
  'dwChannelMask',
  'biSizeImage',
  'SampleSize',
  'dwBitRate',
]);

function withMember(request: ConnectRequest, path: Path, value: Value): ConnectRequest {
  const [first, ...rest] = path;
  if (first === 'KSPIN_CONNECT' || first === 'KSDATAFORMAT')
    return { ...request, [first]: put(request[first], rest, value) };
  const { block } = request;
  if (block === undefined || first !== block.key) return request;
  return { ...request, block: { key: block.key, value: put(block.value, rest, value) } };
}

function put(struct: StructValue, path: Path, value: Value): StructValue {
  const [member = '', ...rest] = path;
  const inner = rest.length === 0 ? value : put((struct[member] ?? {}) as StructValue, rest, value);
  return { ...struct, [member]: inner };
}
