// What a filter says of itself, as plain values: what a capture records, offline checks read, the simulated
// target answers from, and trees show.

import type { Guid } from '#ks/tables/guid-kinds.ts';
import type { DataRange } from './data-range.ts';
import type { StructValue } from './struct.ts';

/** KSPIN_INTERFACE or KSPIN_MEDIUM. */
export interface Identifier {
  readonly Set: Guid;
  readonly Id: number;
  readonly Flags: number;
}

/** KSPIN_CINSTANCES; 0xFFFFFFFF possible instances means no limit. */
export interface Instances {
  readonly PossibleCount: number;
  readonly CurrentCount: number;
}

export const unlimitedInstances = 0xffffffff;

/** A property that could not be read, or whose answer was malformed. What could be read of it is kept. */
export interface PropertyProblem {
  /** The property's name in ks.h, for example `KSPROPERTY_PIN_DATARANGES`. */
  readonly property: string;
  readonly message: string;
  readonly win32?: number;
  readonly bytes?: Uint8Array;
}

/** KSPIN_PHYSICALCONNECTION: the pin of another filter that this one is wired to. */
export interface PhysicalConnection {
  /** Pin factory of the other filter. */
  readonly pin: number;
  /** Interface path of the other filter, as the driver wrote it: it may begin with `\\??\\`. */
  readonly path: string;
}

/** What a pin says of one signal processing mode (Windows 8.1 and later). */
export interface ModeFormats {
  /** AUDIO_SIGNALPROCESSINGMODE_* of ksmedia.h. */
  readonly mode: Guid;
  /** KSPROPERTY_PIN_PROPOSEDATAFORMAT2: the format that the pin prefers in this mode, KSDATAFORMAT and what follows it. */
  readonly defaultFormat?: Uint8Array;
  /** KSPROPERTY_PIN_MODEDATAFORMATS as it came: sources disagree on how wide its offsets are (pin-properties.md section 3). */
  readonly formats?: Uint8Array;
}

export interface PinFactory {
  readonly id: number;
  readonly name?: string;
  readonly category?: Guid;
  /** KSPIN_DATAFLOW: 1 in, 2 out. */
  readonly dataFlow?: number;
  /** KSPIN_COMMUNICATION: 0 none, 1 sink, 2 source, 3 both, 4 bridge. */
  readonly communication?: number;
  readonly instances: {
    readonly local?: Instances;
    readonly global?: Instances;
    readonly necessary?: number;
  };
  readonly interfaces: readonly Identifier[];
  readonly mediums: readonly Identifier[];
  readonly dataRanges: readonly DataRange[];
  /** KSPROPERTY_PIN_CONSTRAINEDDATARANGES, where they are not the same as the data ranges: what is possible now. */
  readonly constrainedDataRanges?: readonly DataRange[];
  /** KSPROPERTY_PIN_PROPOSEDATAFORMAT, GET: the driver's default format, KSDATAFORMAT and what follows it. */
  readonly defaultFormat?: Uint8Array;
  /** In the driver's order; absent for a pin that knows no modes. */
  readonly modes?: readonly ModeFormats[];
  readonly physicalConnection?: PhysicalConnection;
  readonly problems: readonly PropertyProblem[];
}

export interface FilterIdentity {
  /** The device interface path that CreateFile takes. */
  readonly path: string;
  readonly name?: string;
  /** The device instance id. */
  readonly device?: string;
  /** Those that it is registered under. */
  readonly categories: readonly Guid[];
  /** Interface paths in categories that have another path than `path`, in the order of `categories`. */
  readonly aliases?: readonly { readonly category: Guid; readonly path: string }[];
  readonly driver?: { readonly version?: string; readonly date?: string; readonly provider?: string };
}

/** KSTOPOLOGY_CONNECTION; node 0xFFFFFFFF is the filter itself, whose pins are pin factories. */
export interface TopologyConnection {
  readonly FromNode: number;
  readonly FromNodePin: number;
  readonly ToNode: number;
  readonly ToNodePin: number;
}

export interface Topology {
  /** Node types; the index is the node id. */
  readonly nodes: readonly Guid[];
  /** KSPROPERTY_TOPOLOGY_NAME of the nodes that have one. */
  readonly nodeNames?: readonly { readonly node: number; readonly name: string }[];
  readonly connections: readonly TopologyConnection[];
  /** KSPROPERTY_TOPOLOGY_CATEGORIES, where the driver names others than the filter is registered under. */
  readonly categories?: readonly Guid[];
}

export interface Capabilities {
  readonly filter: FilterIdentity;
  /** KSCOMPONENTID (KSPROPERTY_GENERAL_COMPONENTID). */
  readonly component?: StructValue;
  readonly pins: readonly PinFactory[];
  readonly topology: Topology;
  readonly problems: readonly PropertyProblem[];
}

/** A pin is taken when it has a limit and no instance is left under it. */
export function isTaken(instances: Instances | undefined): boolean {
  return (
    instances !== undefined &&
    instances.PossibleCount !== unlimitedInstances &&
    instances.CurrentCount >= instances.PossibleCount
  );
}
