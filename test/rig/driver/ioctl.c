/* The control codes the rig understands; all are METHOD_NEITHER, as KS's own are. */
#include "connect.h"
#include "faults.h"
#include "rig_ioctl.h"
#include "spoil.h"

static NTSTATUS filter_instance(const RIG_FILE *file, RIG_ANSWER *answer)
{
    return answer_value(answer, &file->FilterInstance, sizeof(file->FilterInstance));
}

static NTSTATUS create_pin(RIG_DEVICE *device, RIG_FILE *file, const RIG_CREATE_PIN *request, ULONG length)
{
    if (!request || length < sizeof(*request) || file->Pin)
        return STATUS_INVALID_PARAMETER;
    return connect_pin(device, file, request->FilterInstance, request->Block, length - sizeof(*request));
}

static VOID take_control(RIG_DEVICE *device, RIG_FILE *file)
{
    if (!file->IsControl)
        InterlockedDecrement(&device->OpenFiles);
    file->IsControl = TRUE;
}

static NTSTATUS open_files(RIG_DEVICE *device, RIG_FILE *file, RIG_ANSWER *answer)
{
    take_control(device, file);
    return answer_value(answer, &device->OpenFiles, sizeof(ULONG));
}

static NTSTATUS choose_fault(RIG_DEVICE *device, RIG_FILE *file, const void *name, ULONG length)
{
    take_control(device, file);
    clear_fault(device, file);
    return length == 0 ? STATUS_SUCCESS : set_fault(device, file, name, length);
}

/* What of faults.h this request is. */
static RIG_FAULT_POINT point_of(ULONG code, const KSPROPERTY *property, ULONG length)
{
    if (code == IOCTL_RIG_CREATE_PIN)
        return FAULT_AT_CREATE;
    if (code != IOCTL_KS_PROPERTY || !property || length < sizeof(*property))
        return FAULT_ELSEWHERE;
    if (same_guid(&property->Set, &rig_pin_properties.Set) && property->Id == KSPROPERTY_PIN_DATARANGES)
        return FAULT_AT_PROPERTY;
    if (same_guid(&property->Set, &rig_connection_properties.Set) && property->Id == KSPROPERTY_CONNECTION_STATE &&
        property->Flags == KSPROPERTY_TYPE_SET)
        return FAULT_AT_STATE;
    return FAULT_ELSEWHERE;
}

static NTSTATUS property(RIG_DEVICE *device, RIG_FILE *file, const void *input, ULONG length, RIG_ANSWER *answer)
{
    if (!file->Pin && is_spoilt(device, input, length))
        return spoil_property(device, file, input, length, answer);
    return answer_property(device, file, input, length, answer);
}

NTSTATUS NTAPI dispatch_device_control(DEVICE_OBJECT *functional, IRP *irp)
{
    RIG_DEVICE *device = functional->DeviceExtension;
    IO_STACK_LOCATION *stack = IoGetCurrentIrpStackLocation(irp);
    RIG_FILE *file = stack->FileObject->FsContext;
    ULONG code = stack->Parameters.DeviceIoControl.IoControlCode;
    const void *input = stack->Parameters.DeviceIoControl.Type3InputBuffer;
    ULONG input_length = stack->Parameters.DeviceIoControl.InputBufferLength;
    RIG_ANSWER answer = {irp->UserBuffer, stack->Parameters.DeviceIoControl.OutputBufferLength, 0};
    NTSTATUS status;

    if (!answer.Buffer)
        answer.Length = 0;
    if (!file->IsControl && interrupted(device, irp, point_of(code, input, input_length), &status))
        return status;

    switch (code) {
    case IOCTL_KS_PROPERTY:
        status = property(device, file, input, input_length, &answer);
        break;
    case IOCTL_RIG_FILTER_INSTANCE:
        status = filter_instance(file, &answer);
        break;
    case IOCTL_RIG_CREATE_PIN:
        status = create_pin(device, file, input, input_length);
        break;
    case IOCTL_RIG_SET_FAULT:
        status = choose_fault(device, file, input, input_length);
        break;
    case IOCTL_RIG_OPEN_FILES:
        status = open_files(device, file, &answer);
        break;
    default:
        status = STATUS_INVALID_DEVICE_REQUEST;
    }
    return complete(irp, status, answer.Information);
}
