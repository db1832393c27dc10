/*
 * Counting is done over the list of open pins, so that there is no second number that could disagree with it.
 * The two counts differ on purpose: a pin taken through another filter handle shows only in the global one,
 * as on real drivers.
 */
#include "faults.h"
#include "instances.h"

static RIG_INSTANCES count_locked(RIG_DEVICE *device, const RIG_PIN *pin, ULONG filter_instance)
{
    RIG_INSTANCES count = {0, has_fault(device, FAULT_HELD, 0) ? 1 : 0};

    for (LIST_ENTRY *link = device->OpenPins.Flink; link != &device->OpenPins; link = link->Flink) {
        const RIG_FILE *file = CONTAINING_RECORD(link, RIG_FILE, Link);
        if (file->Pin != pin)
            continue;
        count.Global++;
        if (file->FilterInstance == filter_instance)
            count.Filter++;
    }
    return count;
}

/* RIG_UNLIMITED is the largest number there is, so a plain comparison is enough. */
static BOOLEAN has_room(const RIG_PIN *pin, RIG_INSTANCES open)
{
    return open.Filter < pin->MaxFilterInstances && open.Global < pin->MaxGlobalInstances;
}

RIG_INSTANCES count_instances(RIG_DEVICE *device, const RIG_PIN *pin, ULONG filter_instance)
{
    KIRQL irql;
    RIG_INSTANCES count;

    KeAcquireSpinLock(&device->PinLock, &irql);
    count = count_locked(device, pin, filter_instance);
    KeReleaseSpinLock(&device->PinLock, irql);
    return count;
}

BOOLEAN is_taken(RIG_DEVICE *device, const RIG_PIN *pin, ULONG filter_instance)
{
    return !has_room(pin, count_instances(device, pin, filter_instance));
}

NTSTATUS take_instance(RIG_DEVICE *device, const RIG_PIN *pin, ULONG filter_instance, RIG_FILE *file)
{
    KIRQL irql;
    NTSTATUS status = STATUS_INSUFFICIENT_RESOURCES;

    KeAcquireSpinLock(&device->PinLock, &irql);
    if (has_room(pin, count_locked(device, pin, filter_instance))) {
        file->Pin = pin;
        file->FilterInstance = filter_instance;
        InsertTailList(&device->OpenPins, &file->Link);
        status = STATUS_SUCCESS;
    }
    KeReleaseSpinLock(&device->PinLock, irql);
    return status;
}

VOID release_instance(RIG_DEVICE *device, RIG_FILE *file)
{
    KIRQL irql;

    KeAcquireSpinLock(&device->PinLock, &irql);
    if (file->Pin) {
        RemoveEntryList(&file->Link);
        file->Pin = NULL;
    }
    KeReleaseSpinLock(&device->PinLock, irql);
}
