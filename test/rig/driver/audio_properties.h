/* The property sets of audio pins and of the audio filter's nodes. */
#pragma once

#include "property.h"

/* KSPROPERTY_AUDIO_VOLUMELEVEL counts 1/65536 dB. */
#define RIG_DECIBEL 0x10000
#define RIG_VOLUME_MINIMUM (-96 * RIG_DECIBEL)
#define RIG_VOLUME_MAXIMUM 0
#define RIG_VOLUME_STEP (RIG_DECIBEL / 2)

extern const RIG_PROPERTY_SET rig_audio_stream_properties; /* of an open pin */
extern const RIG_PROPERTY_SET rig_volume_properties; /* of a node */
extern const RIG_PROPERTY_SET rig_mute_properties; /* of a node */
