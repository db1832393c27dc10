/* A connect request, from the block of bytes to an open pin. */
#pragma once

#include "device.h"

/*
 * `block` is KSPIN_CONNECT, KSDATAFORMAT and what follows, `length` bytes of it; `file` becomes the pin. The
 * order of the checks and the status of each are in README.md.
 */
NTSTATUS connect_pin(RIG_DEVICE *device, RIG_FILE *file, ULONG filter_instance, const void *block, ULONG length);
