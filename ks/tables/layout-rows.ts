// Short forms for layout rows, so that a structure in layouts/ reads like its C declaration: one line a member,
// the C type first.
import type { Field, Layout, ScalarType } from './layout.ts';

type Details = Omit<Field, 'name' | 'type' | 'c' | 'meaning'>;
type Member = (name: string, meaning: string, details?: Details) => Field;

const scalar =
  (type: ScalarType, c: string): Member =>
  (name, meaning, details) => ({ name, type, c, meaning, ...details });

export const byte = scalar('u8', 'BYTE');
export const word = scalar('u16', 'WORD');
export const dword = scalar('u32', 'DWORD');
export const ulong = scalar('u32', 'ULONG');
export const long = scalar('i32', 'LONG');
export const int = scalar('i32', 'int');
export const longlong = scalar('i64', 'LONGLONG');
export const referenceTime = scalar('i64', 'REFERENCE_TIME');
export const guid = scalar('guid', 'GUID');

export const bool: Member = (name, meaning, details) => ({
  name,
  type: 'i32',
  c: 'BOOL',
  meaning,
  constants: 'BOOL',
  ...details,
});

/** A scalar under any other C type name. */
export const scalarAs = (
  type: ScalarType,
  c: string,
  name: string,
  meaning: string,
  details?: Details,
): Field => scalar(type, c)(name, meaning, details);

/** A member that is itself a structure of the table. */
export const struct = (type: string, name: string, meaning: string, details?: Details): Field => ({
  name,
  type,
  c: type,
  meaning,
  ...details,
});

/** A named member whose union or struct type has no name in C: its layout is called `Outer.Member`. */
export const unnamed = (
  c: 'union' | 'struct',
  outer: string,
  name: string,
  meaning: string,
  details?: Details,
): Field => ({ name, type: `${outer}.${name}`, c, meaning, ...details });

/** The LONGLONG that ks.h puts into a union with the members, only to align the structure to 8. */
export const alignTo8: Field = longlong(
  'Alignment',
  'Only aligns the structure to 8 bytes; it holds nothing.',
  {
    alignOnly: true,
  },
);

export const layout = (
  name: string,
  header: string,
  meaning: string,
  fields: readonly Field[],
  shape: Pick<Layout, 'pack' | 'union'> = {},
): Layout => ({ name, meaning, header, ...shape, fields });
