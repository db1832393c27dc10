/* The video filter's own reading of a format, after its types matched a range. */
#pragma once

#include "filter.h"

RIG_CHECK_FORMAT check_video_format;
RIG_INTERSECT intersect_video;
RIG_FRAME_SIZE video_frame_size;
RIG_EXACT_SIZE video_exact_size;
