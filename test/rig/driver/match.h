/* Comparing a format with the data ranges of a pin by type alone, as ks.sys does before any driver sees a request. */
#pragma once

#include "filter.h"

/*
 * The documented test (KsValidateConnectRequest): a range matches when its major format is the wildcard, or
 * the major formats are equal and its subformat is the wildcard, or all three GUIDs are equal. No number is
 * compared.
 */
BOOLEAN range_matches(const KSDATARANGE *range, const KSDATAFORMAT *format);

/* Some range of the pin matches. */
BOOLEAN pin_matches(const RIG_PIN *pin, const KSDATAFORMAT *format);

/* Two ranges can have a format in common: each GUID is equal or a wildcard on either side. */
BOOLEAN ranges_overlap(const KSDATARANGE *offered, const KSDATARANGE *wanted);
