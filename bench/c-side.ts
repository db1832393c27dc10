// The same in C, as fast as a compiler makes it, run under Wine: how far from the metal we are. Each structure is filled
// member by member from plain values, and read back; the compiler may not look through the calls.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StructName } from '#ks/struct.ts';
import type { Field, Layout } from '#ks/tables/layout.ts';
import { layouts } from '#ks/tables/layouts.ts';
import { run, runAny } from '#scripts/lib/run.mjs';
import { setUpRig } from '#test/rig/setup.ts';
import { wineEnvironment } from '#test/rig/wine.ts';

export interface CSpeed {
  readonly encode: number;
  readonly decode: number;
}

export interface CResult {
  readonly structs: ReadonlyMap<string, CSpeed>;
  readonly match: number;
}

interface Leaf {
  readonly path: string;
  readonly guid: boolean;
}

function leavesOf(layout: Layout, prefix = ''): readonly Leaf[] {
  const read = layout.fields.filter(({ alignOnly, overlaps }) => !alignOnly && overlaps === undefined);
  const members = layout.union ? read.slice(0, 1) : read;
  return members.flatMap((field: Field): readonly Leaf[] => {
    const path = prefix + field.name;
    if (field.type === 'guid') return [{ path, guid: true }];
    if (field.type in layouts) return leavesOf(layouts[field.type as StructName], `${path}.`);
    return [{ path, guid: false }];
  });
}

function functionsOf(struct: StructName): string {
  const leaves = leavesOf(layouts[struct]);
  const source = (leaf: Leaf, index: number): string =>
    leaf.guid ? `in->guids[${index}]` : `in->numbers[${index}]`;
  const cast = (path: string): string => `(__typeof__(out->${path}))`;
  const writes = leaves.map(
    (leaf, i) => `out->${leaf.path} = ${leaf.guid ? '' : cast(leaf.path)}${source(leaf, i)};`,
  );
  const reads = leaves.map((leaf, i) =>
    leaf.guid ? `out->guids[${i}] = in->${leaf.path};` : `out->numbers[${i}] = (ULONGLONG)in->${leaf.path};`,
  );
  return `
static NOINLINE void encode_${struct}(${struct} *out, const VALUES *in) { ${writes.join(' ')} BARRIER; }
static NOINLINE void decode_${struct}(VALUES *out, const ${struct} *in) { ${reads.join(' ')} BARRIER; }
static void bench_${struct}(void) {
    static ${struct} object; static VALUES values;
    double encode = MEASURE(encode_${struct}(&object, &values));
    double decode = MEASURE(decode_${struct}(&values, &object));
    printf("${struct} %.0f %.0f\\n", encode, decode);
}`;
}

function program(structs: readonly StructName[]): string {
  return `
#include <stdio.h>
#include <string.h>
#include <windows.h>
#include <mmreg.h>
#include <ks.h>
#include <ksmedia.h>
#define NOINLINE __attribute__((noinline))
#define BARRIER __asm__ volatile("" ::: "memory")
typedef struct { ULONGLONG numbers[64]; GUID guids[64]; } VALUES;
static double seconds(void) {
    LARGE_INTEGER now, frequency;
    QueryPerformanceCounter(&now); QueryPerformanceFrequency(&frequency);
    return (double)now.QuadPart / (double)frequency.QuadPart;
}
#define MEASURE(call) ({ double best = 0; \\
    for (int round = 0; round < 5; round++) { \\
        unsigned long long count = 0; double start = seconds(), end; \\
        do { for (int i = 0; i < 4096; i++) { call; } count += 4096; end = seconds(); } while (end - start < 0.03); \\
        if ((double)count / (end - start) > best) best = (double)count / (end - start); \\
    } best; })
static NOINLINE int matches(const KSDATAFORMAT *format, const KSDATARANGE *range) {
    static const GUID wildcard;
    BARRIER;
    if (!memcmp(&range->MajorFormat, &wildcard, 16)) return 1;
    if (memcmp(&range->MajorFormat, &format->MajorFormat, 16)) return 0;
    if (!memcmp(&range->SubFormat, &wildcard, 16)) return 1;
    return !memcmp(&range->SubFormat, &format->SubFormat, 16) && !memcmp(&range->Specifier, &format->Specifier, 16);
}
${structs.map(functionsOf).join('\n')}
int main(void) {
    static KSDATAFORMAT format; static KSDATARANGE range; volatile int sink = 0;
    memset(&format, 7, sizeof format); memset(&range, 7, sizeof range);
    ${structs.map((struct) => `bench_${struct}();`).join(' ')}
    printf("match %.0f 0\\n", MEASURE(sink += matches(&format, &range)));
    return 0;
}
`;
}

/** Compiles and runs it. Throws an error that names what is missing on this machine. */
export async function measureC(structs: readonly StructName[]): Promise<CResult> {
  const { folders } = await setUpRig((line) => console.error(line));
  const folder = mkdtempSync(join(tmpdir(), 'kspin-bench-'));
  try {
    const [source, exe] = [join(folder, 'bench.c'), join(folder, 'bench.exe')];
    writeFileSync(source, program(structs));
    const compiler = ['x86_64-w64-mingw32-gcc', '-O2', '-std=gnu11', source, '-o', exe];
    await run('compiling the C side', compiler, () => {});
    const env = { ...process.env, ...wineEnvironment(folders.prefix) };
    const { code, output } = await runAny(['wine', exe], { env });
    if (code !== 0) throw new Error(output);
    const rows = output
      .trim()
      .split(/\r?\n/)
      .map((line) => line.split(' '));
    const speeds = rows.map(
      ([name = '', encode, decode]) => [name, { encode: Number(encode), decode: Number(decode) }] as const,
    );
    const structSpeeds = new Map(speeds);
    return { structs: structSpeeds, match: structSpeeds.get('match')?.encode ?? 0 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
