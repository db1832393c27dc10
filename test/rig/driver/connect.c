/*
 * The class driver's part of a connect request first (is it well formed, does the factory offer this
 * interface, medium and kind of format), then the driver's own part. The first check that fails is the
 * answer, whatever else is wrong.
 */
#include "attributes.h"
#include "connect.h"
#include "faults.h"
#include "hidden_rules.h"
#include "instances.h"
#include "match.h"

static NTSTATUS check_block(const KSPIN_CONNECT *connect, ULONG length)
{
    const KSDATAFORMAT *format = (const KSDATAFORMAT *)(connect + 1);

    if (length < sizeof(*connect) + sizeof(*format))
        return STATUS_INVALID_PARAMETER;
    if (format->FormatSize < sizeof(*format) || format->FormatSize > length - sizeof(*connect))
        return STATUS_INVALID_PARAMETER;
    return STATUS_SUCCESS;
}

static BOOLEAN can_be_opened(const KSPIN_DESCRIPTOR *pin)
{
    return pin->Communication != KSPIN_COMMUNICATION_NONE && pin->Communication != KSPIN_COMMUNICATION_BRIDGE;
}

/* Set and Id decide; Flags is reserved and not compared. KSPIN_INTERFACE and KSPIN_MEDIUM are both KSIDENTIFIER. */
static BOOLEAN offered(const KSIDENTIFIER *list, ULONG count, const KSIDENTIFIER *wanted)
{
    for (ULONG i = 0; i < count; i++)
        if (list[i].Id == wanted->Id && same_guid(&list[i].Set, &wanted->Set))
            return TRUE;
    return FALSE;
}

static NTSTATUS check_request(const RIG_FILTER *filter, const KSPIN_CONNECT *connect)
{
    const KSDATAFORMAT *format = (const KSDATAFORMAT *)(connect + 1);
    const RIG_PIN *pin;

    if (connect->PinId >= filter->PinCount)
        return STATUS_INVALID_PARAMETER;
    pin = &filter->Pins[connect->PinId];
    if (!can_be_opened(&pin->Descriptor))
        return STATUS_INVALID_DEVICE_REQUEST;
    if (!offered(pin->Descriptor.Interfaces, pin->Descriptor.InterfacesCount, &connect->Interface))
        return STATUS_NO_MATCH;
    if (!offered(pin->Descriptor.Mediums, pin->Descriptor.MediumsCount, &connect->Medium))
        return STATUS_NO_MATCH;
    return pin_matches(pin, format) ? STATUS_SUCCESS : STATUS_NO_MATCH;
}

static BOOLEAN refused_first(
    RIG_DEVICE *device, ULONG filter_instance, const KSPIN_CONNECT *connect, ULONG length)
{
    const RIG_FILTER *filter = device->Filter;

    return has_fault(device, FAULT_RULE, RULE_INSTANCE_FIRST) && length >= sizeof(*connect) &&
           connect->PinId < filter->PinCount && is_taken(device, &filter->Pins[connect->PinId], filter_instance);
}

NTSTATUS connect_pin(RIG_DEVICE *device, RIG_FILE *file, ULONG filter_instance, const void *block, ULONG length)
{
    const KSPIN_CONNECT *connect = block;
    const KSDATAFORMAT *format = (const KSDATAFORMAT *)(connect + 1);
    const RIG_FILTER *filter = device->Filter;
    const RIG_PIN *pin;
    NTSTATUS status;

    if (refused_first(device, filter_instance, connect, length))
        return STATUS_INSUFFICIENT_RESOURCES;
    status = check_block(connect, length);
    if (NT_SUCCESS(status))
        status = check_request(filter, connect);
    if (NT_SUCCESS(status))
        status = check_attributes(format, length - sizeof(*connect));
    if (!NT_SUCCESS(status))
        return status;

    pin = &filter->Pins[connect->PinId];
    status = take_instance(device, pin, filter_instance, file);
    if (!NT_SUCCESS(status))
        return status;
    status = filter->CheckFormat(pin, format);
    if (NT_SUCCESS(status))
        status = check_hidden_rules(device, format);
    if (NT_SUCCESS(status))
        status = begin_stream(&file->Stream, connect);
    if (!NT_SUCCESS(status))
        release_instance(device, file);
    return status;
}
