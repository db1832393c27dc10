/*
 * KsCreatePin for Wine, whose own one ends the caller. It keeps what a client can see of Windows' DLL: how
 * many bytes of the request are read, a pin handle made for overlapped use, a Win32 code as the result,
 * INVALID_HANDLE_VALUE on failure. How the block reaches the driver is the rig's own; see
 * ../driver/rig_ioctl.h.
 */
#define WIN32_NO_STATUS
#include <windows.h>
#undef WIN32_NO_STATUS
#include <winioctl.h>
#include <ntstatus.h>
#include <winternl.h>

#define KS_NO_CREATE_FUNCTIONS /* they are declared as imports there */
#include <ks.h>

#include "../driver/rig_ioctl.h"

/* On Windows the block is part of an object name: `\{pin guid}\` and the block, in a 16-bit count of bytes. */
#define NAME_PREFIX_BYTES (40 * sizeof(WCHAR))
#define LONGEST_BLOCK (0xFFFF - NAME_PREFIX_BYTES)

NTSTATUS NTAPI NtQueryObject(HANDLE, OBJECT_INFORMATION_CLASS, PVOID, ULONG, PULONG);
#define OBJECT_NAME_INFORMATION_CLASS ((OBJECT_INFORMATION_CLASS)1)

static SIZE_T next8(SIZE_T size)
{
    return (size + 7) & ~(SIZE_T)7;
}

/* From the format's own words; memory that it promises and the caller does not have is read all the same. */
static SIZE_T block_size(const KSPIN_CONNECT *connect)
{
    const KSDATAFORMAT *format = (const KSDATAFORMAT *)(connect + 1);
    SIZE_T size = sizeof(*connect) + format->FormatSize;

    if (size <= LONGEST_BLOCK && format->Flags & KSDATAFORMAT_ATTRIBUTES) {
        size = next8(size);
        size += ((const KSMULTIPLE_ITEM *)((const UCHAR *)connect + size))->Size;
    }
    return size;
}

/* An ioctl that waits, on a handle that may be made for overlapped use. */
static NTSTATUS control(HANDLE handle, ULONG code, void *input, ULONG input_length, void *output, ULONG output_length)
{
    IO_STATUS_BLOCK io = {0};
    NTSTATUS status;
    HANDLE event = CreateEventW(NULL, TRUE, FALSE, NULL);

    if (!event)
        return STATUS_INSUFFICIENT_RESOURCES;
    status = NtDeviceIoControlFile(
        handle, event, NULL, NULL, &io, code, input, input_length, output, output_length);
    if (status == STATUS_PENDING) {
        WaitForSingleObject(event, INFINITE);
        status = io.Status;
    }
    CloseHandle(event);
    return status;
}

/* The device that a filter handle belongs to, by its object name, opened once more. */
static NTSTATUS open_device_of(HANDLE filter, ACCESS_MASK access, HANDLE *device)
{
    union {
        UNICODE_STRING Name;
        UCHAR Room[1024];
    } object;
    OBJECT_ATTRIBUTES attributes;
    IO_STATUS_BLOCK io;
    NTSTATUS status;

    status = NtQueryObject(filter, OBJECT_NAME_INFORMATION_CLASS, &object, sizeof(object), NULL);
    if (!NT_SUCCESS(status))
        return status;
    if (object.Name.Length == 0)
        return STATUS_OBJECT_TYPE_MISMATCH;
    InitializeObjectAttributes(&attributes, &object.Name, OBJ_CASE_INSENSITIVE, NULL, NULL);
    return NtOpenFile(device, access | SYNCHRONIZE, &attributes, &io, 0, 0);
}

static NTSTATUS create_pin(HANDLE filter, const KSPIN_CONNECT *connect, ACCESS_MASK access, HANDLE *pin)
{
    SIZE_T size = block_size(connect);
    RIG_CREATE_PIN *request;
    HANDLE device;
    NTSTATUS status;

    if (size > LONGEST_BLOCK)
        return STATUS_NAME_TOO_LONG;
    request = HeapAlloc(GetProcessHeap(), HEAP_ZERO_MEMORY, sizeof(*request) + size);
    if (!request)
        return STATUS_INSUFFICIENT_RESOURCES;
    CopyMemory(request->Block, connect, size);

    status = control(
        filter, IOCTL_RIG_FILTER_INSTANCE, NULL, 0, &request->FilterInstance, sizeof(request->FilterInstance));
    if (NT_SUCCESS(status))
        status = open_device_of(filter, access, &device);
    if (NT_SUCCESS(status)) {
        status = control(device, IOCTL_RIG_CREATE_PIN, request, (ULONG)(sizeof(*request) + size), NULL, 0);
        if (NT_SUCCESS(status))
            *pin = device;
        else
            NtClose(device);
    }
    HeapFree(GetProcessHeap(), 0, request);
    return status;
}

DWORD WINAPI KsCreatePin(HANDLE filter, PKSPIN_CONNECT connect, ACCESS_MASK access, PHANDLE pin)
{
    NTSTATUS status;

    *pin = INVALID_HANDLE_VALUE;
    status = create_pin(filter, connect, access, pin);
    return NT_SUCCESS(status) ? ERROR_SUCCESS : RtlNtStatusToDosError(status);
}
