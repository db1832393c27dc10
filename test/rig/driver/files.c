/*
 * The life of a handle. Every open starts as a filter; a pin gives its instance back when its last handle
 * goes, also when the process that held it died. The create request is not looked into: under Wine it has
 * neither a security context nor a file name.
 */
#include "faults.h"
#include "instances.h"

#define RIG_TAG 0x6E69706B /* "kpin" as it lies in memory */

NTSTATUS NTAPI dispatch_create(DEVICE_OBJECT *functional, IRP *irp)
{
    RIG_DEVICE *device = functional->DeviceExtension;
    RIG_FILE *file;
    NTSTATUS status;

    if (interrupted(device, irp, FAULT_AT_OPEN, &status))
        return status;
    file = ExAllocatePoolWithTag(NonPagedPool, sizeof(*file), RIG_TAG);
    if (!file)
        return complete(irp, STATUS_INSUFFICIENT_RESOURCES, 0);
    RtlZeroMemory(file, sizeof(*file));
    file->FilterInstance = InterlockedIncrement(&device->FilterInstances);
    InterlockedIncrement(&device->OpenFiles);
    IoGetCurrentIrpStackLocation(irp)->FileObject->FsContext = file;
    return complete(irp, STATUS_SUCCESS, 0);
}

static VOID end_pin(RIG_DEVICE *device, RIG_FILE *file)
{
    if (file->Pin)
        interrupt_close(device);
    release_instance(device, file);
    end_stream(&file->Stream);
}

NTSTATUS NTAPI dispatch_cleanup(DEVICE_OBJECT *functional, IRP *irp)
{
    RIG_DEVICE *device = functional->DeviceExtension;
    RIG_FILE *file = IoGetCurrentIrpStackLocation(irp)->FileObject->FsContext;

    clear_fault(device, file);
    end_pin(device, file);
    return complete(irp, STATUS_SUCCESS, 0);
}

NTSTATUS NTAPI dispatch_close(DEVICE_OBJECT *functional, IRP *irp)
{
    RIG_DEVICE *device = functional->DeviceExtension;
    FILE_OBJECT *object = IoGetCurrentIrpStackLocation(irp)->FileObject;
    RIG_FILE *file = object->FsContext;

    end_pin(device, file);
    if (!file->IsControl)
        InterlockedDecrement(&device->OpenFiles);
    ExFreePoolWithTag(file, RIG_TAG);
    object->FsContext = NULL;
    return complete(irp, STATUS_SUCCESS, 0);
}
