/* KSPROPERTY_TYPE_BASICSUPPORT: which verbs a property knows, and what its values are. */
#pragma once

#include "property.h"

NTSTATUS answer_basic_support(const RIG_PROPERTY *property, RIG_ANSWER *answer);
