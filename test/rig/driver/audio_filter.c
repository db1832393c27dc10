/* The pins of "kspin rig audio": a table, shaped like the wave filter of a PortCls adapter with one stereo DAC. */
#include "audio_format.h"
#include "audio_properties.h"

static KSDATARANGE_AUDIO render_stereo = WAVE_RANGE(KSDATAFORMAT_SUBTYPE_PCM, 2, 16, 24, 44100, 96000);
static KSDATARANGE_AUDIO render_float = WAVE_RANGE(KSDATAFORMAT_SUBTYPE_IEEE_FLOAT, 2, 32, 32, 48000, 48000);
static KSDATARANGE_AUDIO render_surround = WAVE_RANGE(KSDATAFORMAT_SUBTYPE_PCM, 8, 16, 32, 48000, 48000);
static KSDATARANGE_AUDIO capture_pcm = WAVE_RANGE(KSDATAFORMAT_SUBTYPE_PCM, 2, 16, 16, 8000, 48000);
static KSDATARANGE_AUDIO single_pcm = WAVE_RANGE(KSDATAFORMAT_SUBTYPE_PCM, 2, 16, 16, 48000, 48000);

static KSDATARANGE analog = {
    .FormatSize = sizeof(KSDATARANGE),
    .MajorFormat = {STATICGUIDOF(KSDATAFORMAT_TYPE_AUDIO)},
    .SubFormat = {STATICGUIDOF(KSDATAFORMAT_SUBTYPE_ANALOG)},
    .Specifier = {STATICGUIDOF(KSDATAFORMAT_SPECIFIER_NONE)},
};

static const PKSDATARANGE render_ranges[] = {
    &render_stereo.DataRange, &render_float.DataRange, &render_surround.DataRange};
static const PKSDATARANGE capture_ranges[] = {&capture_pcm.DataRange};
static const PKSDATARANGE single_ranges[] = {&single_pcm.DataRange};
static const PKSDATARANGE bridge_ranges[] = {&analog};

static const KSPIN_INTERFACE streaming[] = {
    {.Set = {STATICGUIDOF(KSINTERFACESETID_Standard)}, .Id = KSINTERFACE_STANDARD_STREAMING},
};
static const KSPIN_INTERFACE streaming_or_looped[] = {
    {.Set = {STATICGUIDOF(KSINTERFACESETID_Standard)}, .Id = KSINTERFACE_STANDARD_STREAMING},
    {.Set = {STATICGUIDOF(KSINTERFACESETID_Standard)}, .Id = KSINTERFACE_STANDARD_LOOPED_STREAMING},
};
static const KSPIN_MEDIUM any_instance[] = {
    {.Set = {STATICGUIDOF(KSMEDIUMSETID_Standard)}, .Id = KSMEDIUM_TYPE_ANYINSTANCE},
};

static const GUID speaker = {STATICGUIDOF(KSNODETYPE_SPEAKER)};
static const GUID microphone = {STATICGUIDOF(KSNODETYPE_MICROPHONE)};
static const GUID headphones = {STATICGUIDOF(KSNODETYPE_HEADPHONES)};
static const GUID line_connector = {STATICGUIDOF(KSNODETYPE_LINE_CONNECTOR)};

/* A real adapter's wave filter is wired to its topology filter; the rig's only other filter has to do. */
static const RIG_WIRE to_camera = {
    0, L"\\??\\root#kspinrig#0001#{65e8773d-8f56-11d0-a3b9-00a0c9223196}"};

