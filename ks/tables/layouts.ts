// All structure layouts by C name. One table: encoder, decoder, completion, hover, byte map and C export read it.
import type { Layout } from './layout.ts';
import { connectLayouts } from './layouts/connect.ts';

const all = { ...connectLayouts };

export type StructName = keyof typeof all;

export const layouts: Readonly<Record<StructName, Layout>> = all;
