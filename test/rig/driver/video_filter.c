/*
 * The pins of "kspin rig video": a table, shaped like an AVStream camera. The capture pin speaks
 * KS_VIDEOINFOHEADER, the preview pin KS_VIDEOINFOHEADER2. One range is one exact picture, as AVStream's
 * sample driver declares them.
 */
#include "filter.h"
#include "video_format.h"

#define FRAME_30_FPS 333333 /* 100 ns */
#define FRAME_5_FPS 2000000

#define BITS_PER_SECOND(frame_bytes, interval) ((LONG)((frame_bytes) * 8LL * 10000000LL / (interval)))

/* The members that KS_DATARANGE_VIDEO and KS_DATARANGE_VIDEO2 share. */
#define RANGE(type, specifier, subtype, width, height, frame_bytes, fixed) \
    .DataRange = { \
        .FormatSize = sizeof(type), \
        .SampleSize = (fixed) ? (frame_bytes) : 0, \
        .MajorFormat = {STATICGUIDOF(KSDATAFORMAT_TYPE_VIDEO)}, \
        .SubFormat = {STATICGUIDOF(subtype)}, \
        .Specifier = {STATICGUIDOF(specifier)}, \
    }, \
    .bFixedSizeSamples = (fixed), \
    .bTemporalCompression = FALSE, \
    .StreamDescriptionFlags = 0, \
    .MemoryAllocationFlags = 0, \
    .ConfigCaps = { \
        .guid = {STATICGUIDOF(specifier)}, \
        .VideoStandard = KS_AnalogVideo_None, \
        .InputSize = {(width), (height)}, \
        .MinCroppingSize = {(width), (height)}, \
        .MaxCroppingSize = {(width), (height)}, \
        .CropGranularityX = 8, \
        .CropGranularityY = 1, \
        .CropAlignX = 8, \
        .CropAlignY = 1, \
        .MinOutputSize = {(width), (height)}, \
        .MaxOutputSize = {(width), (height)}, \
        .OutputGranularityX = 8, \
        .OutputGranularityY = 1, \
        .MinFrameInterval = FRAME_30_FPS, \
        .MaxFrameInterval = FRAME_5_FPS, \
        .MinBitsPerSecond = BITS_PER_SECOND(frame_bytes, FRAME_5_FPS), \
        .MaxBitsPerSecond = BITS_PER_SECOND(frame_bytes, FRAME_30_FPS), \
    }

#define BITMAP(width, height, bits, compression, frame_bytes) \
    { \
        .biSize = sizeof(KS_BITMAPINFOHEADER), \
        .biWidth = (width), \
        .biHeight = (height), \
        .biPlanes = 1, \
        .biBitCount = (bits), \
        .biCompression = (compression), \
        .biSizeImage = (frame_bytes), \
    }

#define RAW_BYTES(width, height, bits) ((width) * (height) * (bits) / 8)

#define CAPTURE_RANGE(subtype, compression, width, height, bits, frame_bytes, fixed) \
    { \
        RANGE( \
            KS_DATARANGE_VIDEO, KSDATAFORMAT_SPECIFIER_VIDEOINFO, subtype, width, height, frame_bytes, fixed), \
        .VideoInfoHeader = { \
            .dwBitRate = BITS_PER_SECOND(frame_bytes, FRAME_30_FPS), \
            .AvgTimePerFrame = FRAME_30_FPS, \
            .bmiHeader = BITMAP(width, height, bits, compression, frame_bytes), \
        }, \
    }

#define RAW_CAPTURE(subtype, compression, width, height, bits) \
    CAPTURE_RANGE(subtype, compression, width, height, bits, RAW_BYTES(width, height, bits), TRUE)

#define RAW_PREVIEW(subtype, compression, width, height, bits, aspect_x, aspect_y) \
    { \
        RANGE( \
            KS_DATARANGE_VIDEO2, KSDATAFORMAT_SPECIFIER_VIDEOINFO2, subtype, width, height, \
            RAW_BYTES(width, height, bits), TRUE), \
        .VideoInfoHeader = { \
            .dwBitRate = BITS_PER_SECOND(RAW_BYTES(width, height, bits), FRAME_30_FPS), \
            .AvgTimePerFrame = FRAME_30_FPS, \
            .dwPictAspectRatioX = (aspect_x), \
            .dwPictAspectRatioY = (aspect_y), \
            .bmiHeader = BITMAP(width, height, bits, compression, RAW_BYTES(width, height, bits)), \
        }, \
    }

