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
    return answer_string(answer, request->Pin->Name);
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

static NTSTATUS get_physical_connection(const RIG_REQUEST *request, RIG_ANSWER *answer)
{
    const RIG_WIRE *wire = request->Pin->Wire;
    UNICODE_STRING name;
    NTSTATUS status;
    KSPIN_PHYSICALCONNECTION *room;

    if (!wire)
        return STATUS_NOT_FOUND;
    RtlInitUnicodeString(&name, wire->SymbolicLinkName);
    ULONG size = FIELD_OFFSET(KSPIN_PHYSICALCONNECTION, SymbolicLinkName) + name.MaximumLength;
    room = answer_room(answer, size, &status);
    if (room) {
        room->Size = size;
        room->Pin = wire->Pin;
        RtlCopyMemory(room->SymbolicLinkName, name.Buffer, name.MaximumLength);
    }
    return status;
}

/* No pin of the rig knows signal processing modes. */
static NTSTATUS get_mode_formats(const RIG_REQUEST *request, RIG_ANSWER *answer)
{
    UNREFERENCED_PARAMETER(request);
    UNREFERENCED_PARAMETER(answer);
    return STATUS_NOT_SUPPORTED;
}

static const RIG_PROPERTY properties[] = {
    {KSPROPERTY_PIN_CINSTANCES, SUBJECT_FACTORY, get_instances, NULL, NULL},
    {KSPROPERTY_PIN_CTYPES, SUBJECT_HANDLE, get_ctypes, NULL, NULL},
    {KSPROPERTY_PIN_DATAFLOW, SUBJECT_FACTORY, get_dataflow, NULL, NULL},
    {KSPROPERTY_PIN_DATARANGES, SUBJECT_FACTORY, get_data_ranges, NULL, NULL},
    {KSPROPERTY_PIN_DATAINTERSECTION, SUBJECT_FACTORY, get_data_intersection, NULL, NULL},
    {KSPROPERTY_PIN_INTERFACES, SUBJECT_FACTORY, get_interfaces, NULL, NULL},
    {KSPROPERTY_PIN_MEDIUMS, SUBJECT_FACTORY, get_mediums, NULL, NULL},
    {KSPROPERTY_PIN_COMMUNICATION, SUBJECT_FACTORY, get_communication, NULL, NULL},
    {KSPROPERTY_PIN_GLOBALCINSTANCES, SUBJECT_FACTORY, get_global_instances, NULL, NULL},
    {KSPROPERTY_PIN_NECESSARYINSTANCES, SUBJECT_FACTORY, get_necessary_instances, NULL, NULL},
    {KSPROPERTY_PIN_PHYSICALCONNECTION, SUBJECT_FACTORY, get_physical_connection, NULL, NULL},
    {KSPROPERTY_PIN_CATEGORY, SUBJECT_FACTORY, get_category, NULL, NULL},
    {KSPROPERTY_PIN_NAME, SUBJECT_FACTORY, get_name, NULL, NULL},
    {KSPROPERTY_PIN_CONSTRAINEDDATARANGES, SUBJECT_FACTORY, get_data_ranges, NULL, NULL},
    {KSPROPERTY_PIN_PROPOSEDATAFORMAT, SUBJECT_FACTORY, get_default_format, set_propose_data_format, NULL},
    {15 /* KSPROPERTY_PIN_PROPOSEDATAFORMAT2 */, SUBJECT_FACTORY, get_mode_formats, NULL, NULL},
    {16 /* KSPROPERTY_PIN_MODEDATAFORMATS */, SUBJECT_FACTORY, get_mode_formats, NULL, NULL},
};

const RIG_PROPERTY_SET rig_pin_properties = {
    {STATICGUIDOF(KSPROPSETID_Pin)}, SIZEOF_ARRAY(properties), properties};
