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
import type { Backend } from '#device-host/backend.ts';
import { type HostClient, parseTarget, startHost } from '#device-host/client/index.ts';
import { readFilter } from '#device-host/read-filter.ts';
import { simulatedBackend } from '#device-host/simulated/backend.ts';
import { toHex } from '#ks/bytes.ts';
import type { Capabilities } from '#ks/capabilities.ts';
import { pinProperties, pinPropertyRequest } from '#ks/properties.ts';
import { checkout } from '#scripts/lib/install.mjs';
import { run, runAny } from '#scripts/lib/run.mjs';
import { bytesOf, readWrite, waveExt } from '#test/device-host/rig-filters.ts';
import { ensureRig, type Rig } from '#test/rig/rig.ts';

const turns = 8;
const rounds = 60;
const reads = 3;

interface Times {
  /** Milliseconds: KsCreatePin alone; open, both instance counts and KsCreatePin; reading the filter with many pins. */
  readonly call: number[];
  readonly connect: number[];
  readonly read: number[];
}

/**
 * The same calls in C: the connect as the device host does it (path, block, rounds), and the property requests of a reading (path, times, a file with
 * the bytes and the room of each call).
 */
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
static void get(HANDLE filter, BYTE *input, DWORD size, DWORD room) {
    static BYTE output[65536]; DWORD returned = 0;
    DeviceIoControl(filter, 0x2F0003, input, size, room ? output : NULL, room, &returned, NULL);
}
static HANDLE open_filter(const char *path) {
    return CreateFileA(path, GENERIC_READ | GENERIC_WRITE, 3, NULL, OPEN_EXISTING, 0, NULL);
}
int main(int argc, char **argv) {
    CREATE_PIN create = (CREATE_PIN)(void *)GetProcAddress(LoadLibraryA("ksuser.dll"), "KsCreatePin");
    static BYTE *inputs[4096]; static DWORD sizes[4096], rooms[4096]; static char hex[4096];
    DWORD size, room; BYTE *connect = bytes(argv[2], &size); int count = 0;
    FILE *file = argc > 6 ? fopen(argv[6], "r") : NULL;
    if (!file) return 1;
    while (count < 4096 && fscanf(file, "%4095s %lu", hex, &room) == 2) { inputs[count] = bytes(hex, &sizes[count]); rooms[count++] = room; }
    for (int round = 0; round < atoi(argv[3]); round++) {
        HANDLE pin = NULL; double start = milliseconds();
        HANDLE filter = open_filter(argv[1]);
        if (filter == INVALID_HANDLE_VALUE) { printf("no filter %lu\\n", GetLastError()); return 1; }
        get(filter, inputs[0], sizes[0], rooms[0]); get(filter, inputs[1], sizes[1], rooms[1]);
        double before = milliseconds();
        DWORD result = create(filter, connect, GENERIC_READ | GENERIC_WRITE, &pin);
        double end = milliseconds();
        if (result) { printf("refused %lu\\n", result); return 1; }
        printf("connect %f %f\\n", end - before, end - start);
        CloseHandle(pin); CloseHandle(filter);
    }
    for (int round = 0; round < atoi(argv[5]); round++) {
        double start = milliseconds();
        HANDLE filter = open_filter(argv[4]);
        for (int i = 2; i < count; i++) get(filter, inputs[i], sizes[i], rooms[i]);
        CloseHandle(filter);
        printf("read %f\\n", milliseconds() - start);
    }
    return 0;
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

async function measureHost(host: HostClient, filter: string, many: string, times: Times): Promise<void> {
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
  for (let round = 0; round < reads; round++) {
    const from = performance.now();
    await host.readFilter(many);
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

/** The calls of a reading: bytes in hex and room for the answer. The simulated twin of a filter is asked what the filter is asked. */
async function callsOfReading(filter: Capabilities): Promise<readonly string[]> {
  const twin = simulatedBackend([filter]);
  const calls: string[] = [];
  const backend: Backend = {
    ...twin,
    ioctl: (handle, code, input, output) => {
      calls.push(`${toHex(input)} ${typeof output === 'number' ? output : output.length}`);
      return twin.ioctl(handle, code, input, output);
    },
  };
  const opened = await twin.open(filter.filter.path);
  if (opened.ok) await readFilter(backend, opened.value, filter.filter);
  return calls;
}

/** A request that asks no driver for anything: what a process of its own costs, and the pipe to it. */
async function measureEmpty(host: HostClient): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 5 * rounds; round++) {
    const from = performance.now();
    await host.openPins();
    times.push(performance.now() - from);
  }
  return median(times);
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
      const many = rig.interfaces.find(({ name }) => name === 'kspin rig mixer')?.path ?? '';
      const read = await host.readFilter(many);
      if (!read.ok) throw new Error(read.error.message);
      const counts = [pinProperties.CINSTANCES, pinProperties.GLOBALCINSTANCES].map(
        (property) => `${toHex(pinPropertyRequest(property, 0))} 8`,
      );
      writeFileSync(list, [...counts, ...(await callsOfReading(read.value)), ''].join('\n'));
      const ours: Times = { call: [], connect: [], read: [] };
      const theirs: Times = { call: [], connect: [], read: [] };
      const args = [filter.path, bytesOf(waveExt()), rounds, many, reads, rig.winePath(list)].map(String);
      for (let turn = 0; turn < turns; turn++) {
        await measureC(rig, exe, args, theirs);
        await measureHost(host, filter.path, many, ours);
      }
      const empty = await measureEmpty(host);
      const memory = residentMegabytes();
      await host.dispose();
      return table(ours, theirs, read.value.pins.length, memory, empty);
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function table(ours: Times, theirs: Times, pins: number, memory: number, empty: number): string {
  const row = (what: string, a: number, b: number) =>
    `| ${what} | ${shown(a)} | ${shown(b)} | ${(a / b).toFixed(2)} | ${shown(a - b)} |`;
  return [
    '| ms | kspin | C, Wine | ratio | overhead |',
    '|---|---:|---:|---:|---:|',
    row('KsCreatePin itself, median', median(ours.call), median(theirs.call)),
    row('KsCreatePin itself, quickest tenth', quick(ours.call), quick(theirs.call)),
    row('connect (open, both counts, KsCreatePin), median', median(ours.connect), median(theirs.connect)),
    row('connect, quickest tenth', quick(ours.connect), quick(theirs.connect)),
    row(`read a filter of ${pins} pins, median`, median(ours.read), median(theirs.read)),
    row('read it, quickest tenth', quick(ours.read), quick(theirs.read)),
    `| a request that calls no driver, there and back | ${shown(empty)} | | | |`,
    `| one record through to the disk, O_DSYNC on this machine | ${shown(writeThrough())} | | | |`,
    `| resident memory of the host, MB | ${memory.toFixed(0)} | | | |`,
  ].join('\n');
}

if (import.meta.main) console.log(await benchDeviceHost());
