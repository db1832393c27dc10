/*
 * What a driver under development does to its clients. A device has one fault at a time, under the names of
 * device-host/simulated/faults.ts; it lasts as long as the handle that set it is open, so that no test leaves one behind.
 */
#pragma once

#include "device.h"

/* The request in which a fault shows. */
typedef enum {
    FAULT_AT_OPEN,
    FAULT_AT_PROPERTY, /* KSPROPERTY_PIN_DATARANGES, of the answers that are spoilt also others */
    FAULT_AT_CREATE,
    FAULT_AT_STATE,
    FAULT_AT_CLOSE, /* of a pin */
    FAULT_ELSEWHERE, /* no request of these */
} RIG_FAULT_POINT;

typedef enum { FAULT_HANG, FAULT_VANISH, FAULT_DIE, FAULT_SPOIL, FAULT_RULE, FAULT_HELD } RIG_FAULT_KIND;

typedef enum {
    SPOIL_SIZE_TOO_BIG,
    SPOIL_SIZE_TOO_SMALL,
    SPOIL_RETURNED_TOO_BIG,
    SPOIL_COUNT_NEGATIVE,
    SPOIL_RANGES_UNALIGNED,
    SPOIL_MORE_DATA_FOREVER,
    SPOIL_SIZES_MIXED_UP,
    SPOIL_STRING_UNTERMINATED,
    SPOIL_INTERSECTION_LIES,
} RIG_SPOIL;

typedef enum { RULE_EXACT_SIZES, RULE_EXACT_MASK, RULE_ATTRIBUTES_ONLY, RULE_INSTANCE_FIRST } RIG_RULE;

typedef struct RIG_FAULT {
    const char *Name;
    RIG_FAULT_POINT At;
    RIG_FAULT_KIND Kind;
    ULONG How; /* RIG_SPOIL or RIG_RULE */
} RIG_FAULT;

/* Sets the fault of this name, on behalf of `owner`; STATUS_NOT_FOUND for a name that is none. */
NTSTATUS set_fault(RIG_DEVICE *device, RIG_FILE *owner, const char *name, ULONG length);

/* Ends the fault that this handle set, if it set one: hanging requests return, a device that vanished is back. */
VOID clear_fault(RIG_DEVICE *device, const RIG_FILE *owner);

/* TRUE when a fault has answered the request, or keeps it; `status` is then what the dispatch routine returns. */
BOOLEAN interrupted(RIG_DEVICE *device, IRP *irp, RIG_FAULT_POINT point, NTSTATUS *status);

/* A pin is being closed: a device that vanishes in that does so now. A close itself cannot be refused. */
VOID interrupt_close(RIG_DEVICE *device);

/* The device's fault is of this kind, and of this way. */
BOOLEAN has_fault(const RIG_DEVICE *device, RIG_FAULT_KIND kind, ULONG how);
