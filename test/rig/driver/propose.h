/* KSPROPERTY_PIN_PROPOSEDATAFORMAT: would the pin take this format? Nothing is changed. */
#pragma once

#include "property.h"

RIG_PROPERTY_HANDLER set_propose_data_format;
