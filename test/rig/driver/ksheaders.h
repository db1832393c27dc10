/*
 * The one way in to the headers of Windows. mingw's ksmedia.h names TCHAR without declaring it when no
 * user-mode header came before, and it stops before some GUIDs of newer Windows; both are mended here, in one
 * place.
 */
#pragma once

#include <ntddk.h>
#include <windef.h>

typedef WCHAR TCHAR;

#define NOBITMAP /* ksmedia.h brings its own */
#include <mmreg.h>

#include <ks.h>
#include <ksmedia.h>

/* KSDATAFORMAT_SUBTYPE_* of a FourCC: the code as Data1, the rest fixed (ksmedia.h, MEDIASUBTYPE family). */
#define STATIC_FOURCC_SUBTYPE(fourcc) \
    (fourcc), 0x0000, 0x0010, 0x80, 0x00, 0x00, 0xAA, 0x00, 0x38, 0x9B, 0x71

#define FOURCC_YUY2 0x32595559
#define FOURCC_NV12 0x3231564E
#define FOURCC_MJPG 0x47504A4D

#define STATIC_RIG_SUBTYPE_YUY2 STATIC_FOURCC_SUBTYPE(FOURCC_YUY2)
#define STATIC_RIG_SUBTYPE_NV12 STATIC_FOURCC_SUBTYPE(FOURCC_NV12)
#define STATIC_RIG_SUBTYPE_MJPG STATIC_FOURCC_SUBTYPE(FOURCC_MJPG)
#define STATIC_RIG_SUBTYPE_RGB24 \
    0xE436EB7D, 0x524F, 0x11CE, 0x9F, 0x53, 0x00, 0x20, 0xAF, 0x0B, 0xA7, 0x70

#define STATIC_RIG_ATTRIBUTEID_AUDIOSIGNALPROCESSING_MODE \
    0xE1F89EB5, 0x5F46, 0x419B, 0x96, 0x7B, 0xFF, 0x67, 0x70, 0xB9, 0x84, 0x01

/* KSATTRIBUTE followed by the GUID of a mode. */
typedef struct {
    KSATTRIBUTE AttributeHeader;
    GUID SignalProcessingMode;
} RIG_SIGNAL_PROCESSING_MODE;

/* Ranges, attributes and the attribute list start at multiples of eight from the start of their block. */
static inline SIZE_T next8(SIZE_T size)
{
    return (size + 7) & ~(SIZE_T)7;
}

static inline BOOLEAN same_guid(const GUID *a, const GUID *b)
{
    return RtlCompareMemory(a, b, sizeof(GUID)) == sizeof(GUID);
}
