// Video formats and ranges. Source: ksmedia.h, windef.h and their WDK pages. Where the header comments and the
// documentation differ: dwBitRate is bits per second, Min/MaxFrameInterval are intervals of 100 ns, the guid of the
// caps is a specifier, and bTemporalCompression TRUE means that frames depend on each other.
import {
  bool,
  byte,
  dword,
  guid,
  int,
  layout,
  long,
  longlong,
  referenceTime,
  scalarAs,
  struct,
  ulong,
  word,
} from '#ks/tables/layout-rows.ts';

const pictureHead = [
  struct(
    'RECT',
    'rcSource',
    'Part of the source picture; all zero for the whole. In capture, coordinates of the input signal.',
    {
      unit: 'pixels',
    },
  ),
  struct('RECT', 'rcTarget', 'Part of the buffer that is used; all zero for the whole.', { unit: 'pixels' }),
  dword('dwBitRate', 'Data rate; informative. Some drivers store bytes.', { unit: 'bits/s' }),
  dword('dwBitErrorRate', 'Error rate.', { unit: 'bits/s' }),
  referenceTime('AvgTimePerFrame', 'Time of one frame: 333333 is 30 fps, 0 is unknown.', { unit: '100 ns' }),
] as const;

/** Members that every video range has between KSDATARANGE and its format. */
export const videoRangeHead = [
  struct('KSDATARANGE', 'DataRange', 'The common part.'),
  bool('bFixedSizeSamples', 'TRUE: all samples have one size.'),
  bool('bTemporalCompression', 'TRUE: frames depend on each other.'),
  dword('StreamDescriptionFlags', 'What the stream carries.', { constants: 'KS_VIDEOSTREAM' }),
  dword('MemoryAllocationFlags', 'Where video port surfaces may lie.', { constants: 'KS_VIDEO_ALLOC' }),
  struct('KS_VIDEO_STREAM_CONFIG_CAPS', 'ConfigCaps', 'Limits of size, cropping and frame interval.'),
] as const;

const colours = (name: string): ReturnType<typeof struct> =>
  struct('KS_RGBQUAD', name, 'Palette of an image of 8 bits or fewer.', { count: 256 });
const bitMasks = dword('dwBitMasks', 'Red, green and blue mask of BI_BITFIELDS.', { count: 3 });

