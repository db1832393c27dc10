/*
 * KSDATAFORMAT_ATTRIBUTES promises a KSMULTIPLE_ITEM and its attributes at the next multiple of eight after
 * the format. Like sysvad, the rig knows one attribute, the audio signal processing mode, and does not care
 * which mode it names.
 */
#include "attributes.h"

static NTSTATUS check_attribute(const KSATTRIBUTE *attribute, SIZE_T remaining)
{
    static const GUID mode = {STATIC_RIG_ATTRIBUTEID_AUDIOSIGNALPROCESSING_MODE};

    if (remaining < sizeof(*attribute) || attribute->Size < sizeof(*attribute) || attribute->Size > remaining)
        return STATUS_INVALID_PARAMETER;
    if (!same_guid(&attribute->Attribute, &mode))
        return STATUS_NOT_SUPPORTED;
    return attribute->Size == sizeof(RIG_SIGNAL_PROCESSING_MODE) ? STATUS_SUCCESS : STATUS_INVALID_PARAMETER;
}

NTSTATUS check_attributes(const KSDATAFORMAT *format, ULONG available)
{
    SIZE_T start = next8(format->FormatSize);
    const UCHAR *list = (const UCHAR *)format + start;
    const KSMULTIPLE_ITEM *header = (const KSMULTIPLE_ITEM *)list;
    SIZE_T offset = sizeof(*header);

    if (!(format->Flags & KSDATAFORMAT_ATTRIBUTES))
        return STATUS_SUCCESS;
    if (available < start + sizeof(*header))
        return STATUS_INVALID_PARAMETER;
    if (header->Count == 0 || header->Size < sizeof(*header) || header->Size > available - start)
        return STATUS_INVALID_PARAMETER;

    for (ULONG i = 0; i < header->Count; i++) {
        const KSATTRIBUTE *attribute = (const KSATTRIBUTE *)(list + offset);
        NTSTATUS status = check_attribute(attribute, offset < header->Size ? header->Size - offset : 0);
        if (!NT_SUCCESS(status))
            return status;
        offset += next8(attribute->Size);
    }
    return STATUS_SUCCESS;
}
