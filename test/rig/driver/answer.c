/* The sizing rules of property answers; see answer.h. */
#include "answer.h"

BOOLEAN value_of(const RIG_ANSWER *answer, void *value, ULONG size)
{
    if (answer->Length < size)
        return FALSE;
    RtlCopyMemory(value, answer->Buffer, size);
    return TRUE;
}

void *answer_room(RIG_ANSWER *answer, ULONG size, NTSTATUS *status)
{
    *status = STATUS_SUCCESS;
    if (answer->Length == 0) {
        answer->Information = size;
        *status = STATUS_BUFFER_OVERFLOW;
        return NULL;
    }
    if (answer->Length < size) {
        *status = STATUS_BUFFER_TOO_SMALL;
        return NULL;
    }
    answer->Information = size;
    return answer->Buffer;
}

NTSTATUS answer_value(RIG_ANSWER *answer, const void *value, ULONG size)
{
    NTSTATUS status;
    void *room = answer_room(answer, size, &status);

    if (room)
        RtlCopyMemory(room, value, size);
    return status;
}

NTSTATUS answer_string(RIG_ANSWER *answer, const WCHAR *string)
{
    UNICODE_STRING counted;

    if (!string)
        return STATUS_NOT_FOUND;
    RtlInitUnicodeString(&counted, string);
    return answer_value(answer, counted.Buffer, counted.MaximumLength); /* with its NUL */
}

void *answer_items(RIG_ANSWER *answer, ULONG size, ULONG count, NTSTATUS *status)
{
    KSMULTIPLE_ITEM header = {size, count};
    KSMULTIPLE_ITEM *room;

    if (answer->Length == sizeof(header.Size)) {
        *status = answer_value(answer, &header.Size, sizeof(header.Size));
        return NULL;
    }
    if (answer->Length == sizeof(header)) {
        *status = answer_value(answer, &header, sizeof(header));
        return NULL;
    }
    room = answer_room(answer, size, status);
    if (!room)
        return NULL;
    *room = header;
    return room + 1;
}

NTSTATUS answer_list(RIG_ANSWER *answer, const void *items, ULONG item_size, ULONG count)
{
    NTSTATUS status;
    void *room = answer_items(answer, sizeof(KSMULTIPLE_ITEM) + count * item_size, count, &status);

    if (room)
        RtlCopyMemory(room, items, count * item_size);
    return status;
}
