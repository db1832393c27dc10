/*
 * A filter as data: what audio_filter.c and video_filter.c declare and everything else reads. A new pin is
 * one more entry in a table there and no code here.
 */
#pragma once

#include "ksheaders.h"

#define RIG_UNLIMITED 0xFFFFFFFFu
#define RIG_MAX_CATEGORIES 4

typedef struct {
    KSPIN_DESCRIPTOR Descriptor;
    const WCHAR *Name; /* NULL: KSPROPERTY_PIN_NAME is not found */
    ULONG MaxFilterInstances; /* through one filter handle */
    ULONG MaxGlobalInstances; /* through all of them */
    ULONG NecessaryInstances;
} RIG_PIN;

/* The driver's own test of a format whose types already matched a range of the pin: STATUS_SUCCESS or why not. */
typedef NTSTATUS RIG_CHECK_FORMAT(const RIG_PIN *pin, const KSDATAFORMAT *format);

/*
 * The best format that both ranges allow: returns its size, 0 when there is none, and writes it unless
 * `result` is NULL. `wanted` comes from the caller and is FormatSize bytes long, already checked against the
 * buffer.
 */
typedef ULONG RIG_INTERSECT(const KSDATARANGE *offered, const KSDATARANGE *wanted, void *result);

typedef struct {
    const WCHAR *HardwareId;
    ULONG CategoryCount;
    const GUID *Categories;
    ULONG PinCount;
    const RIG_PIN *Pins;
    ULONG NodeCount;
    const GUID *Nodes;
    ULONG ConnectionCount;
    const KSTOPOLOGY_CONNECTION *Connections;
    RIG_CHECK_FORMAT *CheckFormat;
    RIG_INTERSECT *Intersect;
} RIG_FILTER;

extern const RIG_FILTER rig_audio_filter;
extern const RIG_FILTER rig_video_filter;
