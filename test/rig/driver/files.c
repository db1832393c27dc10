/*
 * The life of a handle. Every open starts as a filter; a pin gives its instance back when its last handle
 * goes, also when the process that held it died. The create request is not looked into: under Wine it has
 * neither a security context nor a file name.
 */
#include "instances.h"

#define RIG_TAG 0x6E69706B /* "kpin" as it lies in memory */

NTSTATUS NTAPI dispatch_create(DEVICE_OBJECT *functional, IRP *irp)
{
    RIG_DEVICE *device = functional->DeviceExtension;
    RIG_FILE *file = ExAllocatePoolWithTag(NonPagedPool, sizeof(*file), RIG_TAG);

    if (!file)
        return complete(irp, STATUS_INSUFFICIENT_RESOURCES, 0);
    RtlZeroMemory(file, sizeof(*file));
    file->FilterInstance = InterlockedIncrement(&device->FilterInstances);
    IoGetCurrentIrpStackLocation(irp)->FileObject->FsContext = file;
    return complete(irp, STATUS_SUCCESS, 0);
}

static VOID end_pin(RIG_DEVICE *device, RIG_FILE *file)
{
    release_instance(device, file);
    end_stream(&file->Stream);
}

NTSTATUS NTAPI dispatch_cleanup(DEVICE_OBJECT *functional, IRP *irp)
{
    end_pin(functional->DeviceExtension, IoGetCurrentIrpStackLocation(irp)->FileObject->FsContext);
    return complete(irp, STATUS_SUCCESS, 0);
}

NTSTATUS NTAPI dispatch_close(DEVICE_OBJECT *functional, IRP *irp)
{
    FILE_OBJECT *object = IoGetCurrentIrpStackLocation(irp)->FileObject;

    end_pin(functional->DeviceExtension, object->FsContext);
    ExFreePoolWithTag(object->FsContext, RIG_TAG);
    object->FsContext = NULL;
    return complete(irp, STATUS_SUCCESS, 0);
}
