/* The rules of faults.h that look at a format; RULE_INSTANCE_FIRST is one of order, and in connect.c. */
#include "faults.h"
#include "hidden_rules.h"

/* KSAUDIO_SPEAKER_MONO, STEREO, (L R C), QUAD, 5POINT0, 5POINT1, 7POINT0, 7POINT1_SURROUND. */
static const ULONG usual_masks[] = {0, 0x4, 0x3, 0x7, 0x33, 0x37, 0x3F, 0x637, 0x63F};

static BOOLEAN has_usual_mask(const KSDATAFORMAT *format)
{
    const WAVEFORMATEXTENSIBLE *wave = (const WAVEFORMATEXTENSIBLE *)(format + 1);
    static const GUID audio = {STATICGUIDOF(KSDATAFORMAT_TYPE_AUDIO)};

    if (!same_guid(&format->MajorFormat, &audio) || wave->Format.wFormatTag != WAVE_FORMAT_EXTENSIBLE)
        return TRUE;
    return wave->Format.nChannels < SIZEOF_ARRAY(usual_masks) &&
           wave->dwChannelMask == usual_masks[wave->Format.nChannels];
}

NTSTATUS check_hidden_rules(const RIG_DEVICE *device, const KSDATAFORMAT *format)
{
    const RIG_FAULT *fault = device->Fault;

    if (!fault || fault->Kind != FAULT_RULE)
        return STATUS_SUCCESS;
    switch (fault->How) {
    case RULE_EXACT_SIZES:
        return format->FormatSize == device->Filter->ExactSize(format) ? STATUS_SUCCESS : STATUS_NO_MATCH;
    case RULE_EXACT_MASK:
        return has_usual_mask(format) ? STATUS_SUCCESS : STATUS_NO_MATCH;
    case RULE_ATTRIBUTES_ONLY:
        return format->Flags & KSDATAFORMAT_ATTRIBUTES ? STATUS_SUCCESS : STATUS_INVALID_PARAMETER;
    default:
        return STATUS_SUCCESS;
    }
}
