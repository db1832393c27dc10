// The pages that people read, as the tests read them: fenced blocks by language, links, headings.
import { readdirSync, readFileSync } from 'node:fs';
import { checkout } from '#scripts/lib/install.mjs';

export interface Page {
  /** From the checkout, with slashes. */
  readonly file: string;
  readonly text: string;
}

/** Written by hand or partly so; docs/rules/ has tests of its own. */
export function pages(): readonly Page[] {
  const ofDocs = readdirSync(`${checkout}/docs`).filter((name) => name.endsWith('.md'));
  const files = ['README.md', 'CHANGELOG.md', 'samples/README.md', ...ofDocs.map((name) => `docs/${name}`)];
  return files.map((file) => ({ file, text: readFileSync(`${checkout}/${file}`, 'utf8') }));
}

export interface Block {
  readonly language: string;
  readonly text: string;
  /** Of the first line inside, from 1. */
  readonly line: number;
}

export function blocksOf({ text }: Page): readonly Block[] {
  const blocks: { language: string; line: number; lines: string[] }[] = [];
  let open: (typeof blocks)[number] | undefined;
  for (const [index, line] of text.split('\n').entries()) {
    const fence = /^\s*```(\S*)/.exec(line);
    if (fence === null) open?.lines.push(line);
    else if (open !== undefined) open = undefined;
    else {
      open = { language: fence[1] ?? '', line: index + 2, lines: [] };
      blocks.push(open);
    }
  }
  return blocks.map(({ language, line, lines }) => ({ language, line, text: lines.join('\n') }));
}

/** Targets of links and pictures, outside of code. */
export function linksOf({ text }: Page): readonly string[] {
  const prose = text.replaceAll(/^\s*```[\s\S]*?^\s*```/gm, '').replaceAll(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target ?? '');
}

/** The anchors that a Markdown page has. */
export function anchorsOf(text: string): ReadonlySet<string> {
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading ?? '');
  return new Set(
    headings.map((heading) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}
