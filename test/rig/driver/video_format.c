/*
 * The picture of a KS_VIDEOINFOHEADER(2) against the video ranges whose types it matched, in the order of
 * README.md. Like avshws it takes the exact pictures it declares and scales nothing.
 */
#include "match.h"
#include "video_format.h"

/* Where a specifier keeps its bitmap header, and how long format and range are up to the end of it. */
typedef struct {
    GUID Specifier;
    ULONG FormatSize;
    ULONG FormatBitmap;
    ULONG RangeSize;
    ULONG RangeBitmap;
} VIDEO_SHAPE;

static const VIDEO_SHAPE shapes[] = {
    {
        {STATICGUIDOF(KSDATAFORMAT_SPECIFIER_VIDEOINFO)},
        sizeof(KS_DATAFORMAT_VIDEOINFOHEADER),
        FIELD_OFFSET(KS_DATAFORMAT_VIDEOINFOHEADER, VideoInfoHeader.bmiHeader),
        sizeof(KS_DATARANGE_VIDEO),
        FIELD_OFFSET(KS_DATARANGE_VIDEO, VideoInfoHeader.bmiHeader),
    },
    {
        {STATICGUIDOF(KSDATAFORMAT_SPECIFIER_VIDEOINFO2)},
        sizeof(KS_DATAFORMAT_VIDEOINFOHEADER2),
        FIELD_OFFSET(KS_DATAFORMAT_VIDEOINFOHEADER2, VideoInfoHeader2.bmiHeader),
        sizeof(KS_DATARANGE_VIDEO2),
        FIELD_OFFSET(KS_DATARANGE_VIDEO2, VideoInfoHeader.bmiHeader),
    },
};

static const VIDEO_SHAPE *shape_of(const KSDATAFORMAT *format)
{
    for (ULONG i = 0; i < SIZEOF_ARRAY(shapes); i++)
        if (same_guid(&shapes[i].Specifier, &format->Specifier))
            return &shapes[i];
    return NULL;
}

static const KS_BITMAPINFOHEADER *bitmap_at(const void *start, ULONG offset)
{
    return (const KS_BITMAPINFOHEADER *)((const UCHAR *)start + offset);
}

static BOOLEAN same_picture(const KS_BITMAPINFOHEADER *a, const KS_BITMAPINFOHEADER *b)
{
    return a->biBitCount == b->biBitCount && a->biCompression == b->biCompression && a->biWidth == b->biWidth &&
           a->biHeight == b->biHeight;
}

/* The width and height are those of a declared range here, so nothing can overflow. */
static ULONG frame_bytes(const KS_BITMAPINFOHEADER *bitmap)
{
    return (ULONG)bitmap->biWidth * (ULONG)bitmap->biHeight * bitmap->biBitCount / 8;
}

/* A compressed frame has no size of its own: only a range of fixed sample size asks for a whole picture. */
static NTSTATUS check_image_size(const KS_DATARANGE_VIDEO *range, const KS_BITMAPINFOHEADER *bitmap)
{
    if (range->bFixedSizeSamples && bitmap->biSizeImage < frame_bytes(bitmap))
        return STATUS_INVALID_PARAMETER;
    return STATUS_SUCCESS;
}

NTSTATUS check_video_format(const RIG_PIN *pin, const KSDATAFORMAT *format)
{
    const VIDEO_SHAPE *shape = shape_of(format);
    const KS_BITMAPINFOHEADER *bitmap;

    if (!shape || format->FormatSize < shape->FormatSize)
        return STATUS_NO_MATCH;
    bitmap = bitmap_at(format, shape->FormatBitmap);
    if (bitmap->biSize < sizeof(*bitmap) || bitmap->biSize > format->FormatSize - shape->FormatBitmap)
        return STATUS_INVALID_PARAMETER;
    for (ULONG i = 0; i < pin->Descriptor.DataRangesCount; i++) {
        const KSDATARANGE *range = pin->Descriptor.DataRanges[i];
        if (range_matches(range, format) && same_picture(bitmap_at(range, shape->RangeBitmap), bitmap))
            return check_image_size((const KS_DATARANGE_VIDEO *)range, bitmap);
    }
    return STATUS_NO_MATCH;
}

/* Flags and caps of two ranges: the members between KSDATARANGE and the video header. */
static BOOLEAN same_flags_and_caps(const KSDATARANGE *a, const KSDATARANGE *b)
{
    SIZE_T size = FIELD_OFFSET(KS_DATARANGE_VIDEO, VideoInfoHeader) - sizeof(KSDATARANGE);
    return RtlCompareMemory(a + 1, b + 1, size) == size;
}

static BOOLEAN names_picture(const VIDEO_SHAPE *shape, const KSDATARANGE *wanted)
{
    return wanted->FormatSize >= shape->RangeSize && same_guid(&wanted->Specifier, &shape->Specifier);
}

/*
 * The one format of the offered range, when the caller's range asks for the same picture with the same flags and
 * caps, as AVStream's samples want it, or is too short to ask for any.
 */
ULONG intersect_video(const KSDATARANGE *offered, const KSDATARANGE *wanted, void *result)
{
    const VIDEO_SHAPE *shape = shape_of(offered);
    ULONG header_offset = FIELD_OFFSET(KS_DATARANGE_VIDEO, VideoInfoHeader);
    const KS_BITMAPINFOHEADER *bitmap;

    if (!shape)
        return 0;
    bitmap = bitmap_at(offered, shape->RangeBitmap);
    if (names_picture(shape, wanted)) {
        const KS_BITMAPINFOHEADER *theirs = bitmap_at(wanted, shape->RangeBitmap);
        if (!same_flags_and_caps(offered, wanted) || bitmap->biWidth != theirs->biWidth ||
            bitmap->biHeight != theirs->biHeight)
            return 0;
    }
    if (result) {
        KSDATAFORMAT *format = result;
        *format = *offered;
        format->FormatSize = shape->FormatSize;
        RtlCopyMemory(format + 1, (const UCHAR *)offered + header_offset, shape->FormatSize - sizeof(*format));
        /* As AVStream's samples count it, for a compressed picture too. */
        format->SampleSize = frame_bytes(bitmap);
        ((KS_BITMAPINFOHEADER *)((UCHAR *)result + shape->FormatBitmap))->biSizeImage = frame_bytes(bitmap);
    }
    return shape->FormatSize;
}

/* One picture; a compressed one may leave its size open. */
ULONG video_frame_size(const KSDATAFORMAT *format)
{
    const KS_BITMAPINFOHEADER *bitmap = bitmap_at(format, shape_of(format)->FormatBitmap);
    return bitmap->biSizeImage ? bitmap->biSizeImage : frame_bytes(bitmap);
}

ULONG video_exact_size(const KSDATAFORMAT *format)
{
    return shape_of(format)->FormatSize;
}
