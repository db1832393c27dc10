// What a pin says of its signal processing modes: which it has, and for each the format that it prefers and those that it takes.
// Only a pin whose ranges carry attributes is asked: no other has modes, and reading a filter asks enough already.
import type { ModeFormats } from '#ks/capabilities.ts';
import type { DataRange } from '#ks/data-range.ts';
import {
  decodeGuidList,
  modeFormatsRequest,
  pinPropertyRequest,
  preferredFormatRequest,
  propertySets,
  signalProcessingModes,
} from '#ks/properties.ts';
import type { Asker } from './ask.ts';

/** There are eight in ksmedia.h; a pin that lists more than these is answering nonsense. */
const modeLimit = 16;

export async function readModes(
  asker: Asker,
  pin: number,
  ranges: readonly DataRange[],
): Promise<readonly ModeFormats[]> {
  if (!ranges.some(({ attributes }) => attributes !== undefined)) return [];
  const modes = await asker.list(
    {
      property: 'KSPROPERTY_AUDIOSIGNALPROCESSING_MODES',
      input: pinPropertyRequest(signalProcessingModes, pin, 'get', propertySets.audioSignalProcessing),
      optional: true,
    },
    decodeGuidList,
  );
  const read: ModeFormats[] = [];
  for (const mode of modes.slice(0, modeLimit)) {
    const defaultFormat = await asker.bytes({
      property: 'KSPROPERTY_PIN_PROPOSEDATAFORMAT2',
      input: preferredFormatRequest(pin, mode),
      optional: true,
    });
    const formats = await asker.bytes({
      property: 'KSPROPERTY_PIN_MODEDATAFORMATS',
      input: modeFormatsRequest(pin, mode),
      optional: true,
    });
    read.push({ mode, ...(defaultFormat ? { defaultFormat } : {}), ...(formats ? { formats } : {}) });
  }
  return read;
}
