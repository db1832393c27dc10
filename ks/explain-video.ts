// A video format as the AVStream samples check it: header sizes, then the range's own picture exactly, then room for
// the image (avshws capture.cpp; rules.md KSV-001, KSV-002, KSV-019, KSV-035).

import { numberText } from './constants.ts';
import type { DataRange } from './data-range.ts';
import type { Path } from './path.ts';
import { type ConnectRequest, memberAt } from './request.ts';
import { type StructName, sizeOf, valueAt } from './struct.ts';
import { type FormatCheck, type Mismatch, statusCodes } from './verdict.ts';

const formatHeaderSize = 64;

const headerStructs: Readonly<Record<string, StructName>> = {
  VideoInfoHeader: 'KS_VIDEOINFOHEADER',
  VideoInfoHeader2: 'KS_VIDEOINFOHEADER2',
};

export const videoCheck: FormatCheck = { fault, mismatches };

function bitmapMember(request: ConnectRequest, member: string): number {
  return Number(memberAt(request, [...bitmapPath(request), member]) ?? 0);
}

function bitmapPath(request: ConnectRequest): Path {
  return [request.block?.key ?? '', 'bmiHeader'];
}

/** What is wrong whatever the range says. */
function fault(request: ConnectRequest): Mismatch | undefined {
  const struct = headerStructs[request.block?.key ?? ''];
  const size = Number(request.KSDATAFORMAT.FormatSize);
  if (!struct) {
    const message = `FormatSize is ${size}: too short for the header that the Specifier announces.`;
    return { path: ['KSDATAFORMAT', 'FormatSize'], status: statusCodes.noMatch, message };
  }
  const bitmapSize = sizeOf('KS_BITMAPINFOHEADER', 'x64');
  const before = formatHeaderSize + sizeOf(struct, 'x64') - bitmapSize;
  const biSize = bitmapMember(request, 'biSize');
  if (biSize >= bitmapSize && biSize <= size - before) return undefined;
  return {
    path: [...bitmapPath(request), 'biSize'],
    status: statusCodes.invalidParameter,
    message: `biSize is ${biSize}; it must be at least ${bitmapSize} and end within FormatSize (${size - before} at most).`,
  };
}

/** Every member of the picture that differs from the range's; the image size where the picture is right. */
function mismatches(request: ConnectRequest, range: DataRange): readonly Mismatch[] {
  const offered = (member: string): number =>
    Number(valueAt(range.value, ['VideoInfoHeader', 'bmiHeader', member]) ?? 0);
  const different = ['biWidth', 'biHeight', 'biBitCount', 'biCompression']
    .filter((member) => bitmapMember(request, member) !== offered(member))
    .map((member) => ({
      path: [...bitmapPath(request), member],
      status: statusCodes.noMatch,
      message: `${member} is ${shown(member, bitmapMember(request, member))}; the pin takes ${shown(member, offered(member))}.`,
    }));
  if (different.length > 0) return different;
  const short = Number(range.value.bFixedSizeSamples) !== 0 ? shortImage(request) : undefined;
  return short ? [short] : [];
}

function shortImage(request: ConnectRequest): Mismatch | undefined {
  const pixels = bitmapMember(request, 'biWidth') * Math.abs(bitmapMember(request, 'biHeight'));
  const needed = Math.floor((pixels * bitmapMember(request, 'biBitCount')) / 8);
  const size = bitmapMember(request, 'biSizeImage');
  if (size >= needed) return undefined;
  return {
    path: [...bitmapPath(request), 'biSizeImage'],
    status: statusCodes.invalidParameter,
    message: `biSizeImage is ${size}; a picture takes ${needed} bytes.`,
  };
}

function shown(member: string, value: number): string {
  return member === 'biCompression' ? numberText(value, 'BI') : String(value);
}
