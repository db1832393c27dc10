/* The table of faults, and those of them that keep a request from its answer; see faults.h. */
#include "faults.h"

/*
 * The rest of the simulated target's faults cannot be had under Wine 8: its CloseHandle waits for no driver, and a
 * create request that is kept, or that fails while its device goes (at once or a moment later), ends the process that
 * drivers run in.
 */
static const RIG_FAULT faults[] = {
    {"hang-property", FAULT_AT_PROPERTY, FAULT_HANG, 0},
    {"hang-create", FAULT_AT_CREATE, FAULT_HANG, 0},
    {"hang-state", FAULT_AT_STATE, FAULT_HANG, 0},
    {"vanish-property", FAULT_AT_PROPERTY, FAULT_VANISH, 0},
    {"vanish-create", FAULT_AT_CREATE, FAULT_VANISH, 0},
    {"vanish-state", FAULT_AT_STATE, FAULT_VANISH, 0},
    {"vanish-close", FAULT_AT_CLOSE, FAULT_VANISH, 0},
    {"die-open", FAULT_AT_OPEN, FAULT_DIE, 0},
    {"die-property", FAULT_AT_PROPERTY, FAULT_DIE, 0},
    {"die-create", FAULT_AT_CREATE, FAULT_DIE, 0},
    {"die-state", FAULT_AT_STATE, FAULT_DIE, 0},
    {"size-too-big", FAULT_AT_PROPERTY, FAULT_SPOIL, SPOIL_SIZE_TOO_BIG},
    {"size-too-small", FAULT_AT_PROPERTY, FAULT_SPOIL, SPOIL_SIZE_TOO_SMALL},
    {"returned-too-big", FAULT_AT_PROPERTY, FAULT_SPOIL, SPOIL_RETURNED_TOO_BIG},
    {"count-negative", FAULT_AT_PROPERTY, FAULT_SPOIL, SPOIL_COUNT_NEGATIVE},
    {"ranges-unaligned", FAULT_AT_PROPERTY, FAULT_SPOIL, SPOIL_RANGES_UNALIGNED},
    {"more-data-forever", FAULT_AT_PROPERTY, FAULT_SPOIL, SPOIL_MORE_DATA_FOREVER},
    {"sizes-mixed-up", FAULT_AT_PROPERTY, FAULT_SPOIL, SPOIL_SIZES_MIXED_UP},
    {"string-unterminated", FAULT_AT_PROPERTY, FAULT_SPOIL, SPOIL_STRING_UNTERMINATED},
    {"intersection-lies", FAULT_AT_PROPERTY, FAULT_SPOIL, SPOIL_INTERSECTION_LIES},
    {"exact-sizes", FAULT_AT_CREATE, FAULT_RULE, RULE_EXACT_SIZES},
    {"exact-mask", FAULT_AT_CREATE, FAULT_RULE, RULE_EXACT_MASK},
    {"attributes-only", FAULT_AT_CREATE, FAULT_RULE, RULE_ATTRIBUTES_ONLY},
    {"instance-first", FAULT_AT_CREATE, FAULT_RULE, RULE_INSTANCE_FIRST},
    {"held-elsewhere", FAULT_AT_CREATE, FAULT_HELD, 0},
};

static BOOLEAN is_named(const RIG_FAULT *fault, const char *name, ULONG length)
{
    ULONG i = 0;

    while (i < length && fault->Name[i] && fault->Name[i] == name[i])
        i++;
    return i == length && !fault->Name[i];
}

NTSTATUS set_fault(RIG_DEVICE *device, RIG_FILE *owner, const char *name, ULONG length)
{
    for (ULONG i = 0; name && i < SIZEOF_ARRAY(faults); i++) {
        if (!is_named(&faults[i], name, length))
            continue;
        device->FaultOwner = owner;
        device->Fault = &faults[i];
        return STATUS_SUCCESS;
    }
    return STATUS_NOT_FOUND;
}

BOOLEAN has_fault(const RIG_DEVICE *device, RIG_FAULT_KIND kind, ULONG how)
{
    return device->Fault && device->Fault->Kind == kind && device->Fault->How == how;
}

