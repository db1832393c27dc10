/* KSPROPSETID_Audio: the position of an open pin, and the value of a volume or mute node of the filter. */
#include "audio_format.h"
#include "audio_properties.h"

/* The whole blocks that a stream of this format has moved by now. Render and capture alike: nothing is queued ahead. */
static ULONGLONG bytes_moved(const RIG_STREAM *stream)
{
    const WAVEFORMATEX *wave = &((const KSDATAFORMAT_WAVEFORMATEX *)stream->Format)->WaveFormatEx;
    ULONGLONG blocks = (ULONGLONG)run_time(stream) * wave->nSamplesPerSec / 10000000;
    return blocks * wave->nBlockAlign;
}

static NTSTATUS get_position(const RIG_REQUEST *request, RIG_ANSWER *answer)
{
    ULONGLONG moved = bytes_moved(&request->File->Stream);
    KSAUDIO_POSITION position = {moved, moved};
    return answer_value(answer, &position, sizeof(position));
}

static NTSTATUS get_node_value(const RIG_REQUEST *request, RIG_ANSWER *answer)
{
    return answer_value(answer, &request->Device->NodeValues[request->NodeId], sizeof(LONG));
}

static NTSTATUS set_volume(const RIG_REQUEST *request, RIG_ANSWER *answer)
{
    LONG level;

    if (!value_of(answer, &level, sizeof(level)))
        return STATUS_BUFFER_TOO_SMALL;
    if (level < RIG_VOLUME_MINIMUM || level > RIG_VOLUME_MAXIMUM)
        return STATUS_INVALID_PARAMETER;
    request->Device->NodeValues[request->NodeId] = level;
    return STATUS_SUCCESS;
}

static NTSTATUS set_mute(const RIG_REQUEST *request, RIG_ANSWER *answer)
{
    BOOL mute;

    if (!value_of(answer, &mute, sizeof(mute)))
        return STATUS_BUFFER_TOO_SMALL;
    request->Device->NodeValues[request->NodeId] = mute != FALSE;
    return STATUS_SUCCESS;
}

static const RIG_PROPERTY stream_properties[] = {
    {KSPROPERTY_AUDIO_POSITION, SUBJECT_HANDLE, get_position, NULL, NULL},
};

static const RIG_VALUES volume_values = {
    VT_I4, {RIG_VOLUME_STEP, 0, {.SignedMinimum = RIG_VOLUME_MINIMUM, .SignedMaximum = RIG_VOLUME_MAXIMUM}}};
static const RIG_VALUES mute_values = {VT_BOOL, {0}};

static const RIG_PROPERTY volume_properties[] = {
    {KSPROPERTY_AUDIO_VOLUMELEVEL, SUBJECT_NODE, get_node_value, set_volume, &volume_values},
};
static const RIG_PROPERTY mute_properties[] = {
    {KSPROPERTY_AUDIO_MUTE, SUBJECT_NODE, get_node_value, set_mute, &mute_values},
};

#define AUDIO_SET(properties) {{STATICGUIDOF(KSPROPSETID_Audio)}, SIZEOF_ARRAY(properties), properties}

const RIG_PROPERTY_SET rig_audio_stream_properties = AUDIO_SET(stream_properties);
const RIG_PROPERTY_SET rig_volume_properties = AUDIO_SET(volume_properties);
const RIG_PROPERTY_SET rig_mute_properties = AUDIO_SET(mute_properties);
