/* The attribute list that may follow a format. */
#pragma once

#include "ksheaders.h"

/* `available` counts the bytes from the start of the format to the end of the block. */
NTSTATUS check_attributes(const KSDATAFORMAT *format, ULONG available);
