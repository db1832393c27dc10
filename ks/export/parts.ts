// A request cut into the parts that follow each other in memory. Byte map and C export both walk them, so that they
// cannot disagree about what comes where.
import { attributeBody } from '#ks/attributes.ts';
import { roundUp8 } from '#ks/bytes.ts';
import { blockOfKey, blockSize } from '#ks/format-blocks.ts';
import type { Path } from '#ks/path.ts';
import type { Attribute, ConnectRequest } from '#ks/request.ts';
import { type Arch, type StructName, type StructValue, sizeOf } from '#ks/struct.ts';

export interface StructPart {
  readonly kind: 'struct';
  readonly struct: StructName;
  readonly value: StructValue;
  /** Where its members are in a descriptor; absent for the header of the attribute list, which is derived. */
  readonly path?: Path;
  /** For C and for people: `WaveFormatExt`. */
  readonly name: string;
  /** Shorter than the structure when that ends in a variable tail. */
  readonly size: number;
}

export interface BytesPart {
  readonly kind: 'bytes';
  readonly bytes: Uint8Array;
  readonly path: Path;
  readonly name: string;
  readonly meaning: string;
}

/** Zeros up to the next multiple of 8. */
export interface GapPart {
  readonly kind: 'gap';
  readonly size: number;
}

export type Part = StructPart | BytesPart | GapPart;

/** The parts of a completed request, in memory order. */
export function partsOf(full: ConnectRequest, arch: Arch): readonly Part[] {
  const block = full.block && blockOfKey(full.block.key);
  const head: Part[] = [
    whole('KSPIN_CONNECT', full.KSPIN_CONNECT, ['KSPIN_CONNECT'], 'KSPIN_CONNECT', arch),
    whole('KSDATAFORMAT', full.KSDATAFORMAT, ['KSDATAFORMAT'], 'KSDATAFORMAT', arch),
  ];
  if (block && full.block) {
    const part = whole(block.struct, full.block.value, [block.key], block.key, arch);
    head.push({ ...part, size: blockSize(block, arch) });
  }
  if (full.Bytes && full.Bytes.length > 0) {
    const meaning = block
      ? 'What follows the structure: palette, masks or codec bytes.'
      : 'The format after KSDATAFORMAT, which no structure is known for.';
    head.push({ kind: 'bytes', bytes: full.Bytes, path: ['Bytes'], name: 'Bytes', meaning });
  }
  if (full.Attributes === undefined) return head;
  const start = head.reduce((size, part) => size + sizeOfPart(part), 0);
  return [...head, ...gapAfter(start), ...attributeParts(full.Attributes, arch)];
}

export function sizeOfPart(part: Part): number {
  return part.kind === 'bytes' ? part.bytes.length : part.size;
}

function whole(struct: StructName, value: StructValue, path: Path, name: string, arch: Arch): StructPart {
  return { kind: 'struct', struct, value, path, name, size: sizeOf(struct, arch) };
}

function gapAfter(size: number): readonly GapPart[] {
  const gap = roundUp8(size) - size;
  return gap === 0 ? [] : [{ kind: 'gap', size: gap }];
}

/** KSMULTIPLE_ITEM, then each attribute at a multiple of 8; the last one is not padded. */
function attributeParts(attributes: readonly Attribute[], arch: Arch): readonly Part[] {
  const items = attributes.flatMap((attribute, index): readonly Part[] => {
    const path = ['Attributes', index];
    const header = whole(
      'KSATTRIBUTE',
      attribute.AttributeHeader,
      [...path, 'AttributeHeader'],
      `Attributes[${index}].AttributeHeader`,
      arch,
    );
    const body = attributeBody(attribute);
    const member = attribute.SignalProcessingMode === undefined ? 'Bytes' : 'SignalProcessingMode';
    const bytes: BytesPart = {
      kind: 'bytes',
      bytes: body,
      path: [...path, member],
      name: `Attributes[${index}].${member}`,
      meaning: member === 'Bytes' ? 'The rest of the attribute.' : 'How the driver processes the signal.',
    };
    const last = index === attributes.length - 1;
    return [
      header,
      ...(body.length > 0 ? [bytes] : []),
      ...(last ? [] : gapAfter(header.size + body.length)),
    ];
  });
  const size = sizeOf('KSMULTIPLE_ITEM', arch) + items.reduce((sum, part) => sum + sizeOfPart(part), 0);
  const list: StructPart = {
    kind: 'struct',
    struct: 'KSMULTIPLE_ITEM',
    value: { Size: size, Count: attributes.length },
    name: 'KSMULTIPLE_ITEM',
    size: sizeOf('KSMULTIPLE_ITEM', arch),
  };
  return [list, ...items];
}
