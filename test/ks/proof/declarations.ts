// A structure of the table as a C declaration, for the ones that mingw's headers lack: the compiler then places the
// members, so that our arithmetic of offsets is checked for them too. Only order and types are our own word there.
import type { Field, Layout } from '#ks/tables/layout.ts';
import { layouts } from '#ks/tables/layouts.ts';

/** `typedef struct { ... } NAME;` for both architectures, packed as the layout says. */
export function declarationOf(layout: Layout): string {
  const packed = layout.pack === undefined ? '' : `_Pragma("pack(push, ${layout.pack})") `;
  const unpacked = layout.pack === undefined ? '' : ' _Pragma("pack(pop)")';
  return `${packed}typedef ${bodyOf(layout)} ${layout.name};${unpacked}`;
}

function bodyOf(layout: Layout): string {
  const members = layout.fields
    .filter((field) => !field.alignOnly && field.overlaps === undefined)
    .map((field) => memberWithTwins(layout, field));
  const body = `${layout.union ? 'union' : 'struct'} { ${members.join(' ')} }`;
  if (!layout.fields.some((field) => field.alignOnly)) return body;
  return `struct { union { ${body}; LONGLONG Alignment; }; }`;
}

/** A member, in an anonymous union with the others that have its place. */
function memberWithTwins(layout: Layout, field: Field): string {
  const twins = layout.fields.filter((other) => other.overlaps === field.name);
  const text = twins.length === 0 ? member(field) : `union { ${[field, ...twins].map(member).join(' ')} };`;
  if (field.onlyOn === undefined) return text;
  throw new Error(`${layout.name}.${field.name} is for ${field.onlyOn} only: not needed so far`);
}

function member(field: Field): string {
  const inner = Object.values(layouts).find(
    ({ name }) => name === field.type && (field.c === 'union' || field.c === 'struct'),
  );
  const count = field.count === undefined ? '' : `[${field.count}]`;
  return `${inner ? bodyOf(inner) : field.c} ${field.name}${count};`;
}
