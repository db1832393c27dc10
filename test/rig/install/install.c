/*
 * Installs the rig's devices in a Wine prefix, as devcon does on Windows: a root-enumerated device node
 * each, and one driver service that starts with the system. Doing it again changes nothing. The service is
 * not started by hand: under Wine 8 a start request holds the service database while Plug and Play, which
 * enables the interfaces, waits for it. So the first run ends before there are interfaces; a run after the
 * next start of the prefix names them and prints one line for each: category GUID, tab, path, tab, friendly
 * name.
 */
#include <windows.h>

#include <initguid.h>

#include <devguid.h>
#include <setupapi.h>
#include <stdio.h>
#include <wchar.h>

#define SERVICE L"kspinrig"
#define DRIVER_PATH L"C:\\windows\\system32\\drivers\\kspinrig.sys"

typedef struct {
    const WCHAR *InstanceId;
    const WCHAR *HardwareIds; /* a list: one string, then the empty one */
    DWORD HardwareIdsBytes;
    const WCHAR *Name;
} NODE;

#define HARDWARE_ID(text) text L"\0", sizeof(text L"\0")

static const NODE nodes[] = {
    {L"ROOT\\KSPINRIG\\0000", HARDWARE_ID(L"KSPIN\\RIG_AUDIO"), L"kspin rig audio"},
    {L"ROOT\\KSPINRIG\\0001", HARDWARE_ID(L"KSPIN\\RIG_VIDEO"), L"kspin rig video"},
    {L"ROOT\\KSPINRIG\\0002", HARDWARE_ID(L"KSPIN\\RIG_MIXER"), L"kspin rig mixer"},
};

/* KSCATEGORY_* of the filters and the mixer's own, the classes whose interfaces get a friendly name. */
DEFINE_GUID(category_audio, 0x6994AD04, 0x93EF, 0x11D0, 0xA3, 0xCC, 0x00, 0xA0, 0xC9, 0x22, 0x31, 0x96);
DEFINE_GUID(category_video, 0x6994AD05, 0x93EF, 0x11D0, 0xA3, 0xCC, 0x00, 0xA0, 0xC9, 0x22, 0x31, 0x96);
DEFINE_GUID(category_render, 0x65E8773E, 0x8F56, 0x11D0, 0xA3, 0xB9, 0x00, 0xA0, 0xC9, 0x22, 0x31, 0x96);
DEFINE_GUID(category_capture, 0x65E8773D, 0x8F56, 0x11D0, 0xA3, 0xB9, 0x00, 0xA0, 0xC9, 0x22, 0x31, 0x96);
DEFINE_GUID(category_video_camera, 0xE5323777, 0xF976, 0x4F5B, 0x9B, 0x55, 0xB9, 0x46, 0x99, 0xC4, 0x6E, 0x44);

DEFINE_GUID(category_mixer, 0x5D2F3A10, 0x6B11, 0x4C0E, 0x9A, 0x01, 0x6B, 0x73, 0x70, 0x69, 0x6E, 0x10);

static const GUID *const categories[] = {
    &category_audio, &category_video, &category_render, &category_capture, &category_video_camera, &category_mixer};

static int failed(const char *what)
{
    fprintf(stderr, "%s failed: Win32 error %lu\n", what, GetLastError());
    return 1;
}

static int describe_node(HDEVINFO set, SP_DEVINFO_DATA *data, const NODE *node)
{
    if (!SetupDiSetDeviceRegistryPropertyW(
            set, data, SPDRP_HARDWAREID, (const BYTE *)node->HardwareIds, node->HardwareIdsBytes))
        return failed("writing the hardware id");
    if (!SetupDiSetDeviceRegistryPropertyW(set, data, SPDRP_SERVICE, (const BYTE *)SERVICE, sizeof(SERVICE)))
        return failed("writing the service name");
    return 0;
}

static int create_nodes(void)
{
    HDEVINFO set = SetupDiCreateDeviceInfoList(&GUID_DEVCLASS_MEDIA, NULL);

    if (set == INVALID_HANDLE_VALUE)
        return failed("SetupDiCreateDeviceInfoList");
    for (size_t i = 0; i < ARRAYSIZE(nodes); i++) {
        SP_DEVINFO_DATA data = {.cbSize = sizeof(data)};
        if (!SetupDiCreateDeviceInfoW(
                set, nodes[i].InstanceId, &GUID_DEVCLASS_MEDIA, nodes[i].Name, NULL, 0, &data)) {
            if (GetLastError() == ERROR_DEVINST_ALREADY_EXISTS)
                continue;
            return failed("SetupDiCreateDeviceInfo");
        }
        if (describe_node(set, &data, &nodes[i]))
            return 1;
        if (!SetupDiRegisterDeviceInfo(set, &data, 0, NULL, NULL, NULL))
            return failed("SetupDiRegisterDeviceInfo");
    }
    SetupDiDestroyDeviceInfoList(set);
    return 0;
}

