/* Which handler a property request belongs to, and what is said when there is none; the order is in README.md. */
#include "property.h"

static const RIG_PROPERTY_SET *const filter_sets[] = {&rig_pin_properties, &rig_topology_properties};

static const RIG_PROPERTY_SET *find_set(const RIG_FILE *file, const GUID *set)
{
    if (file->Pin) /* a pin handle is no filter handle */
        return NULL;
    for (ULONG i = 0; i < SIZEOF_ARRAY(filter_sets); i++)
        if (same_guid(&filter_sets[i]->Set, set))
            return filter_sets[i];
    return NULL;
}

static const RIG_PROPERTY *find_property(const RIG_PROPERTY_SET *set, ULONG id)
{
    for (ULONG i = 0; i < set->Count; i++)
        if (set->Properties[i].Id == id)
            return &set->Properties[i];
    return NULL;
}

static NTSTATUS answer_basic_support(const RIG_PROPERTY *property, RIG_ANSWER *answer)
{
    ULONG access = (property->Get ? KSPROPERTY_TYPE_GET : 0) | (property->Set ? KSPROPERTY_TYPE_SET : 0);
    return answer_value(answer, &access, sizeof(access));
}

static NTSTATUS call_handler(
    const RIG_PROPERTY *property, RIG_PROPERTY_HANDLER *handler, RIG_REQUEST *request, RIG_ANSWER *answer)
{
    const RIG_FILTER *filter = request->Device->Filter;

    if (!handler)
        return STATUS_NOT_IMPLEMENTED;
    if (request->InputLength < property->MinimumInput)
        return STATUS_BUFFER_TOO_SMALL;
    if (property->MinimumInput >= sizeof(KSP_PIN)) {
        ULONG pin_id = ((const KSP_PIN *)request->Input)->PinId;
        if (pin_id >= filter->PinCount)
            return STATUS_INVALID_PARAMETER;
        request->Pin = &filter->Pins[pin_id];
    }
    return handler(request, answer);
}

NTSTATUS answer_property(
    RIG_DEVICE *device, const RIG_FILE *file, const KSPROPERTY *property, ULONG length, RIG_ANSWER *answer)
{
    RIG_REQUEST request = {device, file, property, length, NULL};
    const RIG_PROPERTY_SET *set;
    const RIG_PROPERTY *entry;
    ULONG verb;

    if (!property || length < sizeof(*property))
        return STATUS_BUFFER_TOO_SMALL;
    verb = property->Flags & ~KSPROPERTY_TYPE_TOPOLOGY;
    set = find_set(file, &property->Set);
    if (!set)
        return STATUS_PROPSET_NOT_FOUND;
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
