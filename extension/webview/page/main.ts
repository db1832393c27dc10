// The script of both pages: it shows the markup that the panel sends, goes through items by the arrow keys and the mouse, and tells the
// panel where a person is. What is shown is decided in the extension.
import type { FromPage, ToPage } from '#extension/webview/messages.ts';

declare function acquireVsCodeApi(): { postMessage(message: FromPage): void };

const panel = acquireVsCodeApi();
const content = document.getElementById('content') as HTMLElement;

const fieldOf = (element: Element | null): string | undefined =>
  element?.closest<HTMLElement>('[data-field]')?.dataset.field;

window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
  if (data.type === 'show') show(data.markup);
  else mark(data.item === undefined ? undefined : String(data.item), true);
});

/** A person is choosing what to compare with; VS Code asks outside the page, which loses the keyboard meanwhile. */
let isComparing = false;

/** The keyboard stays where it was, as far as that is still there. */
function show(markup: string): void {
  const active = document.activeElement;
  const field = fieldOf(active);
  const command = active instanceof HTMLElement ? active.dataset.command : undefined;
  const grid = active?.closest('[role=grid]')?.getAttribute('aria-label');
  content.innerHTML = markup;
  const compared = isComparing
    ? content.querySelector<HTMLElement>('[data-command="endCompare"]')
    : undefined;
  if (compared) {
    isComparing = false;
    compared.focus();
    content.querySelector('tbody .changed, tbody .added, tbody .removed')?.scrollIntoView();
  } else if (command !== undefined) {
    content.querySelector<HTMLElement>(`[data-command="${command}"]`)?.focus();
  } else if (field !== undefined)
    content.querySelector<HTMLElement>(`[aria-label="${grid}"] [data-field="${field}"]`)?.focus();
}

/** Cells and rows of a grid are selected, an item of a list is the current one. */
const states = ['aria-selected', 'aria-current'] as const;

function mark(field: string | undefined, intoSight: boolean): void {
  for (const state of states) {
    for (const old of content.querySelectorAll(`[${state}]`)) old.removeAttribute(state);
  }
  const found = field === undefined ? [] : [...content.querySelectorAll(`[data-field="${field}"]`)];
  for (const element of found) {
    element.setAttribute(element.matches('[role=listitem]') ? 'aria-current' : 'aria-selected', 'true');
  }
  const [first] = found;
  const last = found.at(-1);
  if (intoSight) for (const element of [first, last]) element?.scrollIntoView({ block: 'nearest' });
  const meaning = document.getElementById('meaning');
  if (meaning) meaning.textContent = last?.getAttribute('data-meaning') ?? '';
}

content.addEventListener('focusin', ({ target }) => {
  const field = fieldOf(target as Element);
  if (field === undefined) return;
  mark(field, false);
  panel.postMessage({ type: 'select', item: Number(field) });
});

content.addEventListener('click', ({ target }) => {
  const element = target as Element;
  const command = element.closest<HTMLElement>('[data-command]')?.dataset.command;
  if (command !== undefined) {
    isComparing = command === 'compare';
    panel.postMessage({ type: 'command', command });
  } else element.closest<HTMLElement>('[data-field]')?.focus();
});

content.addEventListener('keydown', (event) => {
  const item = (event.target as Element).closest<HTMLElement>('[data-field]');
  const grid = item?.closest('[role=grid], [role=list]');
  if (!item || !grid) return;
  const items = [...grid.querySelectorAll<HTMLElement>('[data-field]')];
  const next = items[nextIndex(event.key, items.indexOf(item), items.length, columnsOf(item))];
  if (!next) return;
  event.preventDefault();
  item.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
  next.scrollIntoView({ block: 'nearest' });
});

/** How many items stand side by side. */
function columnsOf(item: HTMLElement): number {
  return item.matches('[role=gridcell]') ? 16 : 1;
}

function nextIndex(key: string, index: number, length: number, columns: number): number {
  switch (key) {
    case 'ArrowRight':
      return index + 1;
    case 'ArrowLeft':
      return index - 1;
    case 'ArrowDown':
      return index + columns;
    case 'ArrowUp':
      return index - columns;
    case 'Home':
      return 0;
    case 'End':
      return length - 1;
    default:
      return -1;
  }
}

panel.postMessage({ type: 'ready' });
