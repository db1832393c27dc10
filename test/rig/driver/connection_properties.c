/* KSPROPSETID_Connection: an open pin is driven through its own handle. */
#include "property.h"
#include "propose.h"

#define FRAMES 4
#define ANY_SIZE 0xFFFFFFFFu

static NTSTATUS get_state(const RIG_REQUEST *request, RIG_ANSWER *answer)
{
    return answer_value(answer, &request->File->Stream.State, sizeof(ULONG));
}

static NTSTATUS set_state_property(const RIG_REQUEST *request, RIG_ANSWER *answer)
{
    ULONG state;

    if (!value_of(answer, &state, sizeof(state)))
        return STATUS_BUFFER_TOO_SMALL;
    if (state > KSSTATE_RUN)
        return STATUS_INVALID_PARAMETER;
    return set_state(&request->File->Stream, state);
}

static NTSTATUS get_priority(const RIG_REQUEST *request, RIG_ANSWER *answer)
{
    return answer_value(answer, &request->File->Stream.Priority, sizeof(KSPRIORITY));
}

static NTSTATUS set_priority(const RIG_REQUEST *request, RIG_ANSWER *answer)
{
    return value_of(answer, &request->File->Stream.Priority, sizeof(KSPRIORITY)) ? STATUS_SUCCESS
                                                                                : STATUS_BUFFER_TOO_SMALL;
}

static NTSTATUS get_data_format(const RIG_REQUEST *request, RIG_ANSWER *answer)
{
    const KSDATAFORMAT *format = request->File->Stream.Format;
    return answer_value(answer, format, format->FormatSize);
}

static NTSTATUS set_data_format(const RIG_REQUEST *request, RIG_ANSWER *answer)
{
    NTSTATUS status = set_propose_data_format(request, answer);
    return NT_SUCCESS(status) ? set_format(&request->File->Stream, answer->Buffer) : status;
}

static ULONG frame_size(const RIG_REQUEST *request)
{
    return request->Device->Filter->FrameSize(request->File->Stream.Format);
}

static NTSTATUS get_framing(const RIG_REQUEST *request, RIG_ANSWER *answer)
{
    KSALLOCATOR_FRAMING framing = {
        .RequirementsFlags = KSALLOCATOR_REQUIREMENTF_SYSTEM_MEMORY,
        .PoolType = NonPagedPool,
        .Frames = FRAMES,
        .FrameSize = frame_size(request),
    };
    return answer_value(answer, &framing, sizeof(framing));
}

static NTSTATUS get_framing_ex(const RIG_REQUEST *request, RIG_ANSWER *answer)
{
    ULONG size = frame_size(request);
    KSALLOCATOR_FRAMING_EX framing = {
        .CountItems = 1,
        .OutputCompression = {1, 1, 0},
        .FramingItem = {{
            .MemoryType = {STATICGUIDOF(KSMEMORY_TYPE_KERNEL_NONPAGED)},
            .Flags = KSALLOCATOR_REQUIREMENTF_SYSTEM_MEMORY,
            .Frames = FRAMES,
            .PhysicalRange = {0, ANY_SIZE, 1},
            .FramingRange = {{size, size, 1}, 1, 1},
        }},
    };
    return answer_value(answer, &framing, sizeof(framing));
}

static NTSTATUS get_acquire_ordering(const RIG_REQUEST *request, RIG_ANSWER *answer)
{
    BOOL ordered = FALSE;

    UNREFERENCED_PARAMETER(request);
    return answer_value(answer, &ordered, sizeof(ordered));
}

static const RIG_PROPERTY properties[] = {
    {KSPROPERTY_CONNECTION_STATE, SUBJECT_HANDLE, get_state, set_state_property, NULL},
    {KSPROPERTY_CONNECTION_PRIORITY, SUBJECT_HANDLE, get_priority, set_priority, NULL},
    {KSPROPERTY_CONNECTION_DATAFORMAT, SUBJECT_HANDLE, get_data_format, set_data_format, NULL},
    {KSPROPERTY_CONNECTION_ALLOCATORFRAMING, SUBJECT_HANDLE, get_framing, NULL, NULL},
    {KSPROPERTY_CONNECTION_PROPOSEDATAFORMAT, SUBJECT_HANDLE, NULL, set_propose_data_format, NULL},
    {KSPROPERTY_CONNECTION_ACQUIREORDERING, SUBJECT_HANDLE, get_acquire_ordering, NULL, NULL},
    {KSPROPERTY_CONNECTION_ALLOCATORFRAMING_EX, SUBJECT_HANDLE, get_framing_ex, NULL, NULL},
};

const RIG_PROPERTY_SET rig_connection_properties = {
    {STATICGUIDOF(KSPROPSETID_Connection)}, SIZEOF_ARRAY(properties), properties};
