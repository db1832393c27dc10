/* IOCTL_KS_PROPERTY: from the caller's KSPROPERTY to the function that answers it. */
#pragma once

#include "answer.h"
#include "device.h"

/* A property request as a handler sees it: sizes checked, the subject found. */
typedef struct {
    RIG_DEVICE *Device;
    RIG_FILE *File;
    const void *Input; /* KSPROPERTY, or more, as the property's subject asks */
    ULONG InputLength;
    const RIG_PIN *Pin; /* the factory that is asked about, or that an open pin was made by; else NULL */
    ULONG NodeId; /* for SUBJECT_NODE: an index into the filter's nodes */
} RIG_REQUEST;

typedef NTSTATUS RIG_PROPERTY_HANDLER(const RIG_REQUEST *request, RIG_ANSWER *answer);

/* What a property belongs to, and with it the shortest input. */
typedef enum {
    SUBJECT_HANDLE, /* KSPROPERTY: the filter, or the open pin */
    SUBJECT_FACTORY, /* KSP_PIN */
    SUBJECT_NODE, /* KSP_NODE */
} RIG_SUBJECT;

/* What BASICSUPPORT says of a property's values. */
typedef struct {
    ULONG Type; /* VARENUM */
    KSPROPERTY_STEPPING_LONG Range; /* SteppingDelta 0: nothing is said of it */
} RIG_VALUES;

typedef struct {
    ULONG Id;
    RIG_SUBJECT Subject;
    RIG_PROPERTY_HANDLER *Get;
    RIG_PROPERTY_HANDLER *Set;
    const RIG_VALUES *Values; /* NULL: BASICSUPPORT tells the verbs and no type */
} RIG_PROPERTY;

typedef struct RIG_PROPERTY_SET {
    GUID Set;
    ULONG Count;
    const RIG_PROPERTY *Properties;
} RIG_PROPERTY_SET;

extern const RIG_PROPERTY_SET rig_pin_properties;
extern const RIG_PROPERTY_SET rig_topology_properties;
extern const RIG_PROPERTY_SET rig_general_properties;
extern const RIG_PROPERTY_SET rig_connection_properties;

NTSTATUS answer_property(
    RIG_DEVICE *device, RIG_FILE *file, const KSPROPERTY *property, ULONG length, RIG_ANSWER *answer);
