// The device host beside a C program that calls the same ksuser.dll and the same driver under Wine: what a connect costs through a
// process, JSON-RPC, the journal and koffi, and what reading a filter costs. Both are run in turns, the medians of all turns count.
// Prints a Markdown table: `node bench/device-host.ts`, after `node esbuild.mjs`.
import {
  closeSync,
  constants,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type HostClient, parseTarget, startHost } from '#device-host/client/index.ts';
import { toHex } from '#ks/bytes.ts';
import { pinProperties, pinPropertyRequest } from '#ks/properties.ts';
import { checkout } from '#scripts/lib/install.mjs';
import { run, runAny } from '#scripts/lib/run.mjs';
import { bytesOf, readWrite, waveExt } from '#test/device-host/rig-filters.ts';
import { ensureRig, type Rig } from '#test/rig/rig.ts';

const turns = 4;
const rounds = 100;
const pinsRead = 64;

interface Times {
  /** Milliseconds: KsCreatePin alone; open, both instance counts and KsCreatePin; reading the filter's pins. */
  readonly call: number[];
  readonly connect: number[];
  readonly read: number[];
}

/** The same requests in C: the connect as the device host does it, and the properties that reading asks for. */
const program = `
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>
typedef DWORD (WINAPI *CREATE_PIN)(HANDLE, void *, ACCESS_MASK, HANDLE *);
static double milliseconds(void) {
    LARGE_INTEGER now, frequency;
    QueryPerformanceCounter(&now); QueryPerformanceFrequency(&frequency);
    return (double)now.QuadPart * 1000.0 / (double)frequency.QuadPart;
}
static BYTE *bytes(const char *hex, DWORD *size) {
    *size = (DWORD)strlen(hex) / 2;
    BYTE *out = malloc(*size + 16);
    for (DWORD i = 0; i < *size; i++) { unsigned value; sscanf(hex + 2 * i, "%2x", &value); out[i] = (BYTE)value; }
    memset(out + *size, 0, 16);
    return out;
}
static void get(HANDLE filter, BYTE *input, DWORD size) {
    static BYTE output[65536]; DWORD returned = 0;
    /* As the host does: what has a size of its own in one call, the rest in two. */
    if (DeviceIoControl(filter, 0x2F0003, input, size, output, 64, &returned, NULL)) return;
    if (GetLastError() != ERROR_MORE_DATA || returned > sizeof output) return;
    DeviceIoControl(filter, 0x2F0003, input, size, output, returned, &returned, NULL);
}
static HANDLE open_filter(const char *path) {
    return CreateFileA(path, GENERIC_READ | GENERIC_WRITE, 3, NULL, OPEN_EXISTING, 0, NULL);
}
int main(int argc, char **argv) {
    CREATE_PIN create = (CREATE_PIN)(void *)GetProcAddress(LoadLibraryA("ksuser.dll"), "KsCreatePin");
    DWORD size, sizes[512]; BYTE *connect = bytes(argv[2], &size), *inputs[512]; int count = 0, repeats = atoi(argv[4]);
    static char line[4096]; FILE *file = fopen(argv[5], "r");
    while (count < 512 && fgets(line, sizeof line, file)) { line[strcspn(line, "\\r\\n")] = 0; inputs[count] = bytes(line, &sizes[count]); count++; }
    for (int round = 0; round < atoi(argv[3]); round++) {
        HANDLE pin = NULL; double start = milliseconds();
        HANDLE filter = open_filter(argv[1]);
        if (filter == INVALID_HANDLE_VALUE) { printf("no filter %lu\\n", GetLastError()); return 1; }
        get(filter, inputs[0], sizes[0]); get(filter, inputs[1], sizes[1]);
        double before = milliseconds();
        DWORD result = create(filter, connect, GENERIC_READ | GENERIC_WRITE, &pin);
        double end = milliseconds();
        if (result) { printf("refused %lu\\n", result); return 1; }
        printf("connect %f %f\\n", end - before, end - start);
        CloseHandle(pin); CloseHandle(filter);
    }
    for (int round = 0; round < 2; round++) {
        double start = milliseconds();
        for (int repeat = 0; repeat < repeats; repeat++) {
            HANDLE filter = open_filter(argv[1]);
            for (int i = 2; i < count; i++) get(filter, inputs[i], sizes[i]);
            CloseHandle(filter);
        }
        printf("read %f\\n", milliseconds() - start);
    }
    return argc > 5 ? 0 : 1;
}
`;

async function start(rig: Rig, journal: string): Promise<HostClient> {
  const bundle = join(checkout, 'dist', 'device-host.cjs');
  const target = parseTarget(`exec:${rig.execTarget(bundle)} --journal '${rig.winePath(journal)}'`);
  if (!target.ok) throw new Error(target.error.message);
  const host = await startHost(target.value, { hostBundle: '', client: 'bench' });
  if (!host.ok) throw new Error(host.error.message);
  return host.value;
}

async function measureHost(host: HostClient, filter: string, repeats: number, times: Times): Promise<void> {
  const params = { filter, bytes: bytesOf(waveExt()), access: readWrite };
  for (let round = 0; round < rounds; round++) {
    const from = performance.now();
    const created = await host.createPin(params);
    const took = performance.now() - from;
    if (!created.ok || created.value.pin === undefined) throw new Error(JSON.stringify(created));
    times.call.push(created.value.elapsedMs);
    times.connect.push(took);
    await host.closePin(created.value.pin);
  }
  for (let round = 0; round < 2; round++) {
    const from = performance.now();
    for (let repeat = 0; repeat < repeats; repeat++) await host.readFilter(filter);
    times.read.push(performance.now() - from);
  }
}

