// The picture of a filter as markup: the same SVG stands in the page, coloured by its style sheet, and in the file that a person
// exports, which brings colours of its own.
import { escapeMarkup, type L10n, toolbarMarkup } from '#extension/webview/markup.ts';
import type { Box, Point, TopologyPicture, Wire } from './topology-graph.ts';

export function topologyMarkup(picture: TopologyPicture, l10n: L10n): string {
  const hint =
    picture.boxes.length === 0
      ? l10n.t('The filter has no pins and no nodes.')
      : l10n.t('The arrow keys go from one pin or node to the next.');
  const note =
    picture.left === 0 ? '' : ` ${l10n.t('Pins, nodes and connections not shown: {0}.', picture.left)}`;
  return [
    `<h1>${escapeMarkup(picture.title)}</h1>`,
    toolbarMarkup(l10n.t('Topology'), [{ command: 'export', label: l10n.t('Export as SVG') }]),
    `<p>${escapeMarkup(hint + note)}</p>`,
    `<div class="picture">${svg(picture, l10n, '')}</div>`,
    '<p id="meaning" role="status"></p>',
  ].join('\n');
}

/** A file of its own: no script, readable on any background. */
export function topologyFile(picture: TopologyPicture, l10n: L10n): string {
  const style = [
    'text{font:13px sans-serif;fill:#1f1f1f}',
    '.first{font-weight:600}',
    '.box{fill:#ffffff;stroke:#5f6b7a}',
    '.pin .box{fill:#e3f0fc;stroke:#0b61a4}',
    '.inner .box{fill:#f3f3f3;stroke-dasharray:4 3}',
    '.wire{fill:none;stroke:#5f6b7a;stroke-width:1.5}',
    '.tip{fill:#5f6b7a}',
  ].join('');
  return `<?xml version="1.0" encoding="UTF-8"?>\n${svg(picture, l10n, `<style>${style}</style>`)}\n`;
}

function svg({ title, width, height, boxes, wires }: TopologyPicture, l10n: L10n, style: string): string {
  const name = escapeMarkup(l10n.t('Topology of {0}', title));
  const list = escapeMarkup(l10n.t('Pins and nodes'));
  const [w, h] = [Math.ceil(width), Math.ceil(height)];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="0 0 ${w} ${h}" role="group" aria-label="${name}">${style}
<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class="tip" d="M0 0 8 4 0 8z"/></marker></defs>
<g aria-hidden="true">${wires.map(wireMarkup).join('')}</g>
<g role="list" aria-label="${list}">
${boxes.map(boxMarkup).join('\n')}
</g>
</svg>`;
}

function wireMarkup({ points, from, to }: Wire): string {
  const title = `<title>${escapeMarkup(`${from} to ${to}`)}</title>`;
  return `<path class="wire" marker-end="url(#tip)" d="${pathOf(points)}">${title}</path>`;
}

const place = ({ x, y }: Point): string => `${round(x)} ${round(y)}`;
const round = (value: number): number => Math.round(value * 10) / 10;

/** Through the middles of the segments, bent at the layout's points. */
function pathOf(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (!first) return '';
  const bends = rest.slice(0, -1).map((point, index) => {
    const next = rest[index + 1] ?? point;
    const isLast = index === rest.length - 2;
    const end = isLast ? next : { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 };
    return `Q${place(point)} ${place(end)}`;
  });
  const last = rest.at(-1);
  return `M${place(first)}${bends.length > 0 ? bends.join('') : last ? `L${place(last)}` : ''}`;
}

function boxMarkup({ kind, x, y, width, height, lines, spoken }: Box, index: number): string {
  const text = lines.map(
    (line, row) =>
      `<text class="${row === 0 ? 'first' : 'more'}" x="12" y="${18 + row * 16}">${escapeMarkup(line)}</text>`,
  );
  return `<g role="listitem" tabindex="${index === 0 ? 0 : -1}" class="${kind}" data-field="${index}" data-meaning="${escapeMarkup(spoken)}" aria-label="${escapeMarkup(spoken)}" transform="translate(${round(x)} ${round(y)})"><rect class="box" rx="4" width="${width}" height="${height}"/>${text.join('')}</g>`;
}