static int create_service(void)
{
    SC_HANDLE manager = OpenSCManagerW(NULL, NULL, SC_MANAGER_ALL_ACCESS);
    SC_HANDLE service;

    if (!manager)
        return failed("OpenSCManager");
    service = CreateServiceW(
        manager, SERVICE, SERVICE, SERVICE_ALL_ACCESS, SERVICE_KERNEL_DRIVER, SERVICE_AUTO_START,
        SERVICE_ERROR_NORMAL, DRIVER_PATH, NULL, NULL, NULL, NULL, NULL);
    if (!service && GetLastError() != ERROR_SERVICE_EXISTS)
        return failed("CreateService");
    if (service)
        CloseServiceHandle(service);
    CloseServiceHandle(manager);
    return 0;
}

static const NODE *node_of(HDEVINFO set, SP_DEVINFO_DATA *data)
{
    WCHAR id[256];

    if (!SetupDiGetDeviceInstanceIdW(set, data, id, ARRAYSIZE(id), NULL))
        return NULL;
    for (size_t i = 0; i < ARRAYSIZE(nodes); i++)
        if (!_wcsicmp(id, nodes[i].InstanceId))
            return &nodes[i];
    return NULL;
}

static int write_friendly_name(HDEVINFO set, SP_DEVICE_INTERFACE_DATA *interface_data, const WCHAR *name)
{
    HKEY key = SetupDiCreateDeviceInterfaceRegKeyW(set, interface_data, 0, KEY_ALL_ACCESS, NULL, NULL);
    LSTATUS status;

    if (key == INVALID_HANDLE_VALUE)
        return failed("SetupDiCreateDeviceInterfaceRegKey");
    status = RegSetValueExW(
        key, L"FriendlyName", 0, REG_SZ, (const BYTE *)name, (DWORD)((wcslen(name) + 1) * sizeof(*name)));
    RegCloseKey(key);
    SetLastError(status);
    return status ? failed("writing FriendlyName") : 0;
}

static int name_interface(HDEVINFO set, SP_DEVICE_INTERFACE_DATA *interface_data, const GUID *category)
{
    union {
        SP_DEVICE_INTERFACE_DETAIL_DATA_W Detail;
        BYTE Room[1024];
    } path;
    SP_DEVINFO_DATA data = {.cbSize = sizeof(data)};
    WCHAR guid[40];
    const NODE *node;

    path.Detail.cbSize = sizeof(path.Detail);
    if (!SetupDiGetDeviceInterfaceDetailW(set, interface_data, &path.Detail, sizeof(path), NULL, &data))
        return failed("SetupDiGetDeviceInterfaceDetail");
    node = node_of(set, &data);
    if (!node)
        return 0;
    StringFromGUID2(category, guid, ARRAYSIZE(guid));
    printf("%ls\t%ls\t%ls\n", guid, path.Detail.DevicePath, node->Name);
    return write_friendly_name(set, interface_data, node->Name);
}

static int name_interfaces(const GUID *category)
{
    HDEVINFO set = SetupDiGetClassDevsW(category, NULL, NULL, DIGCF_PRESENT | DIGCF_DEVICEINTERFACE);
    SP_DEVICE_INTERFACE_DATA interface_data = {.cbSize = sizeof(interface_data)};

    if (set == INVALID_HANDLE_VALUE)
        return failed("SetupDiGetClassDevs");
    for (DWORD i = 0; SetupDiEnumDeviceInterfaces(set, NULL, category, i, &interface_data); i++)
        if (name_interface(set, &interface_data, category))
            return 1;
    SetupDiDestroyDeviceInfoList(set);
    return 0;
}

int main(void)
{
    if (create_nodes() || create_service())
        return 1;
    for (size_t i = 0; i < ARRAYSIZE(categories); i++)
        if (name_interfaces(categories[i]))
            return 1;
    return 0;
}