/* The caller is gone, or wants the request back. */
static VOID NTAPI cancel_hung(DEVICE_OBJECT *functional, IRP *irp)
{
    RIG_DEVICE *device = functional->DeviceExtension;
    KIRQL irql;

    IoReleaseCancelSpinLock(irp->CancelIrql);
    KeAcquireSpinLock(&device->HungLock, &irql);
    RemoveEntryList(&irp->Tail.Overlay.ListEntry);
    KeReleaseSpinLock(&device->HungLock, irql);
    complete(irp, STATUS_CANCELLED, 0);
}

/* A request is completed by whoever takes its cancel routine away: the one that cancels it, or the end of the fault. */
static NTSTATUS hang(RIG_DEVICE *device, IRP *irp)
{
    KIRQL irql;

    IoMarkIrpPending(irp);
    KeAcquireSpinLock(&device->HungLock, &irql);
    InsertTailList(&device->HungRequests, &irp->Tail.Overlay.ListEntry);
    IoSetCancelRoutine(irp, cancel_hung);
    if (irp->Cancel && IoSetCancelRoutine(irp, NULL)) {
        RemoveEntryList(&irp->Tail.Overlay.ListEntry);
        KeReleaseSpinLock(&device->HungLock, irql);
        complete(irp, STATUS_CANCELLED, 0);
        return STATUS_PENDING;
    }
    KeReleaseSpinLock(&device->HungLock, irql);
    return STATUS_PENDING;
}

static IRP *take_hung(RIG_DEVICE *device)
{
    IRP *found = NULL;
    KIRQL irql;

    KeAcquireSpinLock(&device->HungLock, &irql);
    for (LIST_ENTRY *link = device->HungRequests.Flink; link != &device->HungRequests; link = link->Flink) {
        IRP *irp = CONTAINING_RECORD(link, IRP, Tail.Overlay.ListEntry);
        if (!IoSetCancelRoutine(irp, NULL))
            continue; /* being cancelled */
        RemoveEntryList(link);
        found = irp;
        break;
    }
    KeReleaseSpinLock(&device->HungLock, irql);
    return found;
}

VOID clear_fault(RIG_DEVICE *device, const RIG_FILE *owner)
{
    IRP *irp;

    if (!device->FaultOwner || device->FaultOwner != owner)
        return;
    device->Fault = NULL;
    device->FaultOwner = NULL;
    while ((irp = take_hung(device)) != NULL)
        complete(irp, STATUS_CANCELLED, 0);
    if (device->Gone)
        enable_interfaces(device, TRUE);
    device->Gone = FALSE;
}

/* As a bugcheck does, without a word: the caller is not asked. */
static VOID end_caller(IRP *irp)
{
    OBJECT_ATTRIBUTES attributes;
    CLIENT_ID client = {0};
    HANDLE process;

    if (!irp->Tail.Overlay.Thread)
        return;
    client.UniqueProcess = PsGetThreadProcessId(irp->Tail.Overlay.Thread);
    InitializeObjectAttributes(&attributes, NULL, 0, NULL, NULL);
    if (!NT_SUCCESS(ZwOpenProcess(&process, 1 /* PROCESS_TERMINATE */, &attributes, &client)))
        return;
    ZwTerminateProcess(process, STATUS_ACCESS_VIOLATION);
    ZwClose(process);
}

VOID interrupt_close(RIG_DEVICE *device)
{
    if (device->Gone || !device->Fault || device->Fault->At != FAULT_AT_CLOSE)
        return;
    enable_interfaces(device, FALSE);
    device->Gone = TRUE;
}

BOOLEAN interrupted(RIG_DEVICE *device, IRP *irp, RIG_FAULT_POINT point, NTSTATUS *status)
{
    const RIG_FAULT *fault = device->Fault;

    if (!device->Gone && (!fault || fault->At != point))
        return FALSE;
    if (!device->Gone && fault->Kind == FAULT_HANG) {
        *status = hang(device, irp);
        return TRUE;
    }
    if (!device->Gone && fault->Kind == FAULT_DIE) {
        end_caller(irp);
        return FALSE;
    }
    if (!device->Gone && fault->Kind != FAULT_VANISH)
        return FALSE;
    if (!device->Gone)
        enable_interfaces(device, FALSE);
    device->Gone = TRUE;
    *status = complete(irp, STATUS_DEVICE_REMOVED, 0);
    return TRUE;
}
