/* KSPROPERTY_PIN_DATAINTERSECTION: the first of the caller's ranges that has a format in common with the pin. */
#pragma once

#include "property.h"

RIG_PROPERTY_HANDLER get_data_intersection;