export const videoLayouts = {
  RECT: layout('RECT', 'windef.h', 'Rectangle; right and bottom lie outside it.', [
    long('left', 'Left edge.'),
    long('top', 'Top edge.'),
    long('right', 'First column to the right of it.'),
    long('bottom', 'First line below it.'),
  ]),
  SIZE: layout('SIZE', 'windef.h', 'Width and height.', [
    long('cx', 'Width.', { unit: 'pixels' }),
    long('cy', 'Height.', { unit: 'pixels' }),
  ]),
  KS_RGBQUAD: layout('KS_RGBQUAD', 'ksmedia.h', 'One palette entry.', [
    byte('rgbBlue', 'Blue.'),
    byte('rgbGreen', 'Green.'),
    byte('rgbRed', 'Red.'),
    byte('rgbReserved', 'Reserved, 0.', { reserved: true }),
  ]),
  KS_BITMAPINFOHEADER: layout('KS_BITMAPINFOHEADER', 'ksmedia.h', 'Size and pixel format of an image.', [
    dword('biSize', 'Size of this header, 40 or more; palette or masks come after it.', { unit: 'bytes' }),
    long('biWidth', 'Width.', { unit: 'pixels' }),
    long('biHeight', 'Height. RGB: positive is bottom-up, negative top-down. YUV and compressed: positive.', {
      unit: 'lines',
    }),
    word('biPlanes', 'Always 1.'),
    word('biBitCount', 'Bits per pixel; follows from the subtype (YUY2 16, NV12 12, RGB24 24).', {
      unit: 'bits',
    }),
    dword('biCompression', 'BI_RGB, BI_BITFIELDS, or the FOURCC of the subtype.', { constants: 'BI' }),
    dword('biSizeImage', 'Size of one image; 0 is allowed for BI_RGB only.', { unit: 'bytes' }),
    long('biXPelsPerMeter', 'Horizontal resolution; 0 for unknown.', { unit: 'pixels/m' }),
    long('biYPelsPerMeter', 'Vertical resolution; 0 for unknown.', { unit: 'pixels/m' }),
    dword('biClrUsed', 'Palette entries in use; 0 for as many as the bit count allows.'),
    dword('biClrImportant', 'Palette entries that matter; 0 for all.'),
  ]),
  KS_TRUECOLORINFO: layout('KS_TRUECOLORINFO', 'ksmedia.h', 'Colour masks, then a palette.', [
    bitMasks,
    colours('bmiColors'),
  ]),
  KS_VIDEOINFOHEADER: layout(
    'KS_VIDEOINFOHEADER',
    'ksmedia.h',
    'Video format; palette or masks may follow.',
    [...pictureHead, struct('KS_BITMAPINFOHEADER', 'bmiHeader', 'Size and pixel format.')],
  ),
  KS_VIDEOINFO: layout(
    'KS_VIDEOINFO',
    'ksmedia.h',
    'KS_VIDEOINFOHEADER with room for palette and masks; only for a biSize of 40.',
    [
      ...pictureHead,
      struct('KS_BITMAPINFOHEADER', 'bmiHeader', 'Size and pixel format; biSize 40.'),
      colours('bmiColors'),
      { ...bitMasks, overlaps: 'bmiColors' },
      struct('KS_TRUECOLORINFO', 'TrueColorInfo', 'Masks, then palette.', { overlaps: 'bmiColors' }),
    ],
  ),
  KS_VIDEOINFOHEADER2: layout(
    'KS_VIDEOINFOHEADER2',
    'ksmedia.h',
    'Video format with interlacing and aspect ratio.',
    [
      ...pictureHead,
      dword('dwInterlaceFlags', 'Interlacing. Undefined bits make the connection fail.', {
        constants: 'AMINTERLACE',
      }),
      dword('dwCopyProtectFlags', 'Copy protection. Undefined bits make the connection fail.', {
        constants: 'AMCOPYPROTECT',
      }),
      dword(
        'dwPictAspectRatioX',
        'Width of the picture on the screen, for example 16 of 16:9; not of a pixel.',
      ),
      dword('dwPictAspectRatioY', 'Height of the picture on the screen, for example 9 of 16:9.'),
      dword('dwControlFlags', 'Padding and colour space; meant only with AMCONTROL_USED.', {
        constants: 'AMCONTROL',
      }),
      dword('dwReserved1', 'Older name of dwControlFlags.', { overlaps: 'dwControlFlags', reserved: true }),
      dword('dwReserved2', 'Reserved, 0; anything else makes the connection fail.', { reserved: true }),
      struct('KS_BITMAPINFOHEADER', 'bmiHeader', 'Size and pixel format.'),
    ],
  ),
  KS_VIDEO_STREAM_CONFIG_CAPS: layout(
    'KS_VIDEO_STREAM_CONFIG_CAPS',
    'ksmedia.h',
    'Limits of a video range: sizes, cropping, frame interval, data rate.',
    [
      guid('guid', 'Specifier of the format that follows the caps.', {
        guids: ['format-specifier', 'dshow-format'],
      }),
      ulong('VideoStandard', 'Analog standards.', { constants: 'KS_AnalogVideoStandard' }),
      struct('SIZE', 'InputSize', 'Largest input signal.'),
      struct('SIZE', 'MinCroppingSize', 'Smallest rcSource.'),
      struct('SIZE', 'MaxCroppingSize', 'Largest rcSource.'),
      int('CropGranularityX', 'Step of the width of rcSource.', { unit: 'pixels' }),
      int('CropGranularityY', 'Step of the height of rcSource.', { unit: 'lines' }),
      int('CropAlignX', 'Step of the left edge of rcSource.', { unit: 'pixels' }),
      int('CropAlignY', 'Step of the top edge of rcSource.', { unit: 'lines' }),
      struct('SIZE', 'MinOutputSize', 'Smallest image.'),
      struct('SIZE', 'MaxOutputSize', 'Largest image.'),
      int('OutputGranularityX', 'Step of biWidth from the smallest one.', { unit: 'pixels' }),
      int('OutputGranularityY', 'Step of biHeight from the smallest one.', { unit: 'lines' }),
      int(
        'StretchTapsX',
        'Quality of stretching in width: 0 none, 1 doubling pixels, 2 interpolation, more is better.',
      ),
      int('StretchTapsY', 'Quality of stretching in height.'),
      int(
        'ShrinkTapsX',
        'Quality of shrinking in width: 0 none, 1 dropping pixels, 2 interpolation, more is better.',
      ),
      int('ShrinkTapsY', 'Quality of shrinking in height.'),
      longlong('MinFrameInterval', 'Shortest time of a frame: the highest frame rate.', { unit: '100 ns' }),
      longlong('MaxFrameInterval', 'Longest time of a frame: the lowest frame rate.', { unit: '100 ns' }),
      long('MinBitsPerSecond', 'Lowest data rate.', { unit: 'bits/s' }),
      long('MaxBitsPerSecond', 'Highest data rate.', { unit: 'bits/s' }),
    ],
  ),
  KS_DATAFORMAT_VIDEOINFOHEADER: layout(
    'KS_DATAFORMAT_VIDEOINFOHEADER',
    'ksmedia.h',
    'Video format; 152 bytes.',
    [
      struct('KSDATAFORMAT', 'DataFormat', 'Specifier KSDATAFORMAT_SPECIFIER_VIDEOINFO.'),
      struct('KS_VIDEOINFOHEADER', 'VideoInfoHeader', 'The video format.'),
    ],
  ),
  KS_DATAFORMAT_VIDEOINFOHEADER2: layout(
    'KS_DATAFORMAT_VIDEOINFOHEADER2',
    'ksmedia.h',
    'Video format with interlacing; 176 bytes.',
    [
      struct('KSDATAFORMAT', 'DataFormat', 'Specifier KSDATAFORMAT_SPECIFIER_VIDEOINFO2.'),
      struct('KS_VIDEOINFOHEADER2', 'VideoInfoHeader2', 'The video format.'),
    ],
  ),
  KS_DATAFORMAT_VIDEOINFO_PALETTE: layout(
    'KS_DATAFORMAT_VIDEOINFO_PALETTE',
    'ksmedia.h',
    'Video format with room for palette and masks.',
    [
      struct('KSDATAFORMAT', 'DataFormat', 'Specifier KSDATAFORMAT_SPECIFIER_VIDEOINFO.'),
      struct('KS_VIDEOINFO', 'VideoInfo', 'The video format.'),
    ],
  ),
  KS_DATARANGE_VIDEO: layout('KS_DATARANGE_VIDEO', 'ksmedia.h', 'Video formats that a pin takes.', [
    ...videoRangeHead,
    struct('KS_VIDEOINFOHEADER', 'VideoInfoHeader', 'Default format of the range.'),
  ]),
  KS_DATARANGE_VIDEO2: layout(
    'KS_DATARANGE_VIDEO2',
    'ksmedia.h',
    'Video formats with interlacing that a pin takes.',
    [...videoRangeHead, struct('KS_VIDEOINFOHEADER2', 'VideoInfoHeader', 'Default format of the range.')],
  ),
  KS_DATARANGE_VIDEO_PALETTE: layout(
    'KS_DATARANGE_VIDEO_PALETTE',
    'ksmedia.h',
    'Video formats with a palette that a pin takes.',
    [...videoRangeHead, struct('KS_VIDEOINFO', 'VideoInfo', 'Default format of the range.')],
  ),
  KS_DATAFORMAT_IMAGEINFO: layout('KS_DATAFORMAT_IMAGEINFO', 'ksmedia.h', 'Still image format.', [
    struct('KSDATAFORMAT', 'DataFormat', 'Specifier KSDATAFORMAT_SPECIFIER_IMAGE.'),
    struct('KS_BITMAPINFOHEADER', 'ImageInfoHeader', 'Size and pixel format.'),
  ]),
  KS_DATARANGE_IMAGE: layout('KS_DATARANGE_IMAGE', 'ksmedia.h', 'Still image formats that a pin takes.', [
    struct('KSDATARANGE', 'DataRange', 'The common part.'),
    struct('KS_VIDEO_STREAM_CONFIG_CAPS', 'ConfigCaps', 'Limits of size and cropping.'),
    struct('KS_BITMAPINFOHEADER', 'ImageInfoHeader', 'Default format of the range.'),
  ]),
  KS_FRAME_INFO: layout('KS_FRAME_INFO', 'ksmedia.h', 'Extends KSSTREAM_HEADER for captured video.', [
    ulong('ExtendedHeaderSize', 'Size of this structure.', { unit: 'bytes' }),
    dword('dwFrameFlags', 'Field order and kind of frame.', { constants: 'KS_VIDEO_FLAG' }),
    longlong('PictureNumber', 'Count of frames, with the dropped ones.'),
    longlong('DropCount', 'Count of dropped frames.'),
    scalarAs('pointer', 'HANDLE', 'hDirectDraw', 'DirectDraw handle of the user-mode client.'),
    scalarAs('pointer', 'HANDLE', 'hSurfaceHandle', 'DirectDraw surface handle of the user-mode client.'),
    struct('RECT', 'DirectDrawRect', 'Part of the surface.'),
    long('lSurfacePitch', 'Bytes from one line of the surface to the next.', { unit: 'bytes' }),
    dword('Reserved1', 'Older name of lSurfacePitch.', { overlaps: 'lSurfacePitch', reserved: true }),
    dword('Reserved2', 'Reserved, 0.', { reserved: true }),
    dword('Reserved3', 'Low half of FrameCompletionNumber.', { reserved: true }),
    dword('Reserved4', 'High half of FrameCompletionNumber.', { reserved: true }),
    scalarAs('u64', 'ULONGLONG', 'FrameCompletionNumber', 'Order in which frames were completed.', {
      overlaps: 'Reserved3',
    }),
  ]),
} as const;
