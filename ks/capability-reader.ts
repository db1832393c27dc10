// Reads *.kscaps.json back. The file may be written by hand, by another build, or be broken: what is wrong is a
// problem with its path, never an exception. Where a data range has bytes, they are the truth.
//
// {
//   kscaps: 1,
//   filter: { path, name?, device?, categories: [GUID], aliases?: { GUID: path }, driver?: { version?, date?, provider? } },
//   component?: KSCOMPONENTID,
//   pins: [{ id, name?, category?, DataFlow?, Communication?,
//            instances: { local?, global?: KSPIN_CINSTANCES, necessary? },
//            interfaces: [KSPIN_INTERFACE], mediums: [KSPIN_MEDIUM], dataRanges: [RANGE],
//            constrainedDataRanges?: [RANGE],                       only where they differ from dataRanges
//            defaultFormat?: { members as in a descriptor, bytes }, of PROPOSEDATAFORMAT; only the bytes are read
//            modes?: [{ mode: GUID, defaultFormat?: as above, formats?: hex }],
//            physicalConnection?: { pin, path }, problems?: [PROBLEM] }],
//   topology: { nodes: [GUID], nodeNames?: { node id: name }, connections: [KSTOPOLOGY_CONNECTION],
//               categories?: [GUID] },                              only where the driver names others than `categories`
//   problems?: [PROBLEM]
// }
// RANGE is { KSDATARANGE, [longer structure], bytes?, attributes? }, PROBLEM { property, message, win32?, bytes? }; bytes are
// hex. Several filters in one file stand under `filters`. What has a `?` may be absent, as it is in files of older builds.
import type { Guid } from '#ks/tables/guid-kinds.ts';
import { fromHex, toHex } from './bytes.ts';
import type {
  Capabilities,
  FilterIdentity,
  Identifier,
  Instances,
  ModeFormats,
  PhysicalConnection,
  PinFactory,
  PropertyProblem,
  Topology,
  TopologyConnection,
} from './capabilities.ts';
import { type DataRange, dataRangeFromBytes, dataRangeFromValue, rangeStructs } from './data-range.ts';
import { parseGuid } from './guid.ts';
import { isJsonObject, type Json, type JsonObject } from './json.ts';
import { type Path, pathText } from './path.ts';
import { fail, ok, type Result } from './result.ts';
import type { StructName, StructValue } from './struct.ts';
import { integerFromJson, type JsonProblem, structFromJson } from './struct-json.ts';

export type CapabilityProblem = JsonProblem;

/** Every filter of a file: one filter, or several under `filters`. */
export function allCapabilitiesFromJson(
  json: Json,
): Result<readonly Capabilities[], readonly CapabilityProblem[]> {
  if (!isJsonObject(json) || !('filters' in json)) {
    const one = capabilitiesFromJson(json);
    return one.ok ? ok([one.value]) : one;
  }
  const reader = new Reader();
  const filters = reader.list(json.filters, ['filters'], (item, path) => reader.capabilities(item, path));
  return reader.problems.length > 0 ? fail(reader.problems) : ok(filters);
}

export function capabilitiesFromJson(json: Json): Result<Capabilities, readonly CapabilityProblem[]> {
  const reader = new Reader();
  const capabilities = reader.capabilities(json, []);
  return reader.problems.length > 0 ? fail(reader.problems) : ok(capabilities);
}

/** Collects problems while it reads; lives for one file. */
class Reader {
  readonly problems: CapabilityProblem[] = [];

  capabilities(json: Json | undefined, path: Path): Capabilities {
    const root = this.object(json, path);
    return {
      filter: this.filter(root.filter, [...path, 'filter']),
      ...defined({
        component:
          root.component === undefined
            ? undefined
            : structFromJson('KSCOMPONENTID', root.component, [...path, 'component'], this.problems),
      }),
      pins: this.list(root.pins, [...path, 'pins'], (item, at) => this.pin(item, at)),
      topology: this.topology(root.topology, [...path, 'topology']),
      problems: this.recordedProblems(root.problems, [...path, 'problems']),
    };
  }

  private topology(json: Json | undefined, path: Path): Topology {
    const topology = json === undefined ? {} : this.object(json, path);
    const guids = (key: string) =>
      this.optionalList(topology[key], [...path, key], (item, at) => this.guid(item, at));
    const names =
      topology.nodeNames === undefined ? [] : this.texts(topology.nodeNames, [...path, 'nodeNames']);
    const nodeNames = names.map(({ key, text }) => ({
      node: this.number(key, [...path, 'nodeNames', key]),
      name: text,
    }));
    return {
      nodes: guids('nodes'),
      ...(topology.nodeNames === undefined ? {} : { nodeNames }),
      connections: this.optionalList(topology.connections, [...path, 'connections'], (item, at) =>
        this.connection(item, at),
      ),
      ...(topology.categories === undefined ? {} : { categories: guids('categories') }),
    };
  }

