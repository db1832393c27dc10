// A request as C source: an array that any C or C++ compiler takes, each field on lines of its own with its name and value.
import type { ByteField } from './byte-fields.ts';

const bytesPerLine = 16;

/** `static const unsigned char NAME[SIZE] = { ... };` with a comment on every field. */
export function cSource(title: string, bytes: Uint8Array, fields: readonly ByteField[]): string {
  const lines = fields.flatMap((field) => fieldLines(bytes, field));
  return [
    `/* ${commentText(title)} */`,
    `static const unsigned char ${identifierOf(title)}[${bytes.length}] = {`,
    ...lines,
    '};',
    '',
  ].join('\n');
}

function fieldLines(bytes: Uint8Array, { offset, size, name, value }: ByteField): readonly string[] {
  const text = value === undefined ? name : `${name} = ${value}`;
  const lines = [`    /* ${String(offset).padStart(3)}  ${commentText(text)} */`];
  for (let at = offset; at < offset + size; at += bytesPerLine) {
    const row = [...bytes.subarray(at, Math.min(at + bytesPerLine, offset + size))];
    lines.push(`    ${row.map((byte) => `0x${byte.toString(16).padStart(2, '0')},`).join(' ')}`);
  }
  return lines;
}

/** Text that cannot end the comment it stands in, nor begin another. */
function commentText(text: string): string {
  return text
    .replace(/\p{Cc}+/gu, ' ')
    .replaceAll('*/', '* /')
    .replaceAll('/*', '/ *')
    .replaceAll('\\', '/');
}

/** The title before its first colon as a C name: letters, digits and single underscores, never a keyword. */
function identifierOf(title: string): string {
  const words =
    title
      .normalize('NFKD')
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? [];
  return ['connect', ...words].join('_').slice(0, 60).replace(/_+$/, '');
}
