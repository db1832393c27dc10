/*
 * Three lengths, as ks.sys answers them: the verbs alone (ULONG), KSPROPERTY_DESCRIPTION, and that with the members it
 * announces. Its DescriptionSize tells a client that has read the head how long the whole is.
 */
#include "basic_support.h"

typedef struct {
    KSPROPERTY_DESCRIPTION Head;
    KSPROPERTY_MEMBERSHEADER Members;
    KSPROPERTY_STEPPING_LONG Range;
} DESCRIPTION;

static DESCRIPTION describe(const RIG_PROPERTY *property)
{
    DESCRIPTION description = {
        .Head = {
            .AccessFlags = (property->Get ? KSPROPERTY_TYPE_GET : 0) | (property->Set ? KSPROPERTY_TYPE_SET : 0),
            .DescriptionSize = sizeof(KSPROPERTY_DESCRIPTION),
        },
    };
    const RIG_VALUES *values = property->Values;

    if (!values)
        return description;
    description.Head.PropTypeSet.Set = (GUID){STATICGUIDOF(KSPROPTYPESETID_General)};
    description.Head.PropTypeSet.Id = values->Type;
    if (values->Range.SteppingDelta) {
        description.Head.DescriptionSize = sizeof(description);
        description.Head.MembersListCount = 1;
        description.Members = (KSPROPERTY_MEMBERSHEADER){
            KSPROPERTY_MEMBER_STEPPEDRANGES, sizeof(values->Range), 1, 0};
        description.Range = values->Range;
    }
    return description;
}

NTSTATUS answer_basic_support(const RIG_PROPERTY *property, RIG_ANSWER *answer)
{
    DESCRIPTION description = describe(property);
    ULONG size = description.Head.DescriptionSize;

    if (answer->Length >= sizeof(ULONG) && answer->Length < sizeof(description.Head))
        size = sizeof(ULONG);
    else if (answer->Length >= sizeof(description.Head) && answer->Length < size)
        size = sizeof(description.Head);
    return answer_value(answer, &description, size);
}