  /** An object whose members are all text, in their order. */
  private texts(json: Json, path: Path): readonly { readonly key: string; readonly text: string }[] {
    return Object.entries(this.object(json, path)).map(([key, value]) => ({
      key,
      text: this.optionalText(value, [...path, key]) ?? '',
    }));
  }

  list<T>(json: Json | undefined, path: Path, read: (item: Json, path: Path) => T): readonly T[] {
    if (Array.isArray(json))
      return (json as readonly Json[]).map((item, index) => read(item, [...path, index]));
    this.problem(path, 'must be a list');
    return [];
  }

  private optionalList<T>(
    json: Json | undefined,
    path: Path,
    read: (item: Json, path: Path) => T,
  ): readonly T[] {
    return json === undefined ? [] : this.list(json, path, read);
  }

  private filter(json: Json | undefined, path: Path): FilterIdentity {
    const filter = this.object(json, path);
    const text = (key: string): string | undefined => this.optionalText(filter[key], [...path, key]);
    const driver = filter.driver === undefined ? undefined : this.object(filter.driver, [...path, 'driver']);
    const driverText = (key: string): string | undefined =>
      this.optionalText(driver?.[key], [...path, 'driver', key]);
    return {
      path: text('path') ?? '',
      ...defined({ name: text('name'), device: text('device') }),
      categories: this.optionalList(filter.categories, [...path, 'categories'], (item, at) =>
        this.guid(item, at),
      ),
      ...(filter.aliases === undefined
        ? {}
        : {
            aliases: this.texts(filter.aliases, [...path, 'aliases']).map(({ key, text: alias }) => ({
              category: this.guid(key, [...path, 'aliases', key]),
              path: alias,
            })),
          }),
      ...(driver
        ? {
            driver: defined({
              version: driverText('version'),
              date: driverText('date'),
              provider: driverText('provider'),
            }),
          }
        : {}),
    };
  }

  private pin(json: Json, path: Path): PinFactory {
    const pin = this.object(json, path);
    const instances = pin.instances === undefined ? {} : this.object(pin.instances, [...path, 'instances']);
    const count = (key: string): Instances | undefined =>
      this.instances(instances[key], [...path, 'instances', key]);
    const ranges = (key: string): readonly DataRange[] =>
      this.optionalList(pin[key], [...path, key], (item, at) => this.range(item, at));
    const number = (owner: JsonObject, at: Path, key: string): number | undefined =>
      owner[key] === undefined ? undefined : this.number(owner[key], [...at, key]);
    return {
      id: this.number(pin.id, [...path, 'id']),
      ...defined({
        name: this.optionalText(pin.name, [...path, 'name']),
        category: pin.category === undefined ? undefined : this.guid(pin.category, [...path, 'category']),
        dataFlow: number(pin, path, 'DataFlow'),
        communication: number(pin, path, 'Communication'),
      }),
      instances: defined({
        local: count('local'),
        global: count('global'),
        necessary: number(instances, [...path, 'instances'], 'necessary'),
      }),
      interfaces: this.optionalList(pin.interfaces, [...path, 'interfaces'], (item, at) =>
        this.identifier('KSPIN_INTERFACE', item, at),
      ),
      mediums: this.optionalList(pin.mediums, [...path, 'mediums'], (item, at) =>
        this.identifier('KSPIN_MEDIUM', item, at),
      ),
      dataRanges: ranges('dataRanges'),
      ...(pin.constrainedDataRanges === undefined
        ? {}
        : { constrainedDataRanges: ranges('constrainedDataRanges') }),
      ...defined({
        defaultFormat: this.format(pin.defaultFormat, [...path, 'defaultFormat']),
        modes:
          pin.modes === undefined
            ? undefined
            : this.list(pin.modes, [...path, 'modes'], (item, at) => this.mode(item, at)),
        physicalConnection: this.physicalConnection(pin.physicalConnection, [...path, 'physicalConnection']),
      }),
      problems: this.recordedProblems(pin.problems, [...path, 'problems']),
    };
  }

  private mode(json: Json, path: Path): ModeFormats {
    const { mode, defaultFormat, formats } = this.object(json, path);
    return {
      mode: this.guid(mode, [...path, 'mode']),
      ...defined({
        defaultFormat: this.format(defaultFormat, [...path, 'defaultFormat']),
        formats: this.bytes(formats, [...path, 'formats']),
      }),
    };
  }

  private identifier(struct: StructName, json: Json, path: Path): Identifier {
    const value = structFromJson(struct, json, path, this.problems);
    if (typeof value.Set !== 'string') this.problem([...path, 'Set'], 'is missing');
    return { Set: value.Set as Guid, Id: Number(value.Id ?? 0), Flags: Number(value.Flags ?? 0) };
  }

