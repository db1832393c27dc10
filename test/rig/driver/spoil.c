/* The honest answer goes into memory of our own first; what the caller gets of it is up to the fault. */
#include "faults.h"
#include "spoil.h"

#define SPOIL_TAG 0x6C696F70 /* "poil" as it lies in memory */

static ULONG spoilt_property(ULONG how)
{
    switch (how) {
    case SPOIL_STRING_UNTERMINATED:
        return KSPROPERTY_PIN_NAME;
    case SPOIL_INTERSECTION_LIES:
        return KSPROPERTY_PIN_DATAINTERSECTION;
    default:
        return KSPROPERTY_PIN_DATARANGES;
    }
}

BOOLEAN is_spoilt(const RIG_DEVICE *device, const KSPROPERTY *property, ULONG length)
{
    const RIG_FAULT *fault = device->Fault;

    return fault && fault->Kind == FAULT_SPOIL && property && length >= sizeof(*property) &&
           same_guid(&property->Set, &rig_pin_properties.Set) && property->Flags == KSPROPERTY_TYPE_GET &&
           property->Id == spoilt_property(fault->How);
}

/* A list by the rules of lists: its size alone, its header alone, or all. */
static NTSTATUS answer_whole(RIG_ANSWER *answer, const void *whole, ULONG size)
{
    return answer_value(answer, whole, answer->Length == 4 || answer->Length == 8 ? answer->Length : size);
}

static NTSTATUS overflow(RIG_ANSWER *answer, ULONG_PTR information)
{
    answer->Information = information;
    return STATUS_BUFFER_OVERFLOW;
}

static VOID change(UCHAR *whole, ULONG offset, ULONG add, ULONG flip)
{
    ULONG *number = (ULONG *)(whole + offset);
    *number = (*number + add) ^ flip;
}

static NTSTATUS spoil(ULONG how, UCHAR *whole, ULONG size, RIG_ANSWER *answer)
{
    NTSTATUS status;

    switch (how) {
    case SPOIL_SIZE_TOO_BIG:
        return answer->Length == 0 ? overflow(answer, 0x7FFFFFFF) : answer_whole(answer, whole, size);
    case SPOIL_SIZE_TOO_SMALL:
        if (answer->Length == 0)
            return overflow(answer, size - 8);
        if (answer->Length < 8)
            return answer_whole(answer, whole, size);
        return answer_value(answer, whole, answer->Length < size ? answer->Length : size);
    case SPOIL_RETURNED_TOO_BIG:
        status = answer_whole(answer, whole, size);
        if (NT_SUCCESS(status) && answer->Length >= size)
            answer->Information = size + 64;
        return status;
    case SPOIL_COUNT_NEGATIVE:
        *(ULONG *)(whole + 4) = 0xFFFFFFFF;
        return answer_whole(answer, whole, size);
    case SPOIL_RANGES_UNALIGNED:
        change(whole, 8, 2, 0);
        return answer_whole(answer, whole, size);
    case SPOIL_MORE_DATA_FOREVER:
        return overflow(answer, answer->Length + 16);
    case SPOIL_SIZES_MIXED_UP:
        status = answer_whole(answer, whole, size);
        answer->Information = NT_SUCCESS(status) ? answer->Information : size;
        if (status == STATUS_BUFFER_OVERFLOW)
            return STATUS_BUFFER_TOO_SMALL;
        return status == STATUS_BUFFER_TOO_SMALL ? STATUS_BUFFER_OVERFLOW : status;
    case SPOIL_STRING_UNTERMINATED:
        return answer_value(answer, whole, size - sizeof(WCHAR));
    default:
        change(whole, FIELD_OFFSET(KSDATAFORMAT, SubFormat), 0, 0xFF);
        return answer_value(answer, whole, size);
    }
}

NTSTATUS spoil_property(
    RIG_DEVICE *device, RIG_FILE *file, const KSPROPERTY *property, ULONG length, RIG_ANSWER *answer)
{
    RIG_ANSWER whole = {NULL, 0, 0};
    NTSTATUS status = answer_property(device, file, property, length, &whole);

    if (status != STATUS_BUFFER_OVERFLOW)
        return status;
    whole.Length = (ULONG)whole.Information;
    whole.Buffer = ExAllocatePoolWithTag(NonPagedPool, whole.Length, SPOIL_TAG);
    if (!whole.Buffer)
        return STATUS_INSUFFICIENT_RESOURCES;
    status = answer_property(device, file, property, length, &whole);
    if (NT_SUCCESS(status))
        status = spoil(device->Fault->How, whole.Buffer, whole.Length, answer);
    ExFreePoolWithTag(whole.Buffer, SPOIL_TAG);
    return status;
}
