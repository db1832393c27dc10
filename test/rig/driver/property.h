/* IOCTL_KS_PROPERTY: from the caller's KSPROPERTY to the function that answers it. */
#pragma once

#include "answer.h"
#include "device.h"

/* A property request as a handler sees it: sizes checked, the pin factory found. */
typedef struct {
    RIG_DEVICE *Device;
    const RIG_FILE *File;
    const void *Input; /* KSPROPERTY, or KSP_PIN for a property of a pin */
    ULONG InputLength;
    const RIG_PIN *Pin; /* NULL for a property of the filter itself */
} RIG_REQUEST;

typedef NTSTATUS RIG_PROPERTY_HANDLER(const RIG_REQUEST *request, RIG_ANSWER *answer);

typedef struct {
    ULONG Id;
    ULONG MinimumInput; /* KSP_PIN or more: PinId is looked up */
    RIG_PROPERTY_HANDLER *Get;
    RIG_PROPERTY_HANDLER *Set;
} RIG_PROPERTY;

typedef struct {
    GUID Set;
    ULONG Count;
    const RIG_PROPERTY *Properties;
} RIG_PROPERTY_SET;

extern const RIG_PROPERTY_SET rig_pin_properties;
extern const RIG_PROPERTY_SET rig_topology_properties;

NTSTATUS answer_property(
    RIG_DEVICE *device, const RIG_FILE *file, const KSPROPERTY *property, ULONG length, RIG_ANSWER *answer);
