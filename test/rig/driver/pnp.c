/*
 * A device of the rig comes and goes as Plug and Play says: a device node that the installer made brings
 * AddDevice, its hardware id says which filter it is, and starting it enables one device interface per
 * category of that filter.
 */
#include "device.h"

static const RIG_FILTER *const filters[] = {&rig_audio_filter, &rig_video_filter, &rig_mixer_filter};

/* DevicePropertyHardwareID is a list of strings; the first one is the most specific. */
static const RIG_FILTER *filter_of(DEVICE_OBJECT *physical)
{
    WCHAR hardware_ids[128] = {0};
    ULONG length;
    NTSTATUS status = IoGetDeviceProperty(
        physical, DevicePropertyHardwareID, sizeof(hardware_ids) - sizeof(WCHAR), hardware_ids, &length);

    if (!NT_SUCCESS(status))
        return NULL;
    for (ULONG i = 0; i < SIZEOF_ARRAY(filters); i++) {
        UNICODE_STRING found, known;
        RtlInitUnicodeString(&found, hardware_ids);
        RtlInitUnicodeString(&known, filters[i]->HardwareId);
        if (RtlEqualUnicodeString(&found, &known, TRUE))
            return filters[i];
    }
    return NULL;
}

static NTSTATUS register_interfaces(RIG_DEVICE *device)
{
    for (ULONG i = 0; i < device->Filter->CategoryCount; i++) {
        NTSTATUS status = IoRegisterDeviceInterface(
            device->Physical, &device->Filter->Categories[i], NULL, &device->Interfaces[i]);
        if (!NT_SUCCESS(status))
            return status;
    }
    return STATUS_SUCCESS;
}

VOID enable_interfaces(RIG_DEVICE *device, BOOLEAN enable)
{
    for (ULONG i = 0; i < device->Filter->CategoryCount; i++)
        IoSetDeviceInterfaceState(&device->Interfaces[i], enable);
}

static VOID free_interfaces(RIG_DEVICE *device)
{
    for (ULONG i = 0; i < device->Filter->CategoryCount; i++)
        RtlFreeUnicodeString(&device->Interfaces[i]);
}

NTSTATUS NTAPI add_device(DRIVER_OBJECT *driver, DEVICE_OBJECT *physical)
{
    const RIG_FILTER *filter = filter_of(physical);
    DEVICE_OBJECT *functional;
    NTSTATUS status;

    if (!filter)
        return STATUS_NO_SUCH_DEVICE;
    status = IoCreateDevice(driver, sizeof(RIG_DEVICE), NULL, FILE_DEVICE_KS, 0, FALSE, &functional);
    if (!NT_SUCCESS(status))
        return status;

    RIG_DEVICE *device = functional->DeviceExtension;
    RtlZeroMemory(device, sizeof(*device));
    device->Physical = physical;
    device->Filter = filter;
    KeInitializeSpinLock(&device->PinLock);
    KeInitializeSpinLock(&device->HungLock);
    InitializeListHead(&device->HungRequests);
    ExInitializeFastMutex(&device->PropertyLock);
    InitializeListHead(&device->OpenPins);
    device->Lower = IoAttachDeviceToDeviceStack(functional, physical);

    status = device->Lower ? register_interfaces(device) : STATUS_NO_SUCH_DEVICE;
    if (!NT_SUCCESS(status)) {
        free_interfaces(device);
        if (device->Lower)
            IoDetachDevice(device->Lower);
        IoDeleteDevice(functional);
        return status;
    }
    functional->Flags &= ~DO_DEVICE_INITIALIZING;
    return STATUS_SUCCESS;
}

NTSTATUS NTAPI dispatch_pnp(DEVICE_OBJECT *functional, IRP *irp)
{
    RIG_DEVICE *device = functional->DeviceExtension;
    UCHAR minor = IoGetCurrentIrpStackLocation(irp)->MinorFunction;
    DEVICE_OBJECT *lower = device->Lower;
    NTSTATUS status;

    if (minor == IRP_MN_START_DEVICE)
        enable_interfaces(device, TRUE);
    if (minor == IRP_MN_SURPRISE_REMOVAL || minor == IRP_MN_REMOVE_DEVICE)
        enable_interfaces(device, FALSE);

    irp->IoStatus.Status = STATUS_SUCCESS;
    IoSkipCurrentIrpStackLocation(irp);
    status = IoCallDriver(lower, irp);

    if (minor == IRP_MN_REMOVE_DEVICE) {
        free_interfaces(device);
        IoDetachDevice(lower);
        IoDeleteDevice(functional);
    }
    return status;
}
