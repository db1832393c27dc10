/*
 * What the rig's ksuser.dll and its control program say to the rig's driver. Windows carries a connect request in the name of a
 * create relative to the filter handle; Wine 8 does not pass such a name on, so the DLL opens the device anew
 * and hands the same block over with the first two of these requests.
 */
#pragma once

/* Output: ULONG, the number of the filter instance behind this handle. */
#define IOCTL_RIG_FILTER_INSTANCE CTL_CODE(FILE_DEVICE_KS, 0x900, METHOD_NEITHER, FILE_ANY_ACCESS)

/* Input: RIG_CREATE_PIN. On success the handle that was asked is a pin from then on. */
#define IOCTL_RIG_CREATE_PIN CTL_CODE(FILE_DEVICE_KS, 0x901, METHOD_NEITHER, FILE_ANY_ACCESS)

/* Input: the name of a fault, without a NUL, or nothing for none. It ends with the handle. The handle is a test's own from then on. */
#define IOCTL_RIG_SET_FAULT CTL_CODE(FILE_DEVICE_KS, 0x902, METHOD_NEITHER, FILE_ANY_ACCESS)

/* Output: ULONG, how many handles clients have open, filters and pins. The handle is a test's own from then on. */
#define IOCTL_RIG_OPEN_FILES CTL_CODE(FILE_DEVICE_KS, 0x903, METHOD_NEITHER, FILE_ANY_ACCESS)

typedef struct {
    ULONG FilterInstance;
    ULONG Reserved; /* keeps the block eight-byte aligned, as its KSDATAFORMAT needs */
    UCHAR Block[]; /* KSPIN_CONNECT, KSDATAFORMAT, what follows */
} RIG_CREATE_PIN;
