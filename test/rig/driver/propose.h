/* KSPROPERTY_PIN_PROPOSEDATAFORMAT. SET: would the pin take this format? Nothing is changed. GET: the pin's default format. */
#pragma once

#include "property.h"

RIG_PROPERTY_HANDLER get_default_format;
RIG_PROPERTY_HANDLER set_propose_data_format;
