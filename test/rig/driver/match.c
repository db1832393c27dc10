/* Matching by type; see match.h. KSDATAFORMAT_TYPE_WILDCARD and its likes are the zero GUID. */
#include "match.h"

static BOOLEAN is_wildcard(const GUID *guid)
{
    static const GUID wildcard = {STATICGUIDOF(GUID_NULL)};
    return same_guid(guid, &wildcard);
}

BOOLEAN range_matches(const KSDATARANGE *range, const KSDATAFORMAT *format)
{
    if (is_wildcard(&range->MajorFormat))
        return TRUE;
    if (!same_guid(&range->MajorFormat, &format->MajorFormat))
        return FALSE;
    if (is_wildcard(&range->SubFormat))
        return TRUE;
    return same_guid(&range->SubFormat, &format->SubFormat) && same_guid(&range->Specifier, &format->Specifier);
}

BOOLEAN pin_matches(const RIG_PIN *pin, const KSDATAFORMAT *format)
{
    for (ULONG i = 0; i < pin->Descriptor.DataRangesCount; i++)
        if (range_matches(pin->Descriptor.DataRanges[i], format))
            return TRUE;
    return FALSE;
}

static BOOLEAN overlap(const GUID *a, const GUID *b)
{
    return is_wildcard(a) || is_wildcard(b) || same_guid(a, b);
}

BOOLEAN ranges_overlap(const KSDATARANGE *offered, const KSDATARANGE *wanted)
{
    return overlap(&offered->MajorFormat, &wanted->MajorFormat) && overlap(&offered->SubFormat, &wanted->SubFormat) &&
           overlap(&offered->Specifier, &wanted->Specifier);
}
