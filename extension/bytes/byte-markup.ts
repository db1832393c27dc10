// The byte view as markup: a grid of hex, then a grid of members. Both have the number of the field in data-field, so that the
// page's script can light up the one when the other is chosen.

import { escapeMarkup, type L10n, toolbarMarkup } from '#extension/webview/markup.ts';
import type { ByteField, ByteModel, Difference } from './byte-model.ts';

const bytesPerRow = 16;
/** A request has some hundred bytes; a list of attributes may have 64 K, which no person reads in a grid. */
const mostBytes = 4096;

export function byteMarkup(model: ByteModel, l10n: L10n): string {
  const shown = model.fields.filter(({ difference }) => difference !== 'removed');
  const size = shown.reduce((sum, { bytes }) => sum + bytes.length, 0);
  return [
    `<h1>${escapeMarkup(model.name)}</h1>`,
    toolbar(model, l10n),
    `<p>${escapeMarkup(summary(model, size, l10n))}</p>`,
    hexGrid(model, l10n),
    size > mostBytes ? `<p>${escapeMarkup(cutText(l10n))}</p>` : '',
    fieldGrid(model, l10n),
    '<p id="meaning" role="status"></p>',
  ].join('\n');
}

function cutText(l10n: L10n): string {
  return l10n.t('The first {0} bytes are shown; Copy Bytes has all of them.', mostBytes);
}

/** Why there is nothing to show. */
export function troubleMarkup(name: string, problems: readonly string[], l10n: L10n): string {
  const items = problems.map((problem) => `<li>${escapeMarkup(problem)}</li>`).join('');
  const why = l10n.t('The request cannot be written as bytes:');
  return `<h1>${escapeMarkup(name)}</h1>\n<p role="status">${escapeMarkup(why)}</p>\n<ul>${items}</ul>`;
}

function toolbar({ arch, comparedWith }: ByteModel, l10n: L10n): string {
  return toolbarMarkup(l10n.t('Byte view'), [
    { command: 'x64', label: 'x64', pressed: arch === 'x64' },
    { command: 'x86', label: 'x86', pressed: arch === 'x86' },
    comparedWith === undefined
      ? { command: 'compare', label: l10n.t('Compare With...') }
      : { command: 'endCompare', label: l10n.t('End Comparison') },
    { command: 'copyBytes', label: l10n.t('Copy Bytes') },
    { command: 'copyAsC', label: l10n.t('Copy as C') },
  ]);
}

function summary({ arch, fields, comparedWith }: ByteModel, size: number, l10n: L10n): string {
  const bits = arch === 'x64' ? 64 : 32;
  const head = l10n.t('{0} bytes, as a {1}-bit process has them in memory.', size, bits);
  if (comparedWith === undefined) return head;
  const different = fields.filter(({ difference }) => difference !== 'same').length;
  return `${head} ${differenceText(comparedWith, different, l10n)}`;
}

function differenceText(name: string, different: number, l10n: L10n): string {
  if (different === 0) return l10n.t('Compared with "{0}": no field differs.', name);
  if (different === 1) return l10n.t('Compared with "{0}": 1 field differs.', name);
  return l10n.t('Compared with "{0}": {1} fields differ.', name, different);
}

interface Cell {
  readonly byte: number;
  readonly field: ByteField;
  readonly index: number;
}

function hexGrid({ fields }: ByteModel, l10n: L10n): string {
  const cells = fields
    .flatMap((field, index): Cell[] =>
      field.difference === 'removed' ? [] : [...field.bytes].map((byte) => ({ byte, field, index })),
    )
    .slice(0, mostBytes);
  const rows = Array.from({ length: Math.ceil(cells.length / bytesPerRow) }, (_, row) =>
    hexRow(cells.slice(row * bytesPerRow, (row + 1) * bytesPerRow), row * bytesPerRow),
  );
  return `<div class="hex" role="grid" aria-label="${escapeMarkup(l10n.t('Bytes'))}" aria-rowcount="${rows.length}">${rows.join('')}</div>`;
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

function fieldGrid({ fields, comparedWith }: ByteModel, l10n: L10n): string {
  const heads = [
    l10n.t('Offset'),
    l10n.t('Member'),
    l10n.t('Value'),
    ...(comparedWith === undefined ? [] : [l10n.t('Other')]),
  ];
  const rows = fields.flatMap((field, index) =>
    field.part === 0 ? [] : [fieldRow(field, index, comparedWith === undefined ? undefined : l10n)],
  );
  return `<table class="fields${comparedWith === undefined ? '' : ' compared'}" role="grid" aria-label="${escapeMarkup(l10n.t('Members'))}">
<thead><tr>${heads.map((head) => `<th scope="col">${escapeMarkup(head)}</th>`).join('')}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>`;
}

/** Long names may break where a person would break them. */
const breakable = (text: string): string => escapeMarkup(text).replaceAll(/[._](?=\w)/g, '$&<wbr>');

function differenceWord(difference: Difference, l10n: L10n): string {
  const words = {
    same: '',
    changed: l10n.t('changed'),
    added: l10n.t('only here'),
    removed: l10n.t('only there'),
  };
  return words[difference];
}

/** With words for its difference where there is something beside it. */
function fieldRow(field: ByteField, index: number, compared: L10n | undefined): string {
  const { offset, name, value, meaning, difference, other } = field;
  const isGone = difference === 'removed';
  const cells = [
    isGone ? '' : offset.toString(16).padStart(4, '0'),
    name,
    isGone ? '' : value,
    ...(compared ? [other ?? differenceWord(difference, compared)] : []),
  ];
  const tags = cells.map((cell) => `<td>${breakable(cell)}</td>`).join('');
  return `<tr tabindex="${index === 0 ? 0 : -1}" class="${classesOf(field)}" data-field="${index}" data-meaning="${escapeMarkup(meaning)}">${tags}</tr>`;
}
