/* Which handler a property request belongs to, and what is said when there is none; the order is in README.md. */
#include "basic_support.h"
#include "property.h"

static BOOLEAN is_set(const RIG_PROPERTY_SET *set, const GUID *guid)
{
    return set && same_guid(&set->Set, guid);
}

static const RIG_PROPERTY_SET *filter_set(const GUID *guid)
{
    static const RIG_PROPERTY_SET *const sets[] = {
        &rig_pin_properties, &rig_topology_properties, &rig_general_properties};

    for (ULONG i = 0; i < SIZEOF_ARRAY(sets); i++)
        if (is_set(sets[i], guid))
            return sets[i];
    return NULL;
}

static const RIG_PROPERTY_SET *stream_set(const RIG_FILTER *filter, const GUID *guid)
{
    if (is_set(&rig_connection_properties, guid))
        return &rig_connection_properties;
    return is_set(filter->StreamProperties, guid) ? filter->StreamProperties : NULL;
}

/* KSPROPERTY_TYPE_TOPOLOGY: the set is one of the node's. */
static NTSTATUS node_set(
    const RIG_FILTER *filter, const KSPROPERTY *property, ULONG length, const RIG_PROPERTY_SET **set)
{
    ULONG node = ((const KSP_NODE *)property)->NodeId;

    if (length < sizeof(KSP_NODE))
        return STATUS_BUFFER_TOO_SMALL;
    if (node >= filter->NodeCount)
        return STATUS_INVALID_PARAMETER;
    *set = filter->Nodes[node].Properties;
    return is_set(*set, &property->Set) ? STATUS_SUCCESS : STATUS_PROPSET_NOT_FOUND;
}

/* A pin handle is no filter handle: each has sets of its own. */
static NTSTATUS find_set(
    const RIG_REQUEST *request, const KSPROPERTY *property, ULONG length, const RIG_PROPERTY_SET **set)
{
    const RIG_FILTER *filter = request->Device->Filter;

    *set = request->File->Pin ? stream_set(filter, &property->Set) : filter_set(&property->Set);
    if (*set)
        return STATUS_SUCCESS;
    if (request->File->Pin || !(property->Flags & KSPROPERTY_TYPE_TOPOLOGY))
        return STATUS_PROPSET_NOT_FOUND;
    return node_set(filter, property, length, set);
}

static const RIG_PROPERTY *find_property(const RIG_PROPERTY_SET *set, ULONG id)
{
    for (ULONG i = 0; i < set->Count; i++)
        if (set->Properties[i].Id == id)
            return &set->Properties[i];
    return NULL;
}

/* KSP_PIN and KSP_NODE are both 32 bytes, their number after KSPROPERTY. */
static NTSTATUS find_subject(RIG_REQUEST *request, RIG_SUBJECT subject)
{
    const RIG_FILTER *filter = request->Device->Filter;
    ULONG number = ((const KSP_PIN *)request->Input)->PinId;

    if (subject == SUBJECT_HANDLE)
        return STATUS_SUCCESS;
    if (request->InputLength < sizeof(KSP_PIN))
        return STATUS_BUFFER_TOO_SMALL;
    if (number >= (subject == SUBJECT_FACTORY ? filter->PinCount : filter->NodeCount))
        return STATUS_INVALID_PARAMETER;
    if (subject == SUBJECT_FACTORY)
        request->Pin = &filter->Pins[number];
    else
        request->NodeId = number;
    return STATUS_SUCCESS;
}

static NTSTATUS call_handler(
    const RIG_PROPERTY *property, RIG_PROPERTY_HANDLER *handler, RIG_REQUEST *request, RIG_ANSWER *answer)
{
    NTSTATUS status;

    if (!handler)
        return STATUS_NOT_IMPLEMENTED;
    status = find_subject(request, property->Subject);
    if (!NT_SUCCESS(status))
        return status;
    ExAcquireFastMutex(&request->Device->PropertyLock);
    status = handler(request, answer);
    ExReleaseFastMutex(&request->Device->PropertyLock);
    return status;
}

NTSTATUS answer_property(
    RIG_DEVICE *device, RIG_FILE *file, const KSPROPERTY *property, ULONG length, RIG_ANSWER *answer)
{
    RIG_REQUEST request = {device, file, property, length, file->Pin, 0};
    const RIG_PROPERTY_SET *set;
    const RIG_PROPERTY *entry;
    NTSTATUS status;
    ULONG verb;

    if (!property || length < sizeof(*property))
        return STATUS_BUFFER_TOO_SMALL;
    verb = property->Flags & ~KSPROPERTY_TYPE_TOPOLOGY;
    status = find_set(&request, property, length, &set);
    if (!NT_SUCCESS(status))
        return status;
    if (verb == KSPROPERTY_TYPE_SETSUPPORT)
        return STATUS_SUCCESS;
    entry = find_property(set, property->Id);
    if (!entry)
        return STATUS_NOT_FOUND;

    switch (verb) {
    case KSPROPERTY_TYPE_BASICSUPPORT:
        return answer_basic_support(entry, answer);
    case KSPROPERTY_TYPE_GET:
        return call_handler(entry, entry->Get, &request, answer);
    case KSPROPERTY_TYPE_SET:
        return call_handler(entry, entry->Set, &request, answer);
    default:
        return STATUS_INVALID_PARAMETER;
    }
}
