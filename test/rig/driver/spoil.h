/* Garbage in place of an honest answer to one property. */
#pragma once

#include "property.h"

/* The device's fault touches this property, and the request only reads it. */
BOOLEAN is_spoilt(const RIG_DEVICE *device, const KSPROPERTY *property, ULONG length);

/* What answer_property says, spoilt. */
NTSTATUS spoil_property(
    RIG_DEVICE *device, RIG_FILE *file, const KSPROPERTY *property, ULONG length, RIG_ANSWER *answer);
