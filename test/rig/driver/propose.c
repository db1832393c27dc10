/* Of a factory or of an open pin. A proposed format is judged by the same two steps as a connect request: by type, then by the driver's own numbers. */
#include "match.h"
#include "propose.h"

NTSTATUS get_default_format(const RIG_REQUEST *request, RIG_ANSWER *answer)
{
    const KSPIN_DESCRIPTOR *pin = &request->Pin->Descriptor;
    RIG_INTERSECT *intersect = request->Device->Filter->Intersect;
    NTSTATUS status;
    void *room;

    if (pin->Communication == KSPIN_COMMUNICATION_BRIDGE)
        return STATUS_NOT_SUPPORTED;
    room = answer_room(answer, intersect(pin->DataRanges[0], pin->DataRanges[0], NULL), &status);
    if (room)
        intersect(pin->DataRanges[0], pin->DataRanges[0], room);
    return status;
}

NTSTATUS set_propose_data_format(const RIG_REQUEST *request, RIG_ANSWER *answer)
{
    const KSDATAFORMAT *format = answer->Buffer; /* the value of a SET arrives in the output buffer */

    if (request->Pin->Descriptor.Communication == KSPIN_COMMUNICATION_BRIDGE)
        return STATUS_NOT_SUPPORTED;
    if (answer->Length < sizeof(*format))
        return STATUS_BUFFER_TOO_SMALL;
    if (format->FormatSize < sizeof(*format) || format->FormatSize > answer->Length)
        return STATUS_INVALID_PARAMETER;
    if (!pin_matches(request->Pin, format))
        return STATUS_NO_MATCH;
    return request->Device->Filter->CheckFormat(request->Pin, format);
}