static const RIG_PIN pins[] = {
    {
        .Descriptor = {
            SIZEOF_ARRAY(streaming_or_looped), streaming_or_looped,
            SIZEOF_ARRAY(any_instance), any_instance,
            SIZEOF_ARRAY(render_ranges), render_ranges,
            KSPIN_DATAFLOW_IN, KSPIN_COMMUNICATION_SINK, &speaker, NULL, {0},
        },
        .Name = L"Rig Speaker",
        .MaxFilterInstances = 8,
        .MaxGlobalInstances = 8,
    },
    {
        .Descriptor = {
            SIZEOF_ARRAY(streaming), streaming,
            SIZEOF_ARRAY(any_instance), any_instance,
            SIZEOF_ARRAY(capture_ranges), capture_ranges,
            KSPIN_DATAFLOW_OUT, KSPIN_COMMUNICATION_SINK, &microphone, NULL, {0},
        },
        .Name = L"Rig Microphone",
        .MaxFilterInstances = RIG_UNLIMITED,
        .MaxGlobalInstances = RIG_UNLIMITED,
    },
    {
        .Descriptor = {
            SIZEOF_ARRAY(streaming), streaming,
            SIZEOF_ARRAY(any_instance), any_instance,
            SIZEOF_ARRAY(single_ranges), single_ranges,
            KSPIN_DATAFLOW_IN, KSPIN_COMMUNICATION_SINK, &headphones, NULL, {0},
        },
        .Name = L"Rig Headphones",
        .MaxFilterInstances = 1,
        .MaxGlobalInstances = 1,
    },
    {
        .Descriptor = {
            SIZEOF_ARRAY(streaming), streaming,
            SIZEOF_ARRAY(any_instance), any_instance,
            SIZEOF_ARRAY(bridge_ranges), bridge_ranges,
            KSPIN_DATAFLOW_OUT, KSPIN_COMMUNICATION_BRIDGE, &line_connector, NULL, {0},
        },
        .Name = NULL,
        .MaxFilterInstances = 0,
        .MaxGlobalInstances = 0,
        .Wire = &to_camera,
    },
};

static const GUID categories[] = {
    {STATICGUIDOF(KSCATEGORY_CAPTURE)},
    {STATICGUIDOF(KSCATEGORY_RENDER)},
    {STATICGUIDOF(KSCATEGORY_AUDIO)},
};

enum { NODE_DAC, NODE_ADC, NODE_VOLUME, NODE_MUTE };

static const RIG_NODE nodes[] = {
    [NODE_DAC] = {{STATICGUIDOF(KSNODETYPE_DAC)}, L"Rig DAC", NULL},
    [NODE_ADC] = {{STATICGUIDOF(KSNODETYPE_ADC)}, L"Rig ADC", NULL},
    [NODE_VOLUME] = {{STATICGUIDOF(KSNODETYPE_VOLUME)}, L"Rig Volume", &rig_volume_properties},
    [NODE_MUTE] = {{STATICGUIDOF(KSNODETYPE_MUTE)}, NULL, &rig_mute_properties},
};

/* Node pins by convention: 1 is a node's input, 0 its output. */
static const KSTOPOLOGY_CONNECTION connections[] = {
    {KSFILTER_NODE, 0, NODE_VOLUME, 1},
    {NODE_VOLUME, 0, NODE_MUTE, 1},
    {NODE_MUTE, 0, NODE_DAC, 1},
    {KSFILTER_NODE, 2, NODE_DAC, 1},
    {NODE_DAC, 0, KSFILTER_NODE, 3},
    {NODE_ADC, 0, KSFILTER_NODE, 1},
};

/* GUIDs of the rig's own, which no header names. */
static const KSCOMPONENTID component = {
    .Manufacturer = {0x5D2F3A10, 0x6B11, 0x4C0E, {0x9A, 0x01, 0x6B, 0x73, 0x70, 0x69, 0x6E, 0x01}},
    .Product = {0x5D2F3A10, 0x6B11, 0x4C0E, {0x9A, 0x01, 0x6B, 0x73, 0x70, 0x69, 0x6E, 0x02}},
    .Component = {0x5D2F3A10, 0x6B11, 0x4C0E, {0x9A, 0x01, 0x6B, 0x73, 0x70, 0x69, 0x6E, 0x03}},
    .Version = 1,
    .Revision = 2,
};

const RIG_FILTER rig_audio_filter = {
    .HardwareId = L"KSPIN\\RIG_AUDIO",
    .CategoryCount = SIZEOF_ARRAY(categories),
    .Categories = categories,
    .PinCount = SIZEOF_ARRAY(pins),
    .Pins = pins,
    .NodeCount = SIZEOF_ARRAY(nodes),
    .Nodes = nodes,
    .ConnectionCount = SIZEOF_ARRAY(connections),
    .Connections = connections,
    .ComponentId = &component,
    .StreamProperties = &rig_audio_stream_properties,
    .CheckFormat = check_audio_format,
    .Intersect = intersect_audio,
    .FrameSize = audio_frame_size,
    .ExactSize = audio_exact_size,
};
