// A data format in one line, for trees and the terminal: what a person would say of it, not its members.
import type { Guid } from '#ks/tables/guid-kinds.ts';
import { type ConnectRequest, complete } from './connect.ts';
import { subFormatText } from './describe-range.ts';
import { blockOfKey } from './format-blocks.ts';
import { memberAt } from './request.ts';
import type { Value } from './struct.ts';

/** For example `PCM, 48000 Hz, 2 ch, 16 bit` or `YUY2, 640x480`; of a request the format alone is looked at. */
export function describeFormat(request: ConnectRequest): string {
  const full = complete(request);
  const { SubFormat: subFormat } = full.KSDATAFORMAT;
  const facts = [...waveFacts(full), ...pictureFacts(full)];
  return [typeof subFormat === 'string' ? subFormatText(subFormat as Guid) : 'no SubFormat', ...facts].join(
    ', ',
  );
}

function waveFacts(request: ConnectRequest): readonly string[] {
  const fact = (member: string, unit: string): readonly string[] => {
    const value = blockMember(request, 'wave', member);
    return value === undefined ? [] : [`${value} ${unit}`];
  };
  return [...fact('nSamplesPerSec', 'Hz'), ...fact('nChannels', 'ch'), ...fact('wBitsPerSample', 'bit')];
}

function pictureFacts(request: ConnectRequest): readonly string[] {
  const width = blockMember(request, 'bitmap', 'biWidth');
  const height = blockMember(request, 'bitmap', 'biHeight');
  return width === undefined || height === undefined ? [] : [`${width}x${height}`];
}

/** A member of the WAVEFORMATEX or of the KS_BITMAPINFOHEADER inside the block; undefined when it has none. */
function blockMember(request: ConnectRequest, part: 'wave' | 'bitmap', member: string): Value | undefined {
  const block = request.block && blockOfKey(request.block.key);
  const at = block?.[part];
  return block && at && memberAt(request, [block.key, ...at, member]);
}