static KS_DATARANGE_VIDEO capture_yuy2_vga = RAW_CAPTURE(RIG_SUBTYPE_YUY2, FOURCC_YUY2, 640, 480, 16);
static KS_DATARANGE_VIDEO capture_yuy2_hd = RAW_CAPTURE(RIG_SUBTYPE_YUY2, FOURCC_YUY2, 1280, 720, 16);
static KS_DATARANGE_VIDEO capture_nv12_vga = RAW_CAPTURE(RIG_SUBTYPE_NV12, FOURCC_NV12, 640, 480, 12);
static KS_DATARANGE_VIDEO capture_nv12_hd = RAW_CAPTURE(RIG_SUBTYPE_NV12, FOURCC_NV12, 1280, 720, 12);
static KS_DATARANGE_VIDEO capture_rgb24_vga = RAW_CAPTURE(RIG_SUBTYPE_RGB24, KS_BI_RGB, 640, 480, 24);
/* One byte per pixel is more than a compressed frame needs; none is larger. */
static KS_DATARANGE_VIDEO capture_mjpg_hd =
    CAPTURE_RANGE(RIG_SUBTYPE_MJPG, FOURCC_MJPG, 1280, 720, 24, 1280 * 720, FALSE);

static KS_DATARANGE_VIDEO2 preview_yuy2_vga = RAW_PREVIEW(RIG_SUBTYPE_YUY2, FOURCC_YUY2, 640, 480, 16, 4, 3);
static KS_DATARANGE_VIDEO2 preview_nv12_hd = RAW_PREVIEW(RIG_SUBTYPE_NV12, FOURCC_NV12, 1280, 720, 12, 16, 9);

static const PKSDATARANGE capture_ranges[] = {
    &capture_yuy2_vga.DataRange, &capture_yuy2_hd.DataRange, &capture_nv12_vga.DataRange,
    &capture_nv12_hd.DataRange, &capture_rgb24_vga.DataRange, &capture_mjpg_hd.DataRange,
};
static const PKSDATARANGE preview_ranges[] = {&preview_yuy2_vga.DataRange, &preview_nv12_hd.DataRange};

static const KSPIN_INTERFACE streaming[] = {
    {.Set = {STATICGUIDOF(KSINTERFACESETID_Standard)}, .Id = KSINTERFACE_STANDARD_STREAMING},
};
static const KSPIN_MEDIUM any_instance[] = {
    {.Set = {STATICGUIDOF(KSMEDIUMSETID_Standard)}, .Id = KSMEDIUM_TYPE_ANYINSTANCE},
};

static const GUID pin_category_capture = {STATICGUIDOF(PINNAME_VIDEO_CAPTURE)};
static const GUID pin_category_preview = {STATICGUIDOF(PINNAME_VIDEO_PREVIEW)};

static const RIG_PIN pins[] = {
    {
        .Descriptor = {
            SIZEOF_ARRAY(streaming), streaming,
            SIZEOF_ARRAY(any_instance), any_instance,
            SIZEOF_ARRAY(capture_ranges), capture_ranges,
            KSPIN_DATAFLOW_OUT, KSPIN_COMMUNICATION_SINK, &pin_category_capture, NULL, {0},
        },
        .Name = L"Capture",
        .MaxFilterInstances = 1,
        .MaxGlobalInstances = 1,
        .NecessaryInstances = 1,
    },
    {
        .Descriptor = {
            SIZEOF_ARRAY(streaming), streaming,
            SIZEOF_ARRAY(any_instance), any_instance,
            SIZEOF_ARRAY(preview_ranges), preview_ranges,
            KSPIN_DATAFLOW_OUT, KSPIN_COMMUNICATION_SINK, &pin_category_preview, NULL, {0},
        },
        .Name = L"Preview",
        .MaxFilterInstances = 1,
        .MaxGlobalInstances = 1,
    },
};

static const GUID categories[] = {
    {STATICGUIDOF(KSCATEGORY_CAPTURE)},
    {STATICGUIDOF(KSCATEGORY_VIDEO)},
    {STATICGUIDOF(KSCATEGORY_VIDEO_CAMERA)},
};

static const RIG_NODE nodes[] = {{{STATICGUIDOF(KSNODETYPE_VIDEO_STREAMING)}, NULL, NULL}};

static const KSTOPOLOGY_CONNECTION connections[] = {
    {0, 0, KSFILTER_NODE, 0},
    {0, 0, KSFILTER_NODE, 1},
};

const RIG_FILTER rig_video_filter = {
    .HardwareId = L"KSPIN\\RIG_VIDEO",
    .CategoryCount = SIZEOF_ARRAY(categories),
    .Categories = categories,
    .PinCount = SIZEOF_ARRAY(pins),
    .Pins = pins,
    .NodeCount = SIZEOF_ARRAY(nodes),
    .Nodes = nodes,
    .ConnectionCount = SIZEOF_ARRAY(connections),
    .Connections = connections,
    .CheckFormat = check_video_format,
    .Intersect = intersect_video,
    .FrameSize = video_frame_size,
    .ExactSize = video_exact_size,
};
