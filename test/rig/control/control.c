/*
 * What tests say to the rig's driver beside what clients say: which fault a device has, and how many handles are open. One
 * line in, one line out, until the input ends; the fault ends with it.
 *
 *   kspinrig-control PATH      the interface path of a filter
 *   fault NAME                 ok, or the Win32 code; without a name the fault ends
 *   files                      the number of open handles, filters and pins, or an error
 */
#include <windows.h>

#include <stdio.h>
#include <string.h>
#include <winioctl.h>

#include <ks.h>

#include "../driver/rig_ioctl.h"

static void set_fault(HANDLE device, char *name)
{
    DWORD returned;

    if (DeviceIoControl(device, IOCTL_RIG_SET_FAULT, name, (DWORD)strlen(name), NULL, 0, &returned, NULL))
        printf("ok\n");
    else
        printf("error %lu\n", GetLastError());
}

static void tell_open_files(HANDLE device)
{
    DWORD files, returned;

    if (DeviceIoControl(device, IOCTL_RIG_OPEN_FILES, NULL, 0, &files, sizeof(files), &returned, NULL))
        printf("%lu\n", files);
    else
        printf("error %lu\n", GetLastError());
}

int main(int count, char **arguments)
{
    char line[128];
    HANDLE device = INVALID_HANDLE_VALUE;

    if (count == 2)
        device = CreateFileA(
            arguments[1], GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, NULL, OPEN_EXISTING, 0, NULL);
    if (device == INVALID_HANDLE_VALUE) {
        fprintf(stderr, "the filter cannot be opened: Win32 error %lu\n", GetLastError());
        return 1;
    }
    while (fgets(line, sizeof(line), stdin)) {
        line[strcspn(line, "\r\n")] = '\0';
        if (!strncmp(line, "fault ", 6))
            set_fault(device, line + 6);
        else
            tell_open_files(device);
        fflush(stdout);
    }
    CloseHandle(device);
    return 0;
}
