/* The audio filter's own reading of a format, after its types matched a range. */
#pragma once

#include "filter.h"

RIG_CHECK_FORMAT check_audio_format;
RIG_INTERSECT intersect_audio;
RIG_FRAME_SIZE audio_frame_size;
RIG_EXACT_SIZE audio_exact_size;

/* A KSDATARANGE_AUDIO of wave formats. */
#define WAVE_RANGE(subformat, channels, minimum_bits, maximum_bits, minimum_rate, maximum_rate) \
    { \
        .DataRange = { \
            .FormatSize = sizeof(KSDATARANGE_AUDIO), \
            .MajorFormat = {STATICGUIDOF(KSDATAFORMAT_TYPE_AUDIO)}, \
            .SubFormat = {STATICGUIDOF(subformat)}, \
            .Specifier = {STATICGUIDOF(KSDATAFORMAT_SPECIFIER_WAVEFORMATEX)}, \
        }, \
        .MaximumChannels = (channels), \
        .MinimumBitsPerSample = (minimum_bits), \
        .MaximumBitsPerSample = (maximum_bits), \
        .MinimumSampleFrequency = (minimum_rate), \
        .MaximumSampleFrequency = (maximum_rate), \
    }
