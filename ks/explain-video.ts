// A video format against KS_DATARANGE_VIDEO(2) as the AVStream samples compare them: the range's own picture must be
// met exactly, and the image must be large enough (avshws capture.cpp; rules.md KSV-002, KSV-018..020, KSV-035).
import type { ConnectRequest } from './connect.ts';
import type { DataRange } from './data-range.ts';
import type { Mismatch } from './explain-format.ts';
import { fourccText } from './guid.ts';
import type { Path } from './path.ts';
import { memberAt } from './request.ts';
import { type StructName, sizeOf, valueAt } from './struct.ts';
import { statusCodes } from './verdict.ts';

interface HeaderKind {
  readonly key: string;
  readonly struct: StructName;
}

const headers: Readonly<Record<string, HeaderKind>> = {
  KS_DATARANGE_VIDEO: { key: 'VideoInfoHeader', struct: 'KS_VIDEOINFOHEADER' },
  KS_DATARANGE_VIDEO2: { key: 'VideoInfoHeader2', struct: 'KS_VIDEOINFOHEADER2' },
};

const formatHeaderSize = 64;

export function videoMismatches(request: ConnectRequest, range: DataRange): readonly Mismatch[] {
  const kind = headers[range.struct];
  if (!kind) return [];
  const size = Number(request.KSDATAFORMAT.FormatSize ?? 0);
  const header = sizeOf(kind.struct, 'x64');
  if (request.block?.key !== kind.key || size < formatHeaderSize + header) {
    return [
      refuse(
        ['KSDATAFORMAT', 'FormatSize'],
        statusCodes.noMatch,
        `FormatSize is ${size}; ${kind.struct} takes at least ${formatHeaderSize + header}.`,
      ),
    ];
  }
  const bitmap: Path = [kind.key, 'bmiHeader'];
  const asked = (member: string): number => Number(memberAt(request, [...bitmap, member]) ?? 0);
  const offered = (member: string): number =>
    Number(valueAt(range.value, ['VideoInfoHeader', 'bmiHeader', member]) ?? 0);

  const headerEnd = formatHeaderSize + header - sizeOf('KS_BITMAPINFOHEADER', 'x64') + asked('biSize');
  if (headerEnd > size) {
    return [
      refuse(
        [...bitmap, 'biSize'],
        statusCodes.invalidParameter,
        `biSize is ${asked('biSize')}: the header would end at ${headerEnd}, after FormatSize ${size}.`,
      ),
    ];
  }
  const mismatches = ['biWidth', 'biHeight', 'biBitCount', 'biCompression']
    .filter((member) => asked(member) !== offered(member))
    .map((member) =>
      refuse(
        [...bitmap, member],
        statusCodes.noMatch,
        `${member} is ${shown(member, asked(member))}; the pin takes ${shown(member, offered(member))}.`,
      ),
    );
  if (mismatches.length > 0) return mismatches;
  const needed = Math.floor((asked('biWidth') * Math.abs(asked('biHeight')) * asked('biBitCount')) / 8);
  if (offered('biCompression') === 0 || fourccText(offered('biCompression')) !== 'MJPG') {
    if (asked('biSizeImage') < needed) {
      return [
        refuse(
          [...bitmap, 'biSizeImage'],
          statusCodes.invalidParameter,
          `biSizeImage is ${asked('biSizeImage')}; a picture takes ${needed} bytes.`,
        ),
      ];
    }
  }
  return [];
}

function refuse(path: Path, status: number, message: string): Mismatch {
  return { path, status, message };
}

function shown(member: string, value: number): string {
  const fourcc = member === 'biCompression' ? fourccText(value) : undefined;
  return fourcc ? `FOURCC:${fourcc}` : String(value);
}
