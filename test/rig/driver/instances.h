/* How many pins of a factory are open, and the one place where a handle becomes a pin. */
#pragma once

#include "device.h"

/* Open pins of a factory: through one filter instance (CINSTANCES), and through all of them (GLOBALCINSTANCES). */
typedef struct {
    ULONG Filter;
    ULONG Global;
} RIG_INSTANCES;

RIG_INSTANCES count_instances(RIG_DEVICE *device, const RIG_PIN *pin, ULONG filter_instance);

BOOLEAN is_taken(RIG_DEVICE *device, const RIG_PIN *pin, ULONG filter_instance);

/* Takes an instance for `file`, atomically; STATUS_INSUFFICIENT_RESOURCES when none is left. */
NTSTATUS take_instance(RIG_DEVICE *device, const RIG_PIN *pin, ULONG filter_instance, RIG_FILE *file);

/* Gives back what take_instance took; a file that is no pin has nothing to give. */
VOID release_instance(RIG_DEVICE *device, RIG_FILE *file);
