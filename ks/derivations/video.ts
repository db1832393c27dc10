// KS_BITMAPINFOHEADER and the video info headers around it.
// Formulas: rules.md, "Video: common" (wingdi BITMAPINFOHEADER, ksmedia KS_VIDEOINFOHEADER).
import { sizeOf, type Value } from '#ks/struct.ts';
import { minimumImageSize, videoFormatOf } from '#ks/video-format.ts';
import { calculate, constant, type Derivation, type Derivations, numeric, type Site } from './derivation.ts';

const ticksPerSecond = 10_000_000;
const zero = constant(0, '0');

const bitRate: Derivation = {
  formula: '8 * biSizeImage * 10,000,000 / AvgTimePerFrame, bits per second; 0 when that does not fit',
  value: (site) => {
    const ticks = numeric(site.sibling('AvgTimePerFrame'));
    if (ticks === undefined || ticks <= 0) return 0;
    const image = site.sibling('bmiHeader', 'biSizeImage');
    return calculate([image], (bytes) => Math.round((8 * bytes * ticksPerSecond) / ticks)) ?? 0;
  },
};

/** The displayed picture's width to height in lowest terms, as for square pixels. */
const aspect = (take: 'X' | 'Y'): Derivation => ({
  formula: 'biWidth : biHeight in lowest terms, as for square pixels',
  value: (site) =>
    calculate(
      [site.sibling('bmiHeader', 'biWidth'), site.sibling('bmiHeader', 'biHeight')],
      (width, height) => {
        const divisor = greatestCommonDivisor(Math.abs(width), Math.abs(height)) || 1;
        return Math.abs(take === 'X' ? width : height) / divisor;
      },
    ),
});

/** Empty rectangles mean the whole picture; an analog signal has its own size, which says the same. */
function edge(activeSize: string): Derivation {
  return {
    formula: `0: the whole picture; ${activeSize} of an analog signal`,
    value: (site) => site.member(...site.path.slice(0, -2), activeSize) ?? 0,
  };
}

export const videoDerivations: Derivations = {
  'RECT.left': zero,
  'RECT.top': zero,
  'RECT.right': edge('dwActiveWidth'),
  'RECT.bottom': edge('dwActiveHeight'),
  'KS_VIDEOINFOHEADER.dwBitRate': bitRate,
  'KS_VIDEOINFOHEADER.dwBitErrorRate': zero,
  'KS_VIDEOINFOHEADER2.dwBitRate': bitRate,
  'KS_VIDEOINFOHEADER2.dwBitErrorRate': zero,
  'KS_VIDEOINFOHEADER2.dwInterlaceFlags': constant(0, 'progressive'),
  'KS_VIDEOINFOHEADER2.dwCopyProtectFlags': constant(0, 'not protected'),
  'KS_VIDEOINFOHEADER2.dwPictAspectRatioX': aspect('X'),
  'KS_VIDEOINFOHEADER2.dwPictAspectRatioY': aspect('Y'),
  'KS_VIDEOINFOHEADER2.dwControlFlags': zero,
  'KS_VIDEOINFOHEADER2.dwReserved2': constant(0, 'reserved, 0'),
  'KS_BITMAPINFOHEADER.biSize': constant(sizeOf('KS_BITMAPINFOHEADER', 'x64'), 'sizeof(KS_BITMAPINFOHEADER)'),
  'KS_BITMAPINFOHEADER.biPlanes': constant(1, 'always 1'),
  'KS_BITMAPINFOHEADER.biBitCount': {
    formula: 'bits per pixel of KSDATAFORMAT.SubFormat; 24 for compressed pictures',
    value: (site) => subFormatRow(site)?.bitCount,
  },
  'KS_BITMAPINFOHEADER.biCompression': {
    formula: 'BI_RGB or the FOURCC of KSDATAFORMAT.SubFormat',
    value: (site) => subFormatRow(site)?.compression,
  },
  'KS_BITMAPINFOHEADER.biSizeImage': {
    formula: 'bytes of one picture: RGB lines are padded to 4 bytes, planar formats count all planes',
    value: imageSize,
  },
  'KS_BITMAPINFOHEADER.biXPelsPerMeter': zero,
  'KS_BITMAPINFOHEADER.biYPelsPerMeter': zero,
  'KS_BITMAPINFOHEADER.biClrUsed': {
    formula: 'palette entries in Bytes, 4 bytes each; 0 above 8 bits per pixel',
    value: paletteEntries,
  },
  'KS_BITMAPINFOHEADER.biClrImportant': zero,
};

function paletteEntries(site: Site): Value | undefined {
  const bits = numeric(site.sibling('biBitCount'));
  return bits === undefined || bits > 8 ? 0 : Math.floor((site.request.Bytes?.length ?? 0) / 4);
}

/** What a SubFormat says of its pictures; MPEG has SubFormats that are no picture format, and pictures like any other. */
function subFormatRow(site: Site): { readonly bitCount: number; readonly compression: number } | undefined {
  const row = videoFormatOf(site.member('KSDATAFORMAT', 'SubFormat'));
  return row ?? (site.path.includes('hdr') ? { bitCount: 24, compression: 0 } : undefined);
}

function imageSize(site: Site): Value | undefined {
  const subFormat = site.member('KSDATAFORMAT', 'SubFormat');
  // A compressed picture may say 0 bits: what it decodes to is the bound then.
  const bits = numeric(site.sibling('biBitCount')) || subFormatRow(site)?.bitCount;
  return calculate([site.sibling('biWidth'), site.sibling('biHeight'), bits], (width, height, depth) =>
    minimumImageSize(subFormat, width, height, depth),
  );
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
