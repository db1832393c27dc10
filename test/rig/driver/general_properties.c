/* KSPROPSETID_General: who made the filter. */
#include "property.h"

static NTSTATUS get_component_id(const RIG_REQUEST *request, RIG_ANSWER *answer)
{
    const KSCOMPONENTID *component = request->Device->Filter->ComponentId;
    return component ? answer_value(answer, component, sizeof(*component)) : STATUS_NOT_FOUND;
}

static const RIG_PROPERTY properties[] = {
    {KSPROPERTY_GENERAL_COMPONENTID, SUBJECT_HANDLE, get_component_id, NULL, NULL},
};

const RIG_PROPERTY_SET rig_general_properties = {
    {STATICGUIDOF(KSPROPSETID_General)}, SIZEOF_ARRAY(properties), properties};
