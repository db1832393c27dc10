/*
 * The pins of "kspin rig mixer": as many as the filters of large mixers have, for measuring what reading them costs. No other
 * filter is in its category, which is the rig's own, so that a listing of filters shows two.
 */
#include "audio_format.h"
#include "audio_properties.h"

static KSDATARANGE_AUDIO pcm = WAVE_RANGE(KSDATAFORMAT_SUBTYPE_PCM, 2, 16, 24, 44100, 96000);
static KSDATARANGE_AUDIO ieee_float = WAVE_RANGE(KSDATAFORMAT_SUBTYPE_IEEE_FLOAT, 2, 32, 32, 44100, 96000);

static const PKSDATARANGE ranges[] = {&pcm.DataRange, &ieee_float.DataRange};

static const KSPIN_INTERFACE streaming[] = {
    {.Set = {STATICGUIDOF(KSINTERFACESETID_Standard)}, .Id = KSINTERFACE_STANDARD_STREAMING},
};
static const KSPIN_MEDIUM any_instance[] = {
    {.Set = {STATICGUIDOF(KSMEDIUMSETID_Standard)}, .Id = KSMEDIUM_TYPE_ANYINSTANCE},
};

static const GUID line_connector = {STATICGUIDOF(KSNODETYPE_LINE_CONNECTOR)};

#define PIN(number) \
    { \
        .Descriptor = { \
            SIZEOF_ARRAY(streaming), streaming, \
            SIZEOF_ARRAY(any_instance), any_instance, \
            SIZEOF_ARRAY(ranges), ranges, \
            KSPIN_DATAFLOW_IN, KSPIN_COMMUNICATION_SINK, &line_connector, NULL, {0}, \
        }, \
        .Name = L"Rig Input " number, \
        .MaxFilterInstances = 1, \
        .MaxGlobalInstances = 1, \
    }
#define EIGHT_PINS(bank) \
    PIN(bank L"1"), PIN(bank L"2"), PIN(bank L"3"), PIN(bank L"4"), \
        PIN(bank L"5"), PIN(bank L"6"), PIN(bank L"7"), PIN(bank L"8")

static const RIG_PIN pins[] = {
    EIGHT_PINS(L"A"), EIGHT_PINS(L"B"), EIGHT_PINS(L"C"), EIGHT_PINS(L"D"),
    EIGHT_PINS(L"E"), EIGHT_PINS(L"F"), EIGHT_PINS(L"G"), EIGHT_PINS(L"H"),
};

static const GUID categories[] = {
    {0x5D2F3A10, 0x6B11, 0x4C0E, {0x9A, 0x01, 0x6B, 0x73, 0x70, 0x69, 0x6E, 0x10}},
};

const RIG_FILTER rig_mixer_filter = {
    .HardwareId = L"KSPIN\\RIG_MIXER",
    .CategoryCount = SIZEOF_ARRAY(categories),
    .Categories = categories,
    .PinCount = SIZEOF_ARRAY(pins),
    .Pins = pins,
    .StreamProperties = &rig_audio_stream_properties,
    .CheckFormat = check_audio_format,
    .Intersect = intersect_audio,
    .FrameSize = audio_frame_size,
    .ExactSize = audio_exact_size,
};
