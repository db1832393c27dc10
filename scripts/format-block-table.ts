// Writes the table of format blocks in docs/descriptors.md from the table that reader, encoder and completion use.
// `node scripts/format-block-table.ts` writes; a test holds the page up to date.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { formatBlocks } from '#ks/format-blocks.ts';
import { guidText } from '#ks/guid.ts';

const file = fileURLToPath(new URL('../docs/descriptors.md', import.meta.url));
const section = /(<!-- format blocks -->\n)[\s\S]*?(<!-- end -->)/;

/** The page with its table as it must be today; `page` is its text. */
export function withFormatBlocks(page: string): string {
  const rows = formatBlocks.map(({ key, struct, specifiers, meaning }) => {
    const names = specifiers.map((specifier) => `\`${guidText(specifier, ['format-specifier'])}\``);
    return `| \`${key}\` | ${struct} | ${names.join(', ')} | ${meaning.replaceAll('|', '\\|')} |`;
  });
  const table = ['| key | structure | Specifier | what it is |', '|---|---|---|---|', ...rows].join('\n');
  return page.replace(section, `$1${table.replaceAll('$', '$$$$')}\n$2`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(file, withFormatBlocks(readFileSync(file, 'utf8')));
  console.log('docs/descriptors.md is up to date');
}
