/* KSPROPSETID_Pin: what a filter says of its pin factories, one function per property. */
#include "instances.h"
#include "intersection.h"
#include "property.h"
#include "propose.h"

static NTSTATUS get_ctypes(const RIG_REQUEST *request, RIG_ANSWER *answer)
{
    return answer_value(answer, &request->Device->Filter->PinCount, sizeof(ULONG));
}

static NTSTATUS get_dataflow(const RIG_REQUEST *request, RIG_ANSWER *answer)
{
    return answer_value(answer, &request->Pin->Descriptor.DataFlow, sizeof(ULONG));
}

static NTSTATUS get_communication(const RIG_REQUEST *request, RIG_ANSWER *answer)
{
    return answer_value(answer, &request->Pin->Descriptor.Communication, sizeof(ULONG));
}

static NTSTATUS get_category(const RIG_REQUEST *request, RIG_ANSWER *answer)
{
    const GUID *category = request->Pin->Descriptor.Category;
    return category ? answer_value(answer, category, sizeof(*category)) : STATUS_NOT_FOUND;
}

static NTSTATUS get_name(const RIG_REQUEST *request, RIG_ANSWER *answer)
{
    UNICODE_STRING name;

    if (!request->Pin->Name)
        return STATUS_NOT_FOUND;
    RtlInitUnicodeString(&name, request->Pin->Name);
    return answer_value(answer, name.Buffer, name.MaximumLength); /* with its NUL */
}

static NTSTATUS get_interfaces(const RIG_REQUEST *request, RIG_ANSWER *answer)
{
    const KSPIN_DESCRIPTOR *pin = &request->Pin->Descriptor;
    return answer_list(answer, pin->Interfaces, sizeof(*pin->Interfaces), pin->InterfacesCount);
}

static NTSTATUS get_mediums(const RIG_REQUEST *request, RIG_ANSWER *answer)
{
    const KSPIN_DESCRIPTOR *pin = &request->Pin->Descriptor;
    return answer_list(answer, pin->Mediums, sizeof(*pin->Mediums), pin->MediumsCount);
}

static NTSTATUS get_data_ranges(const RIG_REQUEST *request, RIG_ANSWER *answer)
{
    const KSPIN_DESCRIPTOR *pin = &request->Pin->Descriptor;
    ULONG size = sizeof(KSMULTIPLE_ITEM);
    NTSTATUS status;
    UCHAR *room;

    for (ULONG i = 0; i < pin->DataRangesCount; i++)
        size += (ULONG)next8(pin->DataRanges[i]->FormatSize);
    room = answer_items(answer, size, pin->DataRangesCount, &status);
    for (ULONG i = 0; room && i < pin->DataRangesCount; i++) {
        ULONG range_size = pin->DataRanges[i]->FormatSize;
        RtlZeroMemory(room, next8(range_size));
        RtlCopyMemory(room, pin->DataRanges[i], range_size);
        room += next8(range_size);
    }
    return status;
}

static NTSTATUS get_instances(const RIG_REQUEST *request, RIG_ANSWER *answer)
{
    RIG_INSTANCES open = count_instances(request->Device, request->Pin, request->File->FilterInstance);
    KSPIN_CINSTANCES instances = {request->Pin->MaxFilterInstances, open.Filter};
    return answer_value(answer, &instances, sizeof(instances));
}

static NTSTATUS get_global_instances(const RIG_REQUEST *request, RIG_ANSWER *answer)
{
    RIG_INSTANCES open = count_instances(request->Device, request->Pin, request->File->FilterInstance);
    KSPIN_CINSTANCES instances = {request->Pin->MaxGlobalInstances, open.Global};
    return answer_value(answer, &instances, sizeof(instances));
}

static NTSTATUS get_necessary_instances(const RIG_REQUEST *request, RIG_ANSWER *answer)
{
    return answer_value(answer, &request->Pin->NecessaryInstances, sizeof(ULONG));
}

static const RIG_PROPERTY properties[] = {
    {KSPROPERTY_PIN_CINSTANCES, sizeof(KSP_PIN), get_instances, NULL},
    {KSPROPERTY_PIN_CTYPES, sizeof(KSPROPERTY), get_ctypes, NULL},
    {KSPROPERTY_PIN_DATAFLOW, sizeof(KSP_PIN), get_dataflow, NULL},
    {KSPROPERTY_PIN_DATARANGES, sizeof(KSP_PIN), get_data_ranges, NULL},
    {KSPROPERTY_PIN_DATAINTERSECTION, sizeof(KSP_PIN), get_data_intersection, NULL},
    {KSPROPERTY_PIN_INTERFACES, sizeof(KSP_PIN), get_interfaces, NULL},
    {KSPROPERTY_PIN_MEDIUMS, sizeof(KSP_PIN), get_mediums, NULL},
    {KSPROPERTY_PIN_COMMUNICATION, sizeof(KSP_PIN), get_communication, NULL},
    {KSPROPERTY_PIN_GLOBALCINSTANCES, sizeof(KSP_PIN), get_global_instances, NULL},
    {KSPROPERTY_PIN_NECESSARYINSTANCES, sizeof(KSP_PIN), get_necessary_instances, NULL},
    {KSPROPERTY_PIN_CATEGORY, sizeof(KSP_PIN), get_category, NULL},
    {KSPROPERTY_PIN_NAME, sizeof(KSP_PIN), get_name, NULL},
    {KSPROPERTY_PIN_PROPOSEDATAFORMAT, sizeof(KSP_PIN), NULL, set_propose_data_format},
};

const RIG_PROPERTY_SET rig_pin_properties = {
    {STATICGUIDOF(KSPROPSETID_Pin)}, SIZEOF_ARRAY(properties), properties};
