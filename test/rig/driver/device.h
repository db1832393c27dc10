/* What one device of the rig keeps: the filter it stands for, and the pins that are open on it. */
#pragma once

#include "filter.h"
#include "stream.h"

typedef struct {
    DEVICE_OBJECT *Physical;
    DEVICE_OBJECT *Lower;
    const RIG_FILTER *Filter;
    UNICODE_STRING Interfaces[RIG_MAX_CATEGORIES];
    KSPIN_LOCK PinLock; /* guards OpenPins */
    LIST_ENTRY OpenPins; /* RIG_FILE.Link */
    FAST_MUTEX PropertyLock; /* guards the streams of open pins, and NodeValues */
    LONG NodeValues[RIG_MAX_NODES];
    const struct RIG_FAULT *Fault; /* faults.h; NULL: an honest device */
    const void *FaultOwner; /* the RIG_FILE that set it */
    BOOLEAN Gone; /* a fault has removed the device */
    KSPIN_LOCK HungLock; /* guards HungRequests */
    LIST_ENTRY HungRequests; /* IRP.Tail.Overlay.ListEntry */
    LONG OpenFiles; /* handles of clients, filters and pins */
    LONG FilterInstances; /* how many filter handles were ever made: the source of their numbers */
} RIG_DEVICE;

/* Behind FsContext of every handle. A handle is a filter until a connect request makes it a pin. */
typedef struct {
    LIST_ENTRY Link;
    ULONG FilterInstance;
    const RIG_PIN *Pin; /* NULL while the handle is a filter */
    RIG_STREAM Stream; /* of a pin */
    BOOLEAN IsControl; /* a test's own handle, which no fault touches and no count counts */
} RIG_FILE;

/* The device interfaces of the filter's categories come or go. */
VOID enable_interfaces(RIG_DEVICE *device, BOOLEAN enable);

/* Ends a request here, with `information` bytes for the caller. */
NTSTATUS complete(IRP *irp, NTSTATUS status, ULONG_PTR information);

DRIVER_ADD_DEVICE add_device;
DRIVER_DISPATCH dispatch_pnp;
DRIVER_DISPATCH dispatch_create;
DRIVER_DISPATCH dispatch_cleanup;
DRIVER_DISPATCH dispatch_close;
DRIVER_DISPATCH dispatch_device_control;
