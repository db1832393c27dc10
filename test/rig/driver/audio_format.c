/*
 * The numbers of a WAVEFORMATEX(TENSIBLE) against the audio ranges whose types it matched, in the order of
 * README.md. Like sysvad it compares the block align and ignores nAvgBytesPerSec.
 */
#include "audio_format.h"
#include "match.h"

#define EXTENSIBLE_EXTRA (sizeof(WAVEFORMATEXTENSIBLE) - sizeof(WAVEFORMATEX))

/* The base of the wave-tag family: KSDATAFORMAT_SUBTYPE_WAVEFORMATEX with the tag as Data1. */
static const GUID wave_subtype_base = {STATIC_KSDATAFORMAT_SUBTYPE_WAVEFORMATEX};

static GUID subtype_of(const WAVEFORMATEX *wave)
{
    GUID subtype = wave_subtype_base;

    if (wave->wFormatTag == WAVE_FORMAT_EXTENSIBLE)
        return ((const WAVEFORMATEXTENSIBLE *)wave)->SubFormat;
    subtype.Data1 = wave->wFormatTag;
    return subtype;
}

static NTSTATUS check_sizes(const KSDATAFORMAT *format, const WAVEFORMATEX *wave)
{
    if (format->FormatSize < sizeof(KSDATAFORMAT_WAVEFORMATEX))
        return STATUS_INVALID_PARAMETER;
    if (wave->wFormatTag == WAVE_FORMAT_PCM)
        return STATUS_SUCCESS;
    if (format->FormatSize < sizeof(KSDATAFORMAT_WAVEFORMATEX) + wave->cbSize)
        return STATUS_INVALID_PARAMETER;
    if (wave->wFormatTag == WAVE_FORMAT_EXTENSIBLE && wave->cbSize < EXTENSIBLE_EXTRA)
        return STATUS_NO_MATCH;
    return STATUS_SUCCESS;
}

/* What must hold whatever the range says: whole bytes, a block of all channels, valid bits inside their container. */
static BOOLEAN is_consistent(const WAVEFORMATEX *wave)
{
    if (wave->nChannels == 0 || wave->wBitsPerSample % 8 != 0)
        return FALSE;
    if (wave->nBlockAlign != (ULONG)wave->nChannels * (wave->wBitsPerSample / 8))
        return FALSE;
    if (wave->wFormatTag == WAVE_FORMAT_EXTENSIBLE) {
        USHORT valid_bits = ((const WAVEFORMATEXTENSIBLE *)wave)->Samples.wValidBitsPerSample;
        return valid_bits > 0 && valid_bits <= wave->wBitsPerSample;
    }
    return TRUE;
}

static BOOLEAN in_range(const KSDATARANGE_AUDIO *range, const WAVEFORMATEX *wave)
{
    return wave->nChannels <= range->MaximumChannels && wave->wBitsPerSample >= range->MinimumBitsPerSample &&
           wave->wBitsPerSample <= range->MaximumBitsPerSample &&
           wave->nSamplesPerSec >= range->MinimumSampleFrequency &&
           wave->nSamplesPerSec <= range->MaximumSampleFrequency;
}

NTSTATUS check_audio_format(const RIG_PIN *pin, const KSDATAFORMAT *format)
{
    const WAVEFORMATEX *wave = &((const KSDATAFORMAT_WAVEFORMATEX *)format)->WaveFormatEx;
    NTSTATUS status = check_sizes(format, wave);
    GUID subtype;

    if (!NT_SUCCESS(status))
        return status;
    subtype = subtype_of(wave);
    if (!same_guid(&subtype, &format->SubFormat) || !is_consistent(wave))
        return STATUS_NO_MATCH;
    for (ULONG i = 0; i < pin->Descriptor.DataRangesCount; i++) {
        const KSDATARANGE *range = pin->Descriptor.DataRanges[i];
        if (range_matches(range, format) && in_range((const KSDATARANGE_AUDIO *)range, wave))
            return STATUS_SUCCESS;
    }
    return STATUS_NO_MATCH;
}

static const GUID pcm = {STATICGUIDOF(KSDATAFORMAT_SUBTYPE_PCM)};

static ULONG smaller(ULONG a, ULONG b)
{
    return a < b ? a : b;
}

static ULONG larger(ULONG a, ULONG b)
{
    return a > b ? a : b;
}

/* A bare KSDATARANGE, as wildcards are, leaves the numbers to the other side. */
static BOOLEAN names_numbers(const KSDATARANGE *range)
{
    return range->FormatSize >= sizeof(KSDATARANGE_AUDIO);
}

/* An analog jack's range has no numbers: its three GUIDs are the format. */
static ULONG intersect_bare(const KSDATARANGE *offered, void *result)
{
    if (result)
        RtlCopyMemory(result, offered, sizeof(*offered));
    return sizeof(*offered);
}

/* PortCls' default: PCM only, the highest quality both allow, at most stereo, in a plain WAVEFORMATEX. */
ULONG intersect_audio(const KSDATARANGE *offered, const KSDATARANGE *wanted, void *result)
{
    const KSDATARANGE_AUDIO *mine = (const KSDATARANGE_AUDIO *)offered;
    const KSDATARANGE_AUDIO *theirs = names_numbers(wanted) ? (const KSDATARANGE_AUDIO *)wanted : mine;
    KSDATAFORMAT_WAVEFORMATEX *format = result;

    if (!names_numbers(offered))
        return intersect_bare(offered, result);
    if (!same_guid(&offered->SubFormat, &pcm))
        return 0;
    ULONG channels = smaller(smaller(mine->MaximumChannels, theirs->MaximumChannels), 2);
    ULONG bits = smaller(mine->MaximumBitsPerSample, theirs->MaximumBitsPerSample);
    ULONG rate = smaller(mine->MaximumSampleFrequency, theirs->MaximumSampleFrequency);
    if (channels == 0 || bits < larger(mine->MinimumBitsPerSample, theirs->MinimumBitsPerSample) ||
        rate < larger(mine->MinimumSampleFrequency, theirs->MinimumSampleFrequency))
        return 0;
    if (format) {
        ULONG block_align = channels * bits / 8;
        format->DataFormat = *offered;
        format->DataFormat.FormatSize = sizeof(*format);
        format->DataFormat.SampleSize = block_align;
        format->WaveFormatEx = (WAVEFORMATEX){
            .wFormatTag = (USHORT)offered->SubFormat.Data1,
            .nChannels = (USHORT)channels,
            .nSamplesPerSec = rate,
            .nAvgBytesPerSec = rate * block_align,
            .nBlockAlign = (USHORT)block_align,
            .wBitsPerSample = (USHORT)bits,
        };
    }
    return sizeof(*format);
}

/* 10 ms, the period of the audio engine. */
ULONG audio_frame_size(const KSDATAFORMAT *format)
{
    const WAVEFORMATEX *wave = &((const KSDATAFORMAT_WAVEFORMATEX *)format)->WaveFormatEx;
    return wave->nSamplesPerSec / 100 * wave->nBlockAlign;
}

ULONG audio_exact_size(const KSDATAFORMAT *format)
{
    const WAVEFORMATEX *wave = &((const KSDATAFORMAT_WAVEFORMATEX *)format)->WaveFormatEx;
    return sizeof(*format) +
           (wave->wFormatTag == WAVE_FORMAT_EXTENSIBLE ? sizeof(WAVEFORMATEXTENSIBLE) : sizeof(WAVEFORMATEX));
}
