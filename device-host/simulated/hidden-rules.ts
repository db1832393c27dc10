// Rules that a driver keeps to itself: they refuse what its capabilities promise. Pure: from the bytes of a connect request to
// the status of a refusal.
import { bytesAsSent, decodeConnect } from '#ks/connect.ts';
import { blockOfKey, blockSize, wavePathOf } from '#ks/format-blocks.ts';
import { type ConnectRequest, formatHasAttributes, memberAt } from '#ks/request.ts';
import { statusCodes } from '#ks/verdict.ts';
import { standardChannelMask } from '#ks/wave-format.ts';
import type { HiddenRule } from './faults.ts';

const formatHeaderSize = 64;

/** For a request that everything else takes; undefined when the rule takes it too. */
export function hiddenRefusal(rule: HiddenRule, connect: Uint8Array): number | undefined {
  const sent = bytesAsSent(connect, 'x64');
  const request = sent && decodeConnect(sent, 'x64').request;
  if (request === undefined) return undefined;
  switch (rule) {
    case 'exact-sizes':
      return hasExactSize(request) ? undefined : statusCodes.noMatch;
    case 'exact-mask':
      return hasUsualMask(request) ? undefined : statusCodes.noMatch;
    case 'attributes-only':
      return hasAttributes(request) ? undefined : statusCodes.invalidParameter;
    case 'instance-first':
      return undefined;
  }
}

function hasExactSize({ KSDATAFORMAT: format, block }: ConnectRequest): boolean {
  const layout = block && blockOfKey(block.key);
  return layout !== undefined && format.FormatSize === formatHeaderSize + blockSize(layout, 'x64');
}

function hasUsualMask(request: ConnectRequest): boolean {
  const wave = wavePathOf(request.block?.key);
  const mask = memberAt(request, ['WaveFormatExt', 'dwChannelMask']);
  if (wave === undefined || mask === undefined) return true;
  return mask === standardChannelMask(Number(memberAt(request, [...wave, 'nChannels'])));
}

function hasAttributes({ KSDATAFORMAT: format }: ConnectRequest): boolean {
  return (Number(format.Flags) & formatHasAttributes) !== 0;
}
