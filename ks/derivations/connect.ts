// What KSPIN_CONNECT, KSDATAFORMAT and attribute headers take when a descriptor leaves it out.
import { attributeBody } from '#ks/attributes.ts';
import { bitmapPathOf, blockOfKey, blockSize, wavePathOf } from '#ks/format-blocks.ts';
import { guidNamed } from '#ks/guid.ts';
import { formatHasAttributes } from '#ks/request.ts';
import { sizeOf, type Value } from '#ks/struct.ts';
import { isUncompressedVideo } from '#ks/video-format.ts';
import { isUncompressedWave } from '#ks/wave-format.ts';
import { constant, type Derivations, type Site } from './derivation.ts';

/** KSPRIORITY_NORMAL; class 0 and subclass 0 are reserved (rules.md KSC-023, KSC-026). */
const normalPriority = 0x40000000;

const standardSet = (name: string) => (site: Site) =>
  site.written('Id') ? undefined : guidNamed(name)?.value;
const firstOfStandardSet = (site: Site): Value | undefined => (site.written('Set') ? undefined : 0);

export const connectDerivations: Derivations = {
  'KSPIN_INTERFACE.Set': {
    formula: 'the standard set, when no interface is written',
    value: standardSet('KSINTERFACESETID_Standard'),
  },
  'KSPIN_INTERFACE.Id': { formula: 'STREAMING, when no interface is written', value: firstOfStandardSet },
  'KSPIN_INTERFACE.Flags': constant(0, 'reserved, 0'),
  'KSPIN_MEDIUM.Set': {
    formula: 'the standard set, when no medium is written',
    value: standardSet('KSMEDIUMSETID_Standard'),
  },
  'KSPIN_MEDIUM.Id': { formula: 'ANYINSTANCE, when no medium is written', value: firstOfStandardSet },
  'KSPIN_MEDIUM.Flags': constant(0, 'reserved, 0'),
  'KSPIN_CONNECT.PinToHandle': constant(0n, 'no pin to connect to'),
  'KSPRIORITY.PriorityClass': constant(normalPriority, 'KSPRIORITY_NORMAL'),
  'KSPRIORITY.PrioritySubClass': constant(1, 'the first subclass'),
  'KSDATAFORMAT.FormatSize': {
    formula: '64 + the format block + Bytes',
    value: ({ request }) =>
      sizeOf('KSDATAFORMAT', 'x64') + blockBytes(request.block?.key) + (request.Bytes?.length ?? 0),
  },
  'KSDATAFORMAT.Flags': {
    formula: 'KSDATAFORMAT_ATTRIBUTES when Attributes follow, else 0',
    value: ({ request }) => (request.Attributes ? formatHasAttributes : 0),
  },
  'KSDATAFORMAT.SampleSize': {
    formula:
      'bytes of one sample where all have the same size (nBlockAlign, biSizeImage, BufferSize), else 0',
    value: sampleSize,
  },
  'KSDATAFORMAT.Reserved': constant(0, 'reserved, 0'),
  'KSATTRIBUTE.Flags': constant(0, 'not required'),
  'KSATTRIBUTE.Size': { formula: '24 + what follows the attribute header', value: attributeSize },
};

/** Format blocks hold no pointers: they have one size on both architectures. */
function blockBytes(key: string | undefined): number {
  const block = key === undefined ? undefined : blockOfKey(key);
  return block ? blockSize(block, 'x64') : 0;
}

function sampleSize(site: Site): Value | undefined {
  const key = site.request.block?.key;
  const wave = wavePathOf(key);
  if (wave) return isUncompressedWave(site, wave) ? (site.member(...wave, 'nBlockAlign') ?? 0) : 0;
  const bitmap = bitmapPathOf(key);
  if (bitmap && isUncompressedVideo(site.member('KSDATAFORMAT', 'SubFormat'))) {
    return site.member(...bitmap, 'biSizeImage') ?? 0;
  }
  return site.member(key ?? '', 'BufferSize') ?? 0;
}

function attributeSize({ request, path }: Site): Value | undefined {
  const attribute = request.Attributes?.[Number(path[1])];
  return attribute && sizeOf('KSATTRIBUTE', 'x64') + attributeBody(attribute).length;
}
