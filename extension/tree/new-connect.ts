// What a new descriptor says besides its request: which filter it means, and a name that tells it from its neighbours.
import type { Capabilities, PinFactory } from '#ks/capabilities.ts';
import { describeFormat } from '#ks/describe-format.ts';
import type { NewConnect } from '#ks/export/descriptor-text.ts';
import { guidText } from '#ks/guid.ts';
import type { ConnectRequest } from '#ks/request.ts';
import { oneLine } from '#ks/words.ts';

/** `capabilities` is the recording's path from the descriptor, where the pin comes from one. */
export function newConnect(
  { filter }: Capabilities,
  pin: PinFactory,
  request: ConnectRequest,
  capabilities?: string,
): NewConnect {
  const category = categoryFor(
    filter.categories.map((guid) => guidText(guid, ['filter-category'])),
    pin,
  );
  const device = filter.name ?? filter.device;
  return {
    name: oneLine(`${pin.name ?? `pin ${pin.id}`}, ${describeFormat(request)}`),
    filter: {
      ...(category === undefined ? {} : { category }),
      // What a glob would read as a pattern stands for any character.
      ...(device === undefined ? {} : { device: `*${oneLine(device).replaceAll(/[*?]/g, '?')}*` }),
      ...(capabilities === undefined ? {} : { capabilities }),
    },
    request,
    expect: 'ERROR_SUCCESS',
  };
}

/** KSPIN_DATAFLOW_IN (ks.h). */
const flowIn = 1;

/** The category that says which way the data goes, where the filter has it; else the first. */
function categoryFor(categories: readonly string[], { dataFlow }: PinFactory): string | undefined {
  const wanted =
    dataFlow === flowIn ? ['KSCATEGORY_RENDER'] : ['KSCATEGORY_VIDEO_CAMERA', 'KSCATEGORY_CAPTURE'];
  return wanted.find((name) => categories.includes(name)) ?? categories[0];
}

/** `Speaker (offload)` -> `speaker-offload`: part of a file name that every system takes. */
export function fileWords(text: string): string {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? ['pin'];
  return words.join('-').slice(0, 40);
}
