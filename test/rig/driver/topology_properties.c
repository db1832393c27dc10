/* KSPROPSETID_Topology: what the filter is and how it is wired inside. */
#include "property.h"

static NTSTATUS get_categories(const RIG_REQUEST *request, RIG_ANSWER *answer)
{
    const RIG_FILTER *filter = request->Device->Filter;
    return answer_list(answer, filter->Categories, sizeof(*filter->Categories), filter->CategoryCount);
}

static NTSTATUS get_nodes(const RIG_REQUEST *request, RIG_ANSWER *answer)
{
    const RIG_FILTER *filter = request->Device->Filter;
    return answer_list(answer, filter->Nodes, sizeof(*filter->Nodes), filter->NodeCount);
}

static NTSTATUS get_connections(const RIG_REQUEST *request, RIG_ANSWER *answer)
{
    const RIG_FILTER *filter = request->Device->Filter;
    return answer_list(answer, filter->Connections, sizeof(*filter->Connections), filter->ConnectionCount);
}

static const RIG_PROPERTY properties[] = {
    {KSPROPERTY_TOPOLOGY_CATEGORIES, sizeof(KSPROPERTY), get_categories, NULL},
    {KSPROPERTY_TOPOLOGY_NODES, sizeof(KSPROPERTY), get_nodes, NULL},
    {KSPROPERTY_TOPOLOGY_CONNECTIONS, sizeof(KSPROPERTY), get_connections, NULL},
};

const RIG_PROPERTY_SET rig_topology_properties = {
    {STATICGUIDOF(KSPROPSETID_Topology)}, SIZEOF_ARRAY(properties), properties};
