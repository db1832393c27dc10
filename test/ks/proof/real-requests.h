/*
 * Connect requests and data ranges as a driver's source would write them, in terms of the headers. The test adds rows
 * with the numbers of public sample drivers; everything that can be worked out (sizes, block align, byte rates) is
 * worked out here, by the C compiler.
 */
#pragma pack(push, 1)
typedef struct { KSPIN_CONNECT connect; KSDATAFORMAT format; } BARE_REQUEST;
typedef struct { KSPIN_CONNECT connect; KSDATAFORMAT_WAVEFORMATEX format; } WAVE_REQUEST;
typedef struct { KSPIN_CONNECT connect; KSDATAFORMAT_DSOUND format; } DSOUND_REQUEST;
typedef struct { KSPIN_CONNECT connect; KSDATAFORMAT format; WAVEFORMATEXTENSIBLE wave; } EXTENSIBLE_REQUEST;
typedef struct { KSPIN_CONNECT connect; KS_DATAFORMAT_VIDEOINFOHEADER format; } VIDEO_REQUEST;
typedef struct { KSPIN_CONNECT connect; KS_DATAFORMAT_VIDEOINFOHEADER2 format; } VIDEO2_REQUEST;
typedef struct {
    EXTENSIBLE_REQUEST request; /* 104 bytes of format: a multiple of 8 */
    KSMULTIPLE_ITEM list;
    KSATTRIBUTE attribute;
    GUID mode;
} MODE_REQUEST;
#pragma pack(pop)

#define TAIL_OF_PATTERN 0x0000, 0x0010, 0x80, 0x00, 0x00, 0xAA, 0x00, 0x38, 0x9B, 0x71
#define FOURCC(a, b, c, d) ((ULONG)(a) | (ULONG)(b) << 8 | (ULONG)(c) << 16 | (ULONG)(d) << 24)
#define STATIC_MEDIASUBTYPE_YUY2 FOURCC('Y', 'U', 'Y', '2'), TAIL_OF_PATTERN
#define STATIC_MEDIASUBTYPE_UYVY FOURCC('U', 'Y', 'V', 'Y'), TAIL_OF_PATTERN
#define STATIC_MEDIASUBTYPE_RGB24 0xE436EB7D, 0x524F, 0x11CE, 0x9F, 0x53, 0x00, 0x20, 0xAF, 0x0B, 0xA7, 0x70

#define CONNECT(pin, interface_id) \
    { \
        .Interface = { .Set = { STATICGUIDOF(KSINTERFACESETID_Standard) }, .Id = interface_id }, \
        .Medium = { .Set = { STATICGUIDOF(KSMEDIUMSETID_Standard) }, .Id = KSMEDIUM_TYPE_ANYINSTANCE }, \
        .PinId = pin, .PinToHandle = NULL, \
        .Priority = { .PriorityClass = KSPRIORITY_NORMAL, .PrioritySubClass = 1 } \
    }

#define FORMAT(size, flags, sample, major, subformat, specifier) \
    { \
        .FormatSize = size, .Flags = flags, .SampleSize = sample, \
        .MajorFormat = { STATICGUIDOF(KSDATAFORMAT_TYPE_##major) }, .SubFormat = { STATIC_##subformat }, \
        .Specifier = { STATICGUIDOF(KSDATAFORMAT_SPECIFIER_##specifier) } \
    }

#define WAVE(tag, channels, rate, bits, extra) \
    { \
        .wFormatTag = tag, .nChannels = channels, .nSamplesPerSec = rate, \
        .nAvgBytesPerSec = (channels) * (bits) / 8 * (rate), .nBlockAlign = (channels) * (bits) / 8, \
        .wBitsPerSample = bits, .cbSize = extra \
    }

#define EXTENSIBLE(channels, rate, bits, valid, mask, subformat, flags, sample) \
    .connect = CONNECT(0, KSINTERFACE_STANDARD_LOOPED_STREAMING), \
    .format = FORMAT(sizeof(KSDATAFORMAT) + sizeof(WAVEFORMATEXTENSIBLE), flags, sample, AUDIO, subformat, WAVEFORMATEX), \
    .wave = { \
        .Format = WAVE(WAVE_FORMAT_EXTENSIBLE, channels, rate, bits, \
            sizeof(WAVEFORMATEXTENSIBLE) - sizeof(WAVEFORMATEX)), \
        .Samples.wValidBitsPerSample = valid, .dwChannelMask = mask, .SubFormat = { STATIC_##subformat } \
    }

#define BITMAP(width, height, bits, compression, size) \
    { \
        .biSize = sizeof(KS_BITMAPINFOHEADER), .biWidth = width, .biHeight = height, .biPlanes = 1, \
        .biBitCount = bits, .biCompression = compression, .biSizeImage = size \
    }
