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
    ULONG size = sizeof(KSMULTIPLE_ITEM) + filter->NodeCount * sizeof(GUID);
    NTSTATUS status;
    GUID *room = answer_items(answer, size, filter->NodeCount, &status);

    for (ULONG i = 0; room && i < filter->NodeCount; i++)
        room[i] = filter->Nodes[i].Type;
    return status;
}

static NTSTATUS get_connections(const RIG_REQUEST *request, RIG_ANSWER *answer)
{
    const RIG_FILTER *filter = request->Device->Filter;
    return answer_list(answer, filter->Connections, sizeof(*filter->Connections), filter->ConnectionCount);
}

static NTSTATUS get_node_name(const RIG_REQUEST *request, RIG_ANSWER *answer)
{
    return answer_string(answer, request->Device->Filter->Nodes[request->NodeId].Name);
}

static const RIG_PROPERTY properties[] = {
    {KSPROPERTY_TOPOLOGY_CATEGORIES, SUBJECT_HANDLE, get_categories, NULL, NULL},
    {KSPROPERTY_TOPOLOGY_NODES, SUBJECT_HANDLE, get_nodes, NULL, NULL},
    {KSPROPERTY_TOPOLOGY_CONNECTIONS, SUBJECT_HANDLE, get_connections, NULL, NULL},
    {KSPROPERTY_TOPOLOGY_NAME, SUBJECT_NODE, get_node_name, NULL, NULL},
};

const RIG_PROPERTY_SET rig_topology_properties = {
    {STATICGUIDOF(KSPROPSETID_Topology)}, SIZEOF_ARRAY(properties), properties};
