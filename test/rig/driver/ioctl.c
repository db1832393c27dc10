/* The control codes the rig understands; all are METHOD_NEITHER, as KS's own are. */
#include "connect.h"
#include "property.h"
#include "rig_ioctl.h"

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

NTSTATUS NTAPI dispatch_device_control(DEVICE_OBJECT *functional, IRP *irp)
{
    RIG_DEVICE *device = functional->DeviceExtension;
    IO_STACK_LOCATION *stack = IoGetCurrentIrpStackLocation(irp);
    RIG_FILE *file = stack->FileObject->FsContext;
    const void *input = stack->Parameters.DeviceIoControl.Type3InputBuffer;
    ULONG input_length = stack->Parameters.DeviceIoControl.InputBufferLength;
    RIG_ANSWER answer = {irp->UserBuffer, stack->Parameters.DeviceIoControl.OutputBufferLength, 0};
    NTSTATUS status;

    if (!answer.Buffer)
        answer.Length = 0;

    switch (stack->Parameters.DeviceIoControl.IoControlCode) {
    case IOCTL_KS_PROPERTY:
        status = answer_property(device, file, input, input_length, &answer);
        break;
    case IOCTL_RIG_FILTER_INSTANCE:
        status = filter_instance(file, &answer);
        break;
    case IOCTL_RIG_CREATE_PIN:
        status = create_pin(device, file, input, input_length);
        break;
    default:
        status = STATUS_INVALID_DEVICE_REQUEST;
    }
    return complete(irp, status, answer.Information);
}