  private range(json: Json, path: Path): DataRange {
    const range = this.object(json, path);
    const written = this.writtenRange(range, path);
    const attributes = this.bytes(range.attributes, [...path, 'attributes']);
    const bytes = this.bytes(range.bytes, [...path, 'bytes']);
    const fromBytes = bytes && dataRangeFromBytes(bytes);
    if (bytes && !fromBytes) this.problem([...path, 'bytes'], 'is too short for a KSDATARANGE (64 bytes)');
    if (fromBytes && written && !agrees(written, fromBytes)) {
      this.problem(
        [...path, 'bytes'],
        'says something else than the members beside it; remove one of the two',
      );
    }
    const read = fromBytes ?? written;
    if (!read) {
      if (!bytes) this.problem(path, 'needs KSDATARANGE or bytes');
      return { struct: 'KSDATARANGE', value: {}, bytes: new Uint8Array() };
    }
    return attributes ? { ...read, attributes } : read;
  }

  /** The range as its members say, when they are there. */
  private writtenRange(range: JsonObject, path: Path): DataRange | undefined {
    if (range.KSDATARANGE === undefined) return undefined;
    const header = structFromJson('KSDATARANGE', range.KSDATARANGE, [...path, 'KSDATARANGE'], this.problems);
    const struct = rangeStructs.find((name) => name !== 'KSDATARANGE' && range[name] !== undefined);
    if (struct === undefined) return dataRangeFromValue('KSDATARANGE', header);
    const tail = structFromJson(struct, range[struct], [...path, struct], this.problems);
    const value: StructValue = { ...tail, DataRange: header };
    return dataRangeFromValue(struct, value);
  }

  /** Of a format only the bytes are read: its members stand beside them for people. */
  private format(json: Json | undefined, path: Path): Uint8Array | undefined {
    if (json === undefined) return undefined;
    const { bytes } = this.object(json, path);
    if (bytes === undefined) this.problem([...path, 'bytes'], 'is missing');
    return this.bytes(bytes, [...path, 'bytes']);
  }

  private physicalConnection(json: Json | undefined, path: Path): PhysicalConnection | undefined {
    if (json === undefined) return undefined;
    const connection = this.object(json, path);
    return {
      pin: this.number(connection.pin, [...path, 'pin']),
      path: this.optionalText(connection.path, [...path, 'path']) ?? '',
    };
  }

  private instances(json: Json | undefined, path: Path): Instances | undefined {
    if (json === undefined) return undefined;
    const instances = this.object(json, path);
    return {
      PossibleCount: this.number(instances.PossibleCount, [...path, 'PossibleCount']),
      CurrentCount: this.number(instances.CurrentCount ?? 0, [...path, 'CurrentCount']),
    };
  }

  private connection(json: Json, path: Path): TopologyConnection {
    const value = structFromJson('KSTOPOLOGY_CONNECTION', json, path, this.problems);
    const number = (member: string): number => Number(value[member] ?? 0);
    return {
      FromNode: number('FromNode'),
      FromNodePin: number('FromNodePin'),
      ToNode: number('ToNode'),
      ToNodePin: number('ToNodePin'),
    };
  }

  private recordedProblems(json: Json | undefined, path: Path): readonly PropertyProblem[] {
    return this.optionalList(json, path, (item, at) => {
      const problem = this.object(item, at);
      return {
        property: this.optionalText(problem.property, [...at, 'property']) ?? '',
        message: this.optionalText(problem.message, [...at, 'message']) ?? '',
        ...defined({
          win32: problem.win32 === undefined ? undefined : this.number(problem.win32, [...at, 'win32']),
          bytes: this.bytes(problem.bytes, [...at, 'bytes']),
        }),
      };
    });
  }

  private object(json: Json | undefined, path: Path): JsonObject {
    if (isJsonObject(json)) return json;
    this.problem(path, 'must be an object');
    return {};
  }

  private optionalText(json: Json | undefined, path: Path): string | undefined {
    if (json === undefined || typeof json === 'string') return json;
    this.problem(path, 'must be text');
    return undefined;
  }

  private number(json: Json | undefined, path: Path): number {
    const value = integerFromJson(json);
    if (value !== undefined && value >= 0n && value <= 0xffffffffn) return Number(value);
    this.problem(path, 'must be a number from 0 to 4294967295 or the name of one');
    return 0;
  }

  private guid(json: Json | undefined, path: Path): Guid {
    const value = typeof json === 'string' ? parseGuid(json) : undefined;
    if (value === undefined) this.problem(path, 'must be a GUID or the name of one');
    return value ?? '00000000-0000-0000-0000-000000000000';
  }

  private bytes(json: Json | undefined, path: Path): Uint8Array | undefined {
    if (json === undefined) return undefined;
    const bytes = typeof json === 'string' ? fromHex(json) : undefined;
    if (!bytes) this.problem(path, 'must be bytes in hex');
    return bytes;
  }

  private problem(path: Path, message: string): void {
    this.problems.push({ path, message: `${pathText(path) || 'The file'} ${message}.` });
  }
}

/** Members may say less than the bytes (a palette after the header), but nothing else. */
function agrees(written: DataRange, fromBytes: DataRange): boolean {
  return written.struct === fromBytes.struct && toHex(fromBytes.bytes).startsWith(toHex(written.bytes));
}

/** Drops undefined entries: exactOptionalPropertyTypes keeps absent and undefined apart. */
function defined<T extends Readonly<Record<string, unknown>>>(
  entries: T,
): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
