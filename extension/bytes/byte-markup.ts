// The byte view as markup: a grid of hex, then a grid of members. Both have the number of the field in data-field, so that the
// page's script can light up the one when the other is chosen.

import { escapeMarkup, toolbarMarkup } from '#extension/webview/markup.ts';
import { count } from '#ks/words.ts';
import type { ByteField, ByteModel } from './byte-model.ts';

const bytesPerRow = 16;
/** A request has some hundred bytes; a list of attributes may have 64 K, which no person reads in a grid. */
const mostBytes = 4096;

export function byteMarkup(model: ByteModel): string {
  const shown = model.fields.filter(({ difference }) => difference !== 'removed');
  const size = shown.reduce((sum, { bytes }) => sum + bytes.length, 0);
  return [
    `<h1>${escapeMarkup(model.name)}</h1>`,
    toolbar(model),
    `<p>${escapeMarkup(summary(model, size))}</p>`,
    hexGrid(model),
    size > mostBytes ? `<p>The first ${mostBytes} bytes are shown; Copy Bytes has all of them.</p>` : '',
    fieldGrid(model),
    '<p id="meaning" role="status"></p>',
  ].join('\n');
}

/** Why there is nothing to show. */
export function troubleMarkup(name: string, problems: readonly string[]): string {
  const items = problems.map((problem) => `<li>${escapeMarkup(problem)}</li>`).join('');
  return `<h1>${escapeMarkup(name)}</h1>\n<p role="status">The request cannot be written as bytes:</p>\n<ul>${items}</ul>`;
}

function toolbar({ arch, comparedWith }: ByteModel): string {
  return toolbarMarkup('Byte view', [
    { command: 'x64', label: 'x64', pressed: arch === 'x64' },
    { command: 'x86', label: 'x86', pressed: arch === 'x86' },
    comparedWith === undefined
      ? { command: 'compare', label: 'Compare With...' }
      : { command: 'endCompare', label: 'End Comparison' },
    { command: 'copyBytes', label: 'Copy Bytes' },
    { command: 'copyAsC', label: 'Copy as C' },
  ]);
}

function summary({ arch, fields, comparedWith }: ByteModel, size: number): string {
  const head = `${count(size, 'byte')}, as a ${arch === 'x64' ? '64' : '32'}-bit process has them in memory.`;
  if (comparedWith === undefined) return head;
  const different = fields.filter(({ difference }) => difference !== 'same').length;
  const words =
    different === 0 ? 'no field differs' : `${count(different, 'field')} differ${different === 1 ? 's' : ''}`;
  return `${head} Compared with "${comparedWith}": ${words}.`;
}

interface Cell {
  readonly byte: number;
  readonly field: ByteField;
  readonly index: number;
}

function hexGrid({ fields }: ByteModel): string {
  const cells = fields
    .flatMap((field, index): Cell[] =>
      field.difference === 'removed' ? [] : [...field.bytes].map((byte) => ({ byte, field, index })),
    )
    .slice(0, mostBytes);
  const rows = Array.from({ length: Math.ceil(cells.length / bytesPerRow) }, (_, row) =>
    hexRow(cells.slice(row * bytesPerRow, (row + 1) * bytesPerRow), row * bytesPerRow),
  );
  return `<div class="hex" role="grid" aria-label="Bytes" aria-rowcount="${rows.length}">${rows.join('')}</div>`;
}

function hexRow(cells: readonly Cell[], offset: number): string {
  const at = offset.toString(16).padStart(4, '0');
  const bytes = cells.map(({ byte, field, index }, column) => {
    const hex = byte.toString(16).padStart(2, '0');
    // One stop for the Tab key: the arrow keys go on from there.
    const stop = offset + column === 0 ? 0 : -1;
    const label = `${offset + column}: ${hex}, ${field.name}`;
    return `<span role="gridcell" tabindex="${stop}" class="${classesOf(field)}" data-field="${index}" aria-label="${escapeMarkup(label)}">${hex}</span>`;
  });
  const text = cells
    .map(({ byte }) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.'))
    .join('');
  return `<div role="row"><span role="rowheader" class="offset">${at}</span>${bytes.join('')}<span class="ascii" aria-hidden="true">${plainText(text)}</span></div>`;
}

/** Spaces count in a column of characters. */
const plainText = (text: string): string =>
  text.replace(/[&<>]/g, (char) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[char] ?? char);

function classesOf({ part, difference }: ByteField): string {
  return `part${part}${difference === 'same' ? '' : ` ${difference}`}`;
}

function fieldGrid({ fields, comparedWith }: ByteModel): string {
  const heads = ['Offset', 'Member', 'Value', ...(comparedWith === undefined ? [] : ['Other'])];
  const rows = fields.flatMap((field, index) =>
    field.part === 0 ? [] : [fieldRow(field, index, comparedWith !== undefined)],
  );
  return `<table class="fields${comparedWith === undefined ? '' : ' compared'}" role="grid" aria-label="Members">
<thead><tr>${heads.map((head) => `<th scope="col">${escapeMarkup(head)}</th>`).join('')}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>`;
}

/** Long names may break where a person would break them. */
const breakable = (text: string): string => escapeMarkup(text).replaceAll(/[._](?=\w)/g, '$&<wbr>');

const differenceWords = { same: '', changed: 'changed', added: 'only here', removed: 'only there' } as const;

function fieldRow(field: ByteField, index: number, compared: boolean): string {
  const { offset, name, value, meaning, difference, other } = field;
  const isGone = difference === 'removed';
  const cells = [
    isGone ? '' : offset.toString(16).padStart(4, '0'),
    name,
    isGone ? '' : value,
    ...(compared ? [other ?? differenceWords[difference]] : []),
  ];
  const tags = cells.map((cell) => `<td>${breakable(cell)}</td>`).join('');
  return `<tr tabindex="${index === 0 ? 0 : -1}" class="${classesOf(field)}" data-field="${index}" data-meaning="${escapeMarkup(meaning)}">${tags}</tr>`;
}