async function measureC(rig: Rig, exe: string, args: readonly string[], times: Times): Promise<void> {
  const { env } = rig.wineNode(exe);
  const { code, output } = await runAny(['wine', exe, ...args], { env });
  if (code !== 0) throw new Error(`the C program ended with ${code}: ${output}`);
  for (const line of output.split(/\r?\n/)) {
    const [what, first, second] = line.split(' ');
    if (what === 'connect') {
      times.call.push(Number(first));
      times.connect.push(Number(second));
    } else if (what === 'read') times.read.push(Number(first));
  }
}

/** What reading the filter asked, as the host's own journal has it: inputs in hex, each once. */
async function requestsOf(host: HostClient, filter: string): Promise<readonly string[]> {
  const before = await calls(host);
  await host.readFilter(filter);
  const inputs = (await calls(host))
    .slice(before.length)
    .flatMap(({ call, bytes }) => (call === 'ioctl' ? (bytes ?? []) : []));
  return [...new Set(inputs)];
}

async function calls(host: HostClient) {
  const journals = await host.readJournal();
  return journals.ok ? (journals.value.at(-1)?.calls ?? []) : [];
}

/** Megabytes of the host's process: Node for Windows is the one with the bundle among its words. */
function residentMegabytes(): number {
  const sizes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        if (!command.includes('node.exe') || !command.includes('device-host.cjs')) return 0;
        return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
      } catch {
        return 0;
      }
    });
  return Math.max(...sizes);
}

/** What Wine leaves out: one journal record through to this machine's disk. */
function writeThrough(): number {
  const file = join(homedir(), `.kspin-bench-${process.pid}`);
  writeFileSync(file, Buffer.alloc(262_144, '\n'));
  const handle = openSync(file, constants.O_RDWR | constants.O_DSYNC);
  const record = Buffer.alloc(600, 'x');
  const times = Array.from({ length: 100 }, (_, index) => {
    const from = performance.now();
    writeSync(handle, record, 0, record.length, index * record.length);
    return performance.now() - from;
  });
  closeSync(handle);
  rmSync(file);
  return median(times);
}

const quantile = (times: readonly number[], part: number): number =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length * part)] ?? Number.NaN;

const median = (times: readonly number[]): number => quantile(times, 0.5);

/** Of a machine that does other things too: what it takes when nothing comes between. */
const quick = (times: readonly number[]): number => quantile(times, 0.1);

const shown = (value: number): string => value.toFixed(value < 10 ? 3 : 0);

export async function benchDeviceHost(): Promise<string> {
  const rig = await ensureRig((line) => console.error(line));
  const folder = mkdtempSync(join(tmpdir(), 'kspin-bench-'));
  try {
    const [source, exe, list] = [
      join(folder, 'bench.c'),
      join(folder, 'bench.exe'),
      join(folder, 'requests'),
    ];
    writeFileSync(source, program);
    await run(
      'compiling the C side',
      ['x86_64-w64-mingw32-gcc', '-O2', '-std=gnu11', source, '-o', exe],
      () => {},
    );
    return await rig.alone(async () => {
      const host = await start(rig, folder);
      const listed = await host.listFilters();
      const filter = listed.ok
        ? listed.value.filters.find(({ name }) => name === 'kspin rig audio')
        : undefined;
      if (!filter) throw new Error('the rig has no audio filter');
      const read = await host.readFilter(filter.path);
      const pins = read.ok ? read.value.pins.length : 1;
      const repeats = Math.ceil(pinsRead / pins);
      const counts = [pinProperties.CINSTANCES, pinProperties.GLOBALCINSTANCES].map((property) =>
        toHex(pinPropertyRequest(property, 0)),
      );
      writeFileSync(list, [...counts, ...(await requestsOf(host, filter.path)), ''].join('\n'));
      const ours: Times = { call: [], connect: [], read: [] };
      const theirs: Times = { call: [], connect: [], read: [] };
      const args = [filter.path, bytesOf(waveExt()), String(rounds), String(repeats), rig.winePath(list)];
      for (let turn = 0; turn < turns; turn++) {
        await measureC(rig, exe, args, theirs);
        await measureHost(host, filter.path, repeats, ours);
      }
      const memory = residentMegabytes();
      await host.dispose();
      return table(ours, theirs, repeats * pins, memory);
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function table(ours: Times, theirs: Times, pins: number, memory: number): string {
  const row = (what: string, a: number, b: number) =>
    `| ${what} | ${shown(a)} | ${shown(b)} | ${(a / b).toFixed(2)} | ${shown(a - b)} |`;
  return [
    '| ms | kspin | C, Wine | ratio | overhead |',
    '|---|---:|---:|---:|---:|',
    row('KsCreatePin itself, median', median(ours.call), median(theirs.call)),
    row('KsCreatePin itself, quickest tenth', quick(ours.call), quick(theirs.call)),
    row('connect (open, both counts, KsCreatePin), median', median(ours.connect), median(theirs.connect)),
    row('connect, quickest tenth', quick(ours.connect), quick(theirs.connect)),
    row(`read ${pins} pins, median`, median(ours.read), median(theirs.read)),
    `| one record through to the disk, O_DSYNC on this machine | ${shown(writeThrough())} | | | |`,
    `| resident memory of the host, MB | ${memory.toFixed(0)} | | | |`,
  ].join('\n');
}

if (import.meta.main) console.log(await benchDeviceHost());
