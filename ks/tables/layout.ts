// The shape of a structure layout: what a C header says about a structure, plus what a person wants to know when
// pointing at one of its fields. Offsets and sizes are never written down: layout-math.ts derives them from
// order, type, packing and architecture, as the C compiler does.
import type { ConstantSetName } from './constants.ts';
import type { Guid, GuidKind } from './guid-kinds.ts';

/** All little-endian. `pointer` is 8 bytes on x64 and 4 on x86: HANDLE, PVOID, ULONG_PTR, SIZE_T. */
export type ScalarType = 'u8' | 'u16' | 'u32' | 'i16' | 'i32' | 'u64' | 'i64' | 'guid' | 'pointer';

export type Arch = 'x64' | 'x86';

export interface Field {
  /** The C member name. */
  readonly name: string;
  /** A scalar, or the name of another layout. */
  readonly type: ScalarType | (string & {});
  /** The C type as the header writes it, without the array count. */
  readonly c: string;
  /**
   * Elements of a fixed array. A variable tail has the count that C declares: 1, or 0 for aCoef of
   * ADPCMWAVEFORMAT, whose real length is wNumCoef.
   */
  readonly count?: number;
  /**
   * Member of an anonymous union: starts where the named, earlier member starts. The first spelling of the bytes
   * is the one that is not marked.
   */
  readonly overlaps?: string;
  /** A member that only raises the alignment (LONGLONG Alignment of a header union); it holds no value. */
  readonly alignOnly?: true;
  readonly unit?: string;
  readonly meaning: string;
  /** Names for the value of this field. */
  readonly constants?: ConstantSetName;
  /** Names when the sibling member `Set` holds this GUID; `constants`, where given, for every other set. */
  readonly constantsBySet?: Readonly<Record<Guid, ConstantSetName>>;
  readonly guids?: readonly GuidKind[];
  readonly reserved?: true;
  /** The member exists only there (`#if defined(_WIN64)` in the header). */
  readonly onlyOn?: Arch;
}

export interface Layout {
  readonly name: string;
  readonly meaning: string;
  readonly header: string;
  /** `#pragma pack`; without it every member keeps its natural alignment. */
  readonly pack?: 1 | 2 | 4;
  /** All members start at 0. */
  readonly union?: true;
  readonly fields: readonly Field[];
}
