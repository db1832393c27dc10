/* The audio filter's own reading of a format, after its types matched a range. */
#pragma once

#include "filter.h"

RIG_CHECK_FORMAT check_audio_format;
RIG_INTERSECT intersect_audio;
RIG_FRAME_SIZE audio_frame_size;
RIG_EXACT_SIZE audio_exact_size;
