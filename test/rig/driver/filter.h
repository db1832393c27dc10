/*
 * A filter as data: what audio_filter.c, video_filter.c and mixer_filter.c declare and everything else reads. A new pin is
 * one more entry in a table there and no code here.
 */
#pragma once

#include "ksheaders.h"

#define RIG_UNLIMITED 0xFFFFFFFFu
#define RIG_MAX_CATEGORIES 4
#define RIG_MAX_NODES 4

/* Where a pin is wired to outside its filter. */
typedef struct {
    ULONG Pin;
    const WCHAR *SymbolicLinkName;
} RIG_WIRE;

typedef struct {
    KSPIN_DESCRIPTOR Descriptor;
    const WCHAR *Name; /* NULL: KSPROPERTY_PIN_NAME is not found */
    ULONG MaxFilterInstances; /* through one filter handle */
    ULONG MaxGlobalInstances; /* through all of them */
    ULONG NecessaryInstances;
    const RIG_WIRE *Wire; /* of a bridge pin; NULL: KSPROPERTY_PIN_PHYSICALCONNECTION is not found */
} RIG_PIN;

/* The driver's own test of a format whose types already matched a range of the pin: STATUS_SUCCESS or why not. */
typedef NTSTATUS RIG_CHECK_FORMAT(const RIG_PIN *pin, const KSDATAFORMAT *format);

/*
 * The best format that both ranges allow: returns its size, 0 when there is none, and writes it unless
 * `result` is NULL. `wanted` comes from the caller and is FormatSize bytes long, already checked against the
 * buffer.
 */
typedef ULONG RIG_INTERSECT(const KSDATARANGE *offered, const KSDATARANGE *wanted, void *result);

/* How many bytes of this format a client should move at a time. */
typedef ULONG RIG_FRAME_SIZE(const KSDATAFORMAT *format);

/* FormatSize without a byte behind the block that the format names. */
typedef ULONG RIG_EXACT_SIZE(const KSDATAFORMAT *format);

struct RIG_PROPERTY_SET; /* property.h */

/* A node's type answers KSPROPERTY_TOPOLOGY_NODES, its name KSPROPERTY_TOPOLOGY_NAME. */
typedef struct {
    GUID Type;
    const WCHAR *Name;
    const struct RIG_PROPERTY_SET *Properties; /* NULL: it has none */
} RIG_NODE;

typedef struct {
    const WCHAR *HardwareId;
    ULONG CategoryCount;
    const GUID *Categories;
    ULONG PinCount;
    const RIG_PIN *Pins;
    ULONG NodeCount;
    const RIG_NODE *Nodes;
    ULONG ConnectionCount;
    const KSTOPOLOGY_CONNECTION *Connections;
    const KSCOMPONENTID *ComponentId; /* NULL: KSPROPERTY_GENERAL_COMPONENTID is not found */
    const struct RIG_PROPERTY_SET *StreamProperties; /* of an open pin, beside KSPROPSETID_Connection; or NULL */
    RIG_CHECK_FORMAT *CheckFormat;
    RIG_INTERSECT *Intersect;
    RIG_FRAME_SIZE *FrameSize;
    RIG_EXACT_SIZE *ExactSize;
} RIG_FILTER;

extern const RIG_FILTER rig_audio_filter;
extern const RIG_FILTER rig_video_filter;
extern const RIG_FILTER rig_mixer_filter;
