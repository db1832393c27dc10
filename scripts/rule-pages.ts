// Writes docs/rules/: a page for each rule, from its entry and from the case that its test runs, so that every example
// is one that fires and every fix one that mends. `node scripts/rule-pages.ts` writes; a test holds the pages up to date.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'jsonc-parser';
import { ruleSources } from '#language-server/rules/sources.ts';
import {
  applyEdits,
  diagnose,
  editsOf,
  formatEdits,
  parseDescriptor,
  type Rule,
  rules,
} from '#language-server/service.ts';
import { allCases } from '#test/language-server/cases/all-cases.ts';
import { readMarks } from '#test/language-server/marks.ts';
import { workspaceWithFilter } from '#test/language-server/recorded-filter.ts';

const folder = fileURLToPath(new URL('../docs/rules/', import.meta.url));

/** File name -> text, for all pages. */
export function rulePages(): ReadonlyMap<string, string> {
  const pages = new Map<string, string>([['README.md', indexPage()]]);
  for (const rule of rules) pages.set(`${rule.name}.md`, rulePage(rule));
  return pages;
}

const scopes: Readonly<Record<Rule['scope'], string>> = {
  D: 'the descriptor alone decides',
  P: 'needs a capability file (`filter.capabilities`, or `kspin lint --caps`)',
};

function indexPage(): string {
  const rows = rules.map(
    ({ name, id, severity, scope, summary }) =>
      `| [${name}](${name}.md) | ${id} | ${severity} | ${scope} | ${inTable(summary)} |`,
  );
  return `# Rules

${rules.length} rules, in the order in which a driver meets their subjects. Scope D: the descriptor alone decides; P: needs
a capability file. The setting \`kspin.rules\` gives a rule another severity or switches it \`off\`;
\`// kspin-disable-next-line NAME\` silences it on the next line.

| rule | number | severity | scope | broken when |
|---|---|---|---|---|
${rows.join('\n')}
`;
}

const inTable = (text: string): string => text.replaceAll('|', '\\|');

function rulePage(rule: Rule): string {
  const { name, id, severity, scope, summary, why, source, explains = [] } = rule;
  const parts = [
    `# ${name}`,
    `${id}, ${severity}; ${scopes[scope]}.`,
    summary,
    `## Why\n\n${why}`,
    ...exampleOf(rule),
    ...(explains.length === 0
      ? []
      : [
          `## Explains\n\nWhat these rules find in the same connect is mostly of the same cause, and is told with this finding: ${links(explains)}.`,
        ]),
    `## Source\n\n${sourceList(source)}`,
    `[All rules](README.md)`,
  ];
  return `${parts.join('\n\n')}\n`;
}

/** The keys of an entry, each with the place that it stands for. */
const sourceList = (source: string): string =>
  source
    .split(/[,;]\s*/)
    .map((key) =>
      ruleSources[key] === undefined ? `- ${inText(key)}` : `- ${key}: ${inText(ruleSources[key])}`,
    )
    .join('\n');

const links = (names: readonly string[]): string => names.map((name) => `[${name}](${name}.md)`).join(', ');

/** The descriptor in which the test sees the rule fire, what is said there, and what the fix makes of it. */
function exampleOf({ name }: Rule): readonly string[] {
  const found = allCases.find(({ rule }) => rule === name);
  if (found === undefined) return [];
  const text = laidOut(readMarks(found.fires).text);
  const doc = parseDescriptor(text);
  const finding = diagnose(doc, workspaceWithFilter).find(({ code }) => code === name);
  if (finding === undefined) return [];
  const line = doc.lines.positionAt(finding.range.start).line + 1;
  const example = `## Example\n\n${block(text)}\n\nLine ${line}: ${inText(finding.message)}`;
  const [fix] = finding.fixes;
  if (fix === undefined) {
    return [example, `## Right\n\n${block(laidOut(readMarks(found.silent).text))}`];
  }
  const mended = applyEdits(text, editsOf(doc, fix, finding.connect));
  return [example, `## Fix\n\n${inText(fix.title)}:\n\n${block(mended)}`];
}

const block = (text: string): string => `\`\`\`jsonc\n${text}\n\`\`\``;

/** Messages are plain text; outside of code, Markdown would read stars and underscores in them. */
const inText = (text: string): string => text.replaceAll(/[*_<>[\]]/g, '\\$&');

/** The cases are one long line; people read one member a line, small structures on one. */
function laidOut(text: string): string {
  const value: unknown = parse(text);
  const json = JSON.stringify(value, null, 2).replaceAll(/\{[^{}]*\}/g, (object) => {
    const line = object.replaceAll(/\s*\n\s*/g, ' ');
    return line.length <= 90 ? line : object;
  });
  // Big numbers and duplicate keys do not survive parsing; such a case is shown as it is.
  const kept = JSON.stringify(parse(json)) === JSON.stringify(value) && !/\d{16}/.test(text);
  return kept
    ? applyEdits(json, formatEdits(parseDescriptor(json), { tabSize: 2, insertSpaces: true }))
    : text;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  mkdirSync(folder, { recursive: true });
  const pages = rulePages();
  for (const name of readdirSync(folder)) if (!pages.has(name)) rmSync(`${folder}${name}`);
  for (const [name, text] of pages) writeFileSync(`${folder}${name}`, text);
  console.log(`${pages.size} pages in docs/rules/`);
}
