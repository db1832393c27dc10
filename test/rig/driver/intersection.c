/*
 * Walks the caller's ranges (KSMULTIPLE_ITEM after KSP_PIN, each range rounded up to eight, an attribute list
 * after a range that says so) without trusting one of its sizes. The caller's order decides, then the pin's.
 */
#include "intersection.h"
#include "match.h"

typedef struct {
    const UCHAR *Next;
    SIZE_T Left;
} CURSOR;

static VOID advance(CURSOR *cursor, SIZE_T size)
{
    SIZE_T step = next8(size) < cursor->Left ? next8(size) : cursor->Left;
    cursor->Next += step;
    cursor->Left -= step;
}

/* The range at the cursor, moved past; NULL when the bytes left do not hold one. */
static const KSDATARANGE *next_range(CURSOR *cursor)
{
    const KSDATARANGE *range = (const KSDATARANGE *)cursor->Next;

    if (cursor->Left < sizeof(*range) || range->FormatSize < sizeof(*range) || range->FormatSize > cursor->Left)
        return NULL;
    advance(cursor, range->FormatSize);
    if (range->Flags & KSDATARANGE_ATTRIBUTES) {
        const KSMULTIPLE_ITEM *attributes = (const KSMULTIPLE_ITEM *)cursor->Next;
        if (cursor->Left < sizeof(*attributes) || attributes->Size > cursor->Left)
            return NULL;
        advance(cursor, attributes->Size);
    }
    return range;
}

static const KSDATARANGE *find_offer(const RIG_REQUEST *request, const KSDATARANGE *wanted)
{
    const KSPIN_DESCRIPTOR *pin = &request->Pin->Descriptor;

    for (ULONG i = 0; i < pin->DataRangesCount; i++)
        if (ranges_overlap(pin->DataRanges[i], wanted) &&
            request->Device->Filter->Intersect(pin->DataRanges[i], wanted, NULL))
            return pin->DataRanges[i];
    return NULL;
}

NTSTATUS get_data_intersection(const RIG_REQUEST *request, RIG_ANSWER *answer)
{
    const KSMULTIPLE_ITEM *list = (const KSMULTIPLE_ITEM *)((const KSP_PIN *)request->Input + 1);
    RIG_INTERSECT *intersect = request->Device->Filter->Intersect;

    if (request->InputLength < sizeof(KSP_PIN) + sizeof(*list) + sizeof(KSDATARANGE))
        return STATUS_BUFFER_TOO_SMALL;
    if (list->Size < sizeof(*list) || list->Size > request->InputLength - sizeof(KSP_PIN))
        return STATUS_INVALID_PARAMETER;

    CURSOR cursor = {(const UCHAR *)(list + 1), list->Size - sizeof(*list)};
    for (ULONG i = 0; i < list->Count; i++) {
        const KSDATARANGE *wanted = next_range(&cursor);
        const KSDATARANGE *offer;
        NTSTATUS status;
        if (!wanted)
            return STATUS_INVALID_PARAMETER;
        offer = find_offer(request, wanted);
        if (offer) {
            void *room = answer_room(answer, intersect(offer, wanted, NULL), &status);
            if (room)
                intersect(offer, wanted, room);
            return status;
        }
    }
    return STATUS_NO_MATCH;
}
