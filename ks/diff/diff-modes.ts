// What two builds say of a pin's signal processing modes. A client that asks for one names it in an attribute of its format, so a mode
// that is gone is a format that is refused; which format a mode prefers is advice.
import type { ModeFormats } from '#ks/capabilities.ts';
import { guidText } from '#ks/guid.ts';
import type { Path } from '#ks/path.ts';
import type { Guid } from '#ks/tables/guid-kinds.ts';
import { added, type Change, compareBytes, compareFact, removed, within } from './change.ts';
import { compareFormat } from './compare-format.ts';
import { pairUp } from './pairs.ts';

/** Paths start at the pin. */
export function diffModes(
  before: readonly ModeFormats[] | undefined,
  after: readonly ModeFormats[] | undefined,
): readonly Change[] {
  if (before === undefined || after === undefined) {
    const name = 'The list of signal processing modes';
    return compareFact(name, ['modes'], [before, after], () => 'neutral', modesText);
  }
  const place = (index: number): Path => ['modes', index];
  const {
    pairs,
    removed: lost,
    added: gained,
  } = pairUp(before, after, {
    exact: ({ item }) => item.mode,
    looks: [],
  });
  return [
    ...pairs.flatMap(({ before: old, after: now }) =>
      within(
        `Mode ${modeText(old.item.mode)}`,
        { before: place(old.index), after: place(now.index) },
        compareMode(old.item, now.item),
      ),
    ),
    ...lost.map(({ item, index }) => removed(`The mode ${modeText(item.mode)} is gone.`, place(index))),
    ...gained.map(({ item, index }) => added(`The mode ${modeText(item.mode)} is new.`, place(index))),
  ];
}

const modeText = (mode: Guid): string => guidText(mode, ['audio-processing-mode']);

const modesText = (modes: readonly ModeFormats[]): string =>
  modes.map(({ mode }) => modeText(mode)).join(', ');

function compareMode(before: ModeFormats, after: ModeFormats): readonly Change[] {
  const lists = [before.formats, after.formats] as const;
  const preferred = [before.defaultFormat, after.defaultFormat] as const;
  return [
    ...compareFormat('The preferred format', ['defaultFormat'], preferred),
    // Which formats it lost or gained is not known: sources disagree on how wide its offsets are.
    ...(isBoth(lists) ? compareBytes('The list of formats', ['formats'], 'breaking', lists) : []),
  ];
}

/** What one recording does not say is no change of the driver. */
function isBoth<T>(pair: readonly [T | undefined, T | undefined]): pair is readonly [T, T] {
  return pair[0] !== undefined && pair[1] !== undefined;
}
