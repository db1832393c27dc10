/* Rules that a driver keeps to itself: they refuse what its capabilities promise. */
#pragma once

#include "device.h"

/* For a format that everything else takes. */
NTSTATUS check_hidden_rules(const RIG_DEVICE *device, const KSDATAFORMAT *format);
