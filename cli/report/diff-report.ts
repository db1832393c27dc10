// A difference between capability files for people: the filter, the pin, then a line for each change, the effect first.
import type { Paint, Style } from '#cli/terminal.ts';
import { type Change, type Effect, tally } from '#ks/diff/change.ts';
import { oneLine } from '#ks/words.ts';

export function diffText(changes: readonly Change[], style: Style): string {
  const lines: string[] = [];
  let shown: readonly string[] = [];
  for (const one of changes) {
    // What a change is about stands in the lines above it, the innermost thing in its own line.
    const heads = one.subject.slice(0, 2);
    const isNew = heads.findIndex((head, depth) => head !== shown[depth]);
    const from = isNew < 0 ? heads.length : isNew;
    for (const [depth, head] of heads.entries()) {
      if (depth >= from) lines.push(`${'  '.repeat(depth)}${style.bold(head)}`);
    }
    shown = heads;
    lines.push(`${'  '.repeat(heads.length)}${changeLine(one, style)}`);
  }
  return [...lines, sum(changes, style), ''].join('\n');
}

function changeLine({ effect, subject, message }: Change, style: Style): string {
  const word = paints(style)[effect](effect.padEnd(longestEffect));
  const about = subject.slice(2).join(', ');
  return `${word}  ${oneLine(about === '' ? message : `${about}: ${message}`)}`;
}

const longestEffect = 'compatible'.length;

const paints = ({ red, green, dim }: Style): Readonly<Record<Effect, Paint>> => ({
  breaking: red,
  compatible: green,
  neutral: dim,
});

function sum(changes: readonly Change[], style: Style): string {
  if (changes.length === 0) return style.green('no difference');
  const { breaking, compatible, neutral } = tally(changes);
  return `${breaking} breaking, ${compatible} compatible, ${neutral} neutral`;
}
