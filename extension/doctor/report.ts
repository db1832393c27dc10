// What "KS: Collect Diagnostics" tells, as text: everything that the first answer to a bug report would ask for.

export interface DoctorFacts {
  readonly kspin: string;
  /** Name and version of the editor, and where it runs. */
  readonly editor: string;
  readonly system: string;
  readonly trusted: boolean;
  readonly target: string;
  readonly host: string;
  readonly server: string;
  readonly files: { readonly descriptors: number; readonly recordings: number };
  /** Settings of ours that differ from their default, as they are written. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly log: string;
}

const longestLog = 200;

export function doctorReport(facts: DoctorFacts): string {
  const { files, settings } = facts;
  const rows = [
    ['kspin', facts.kspin],
    ['editor', facts.editor],
    ['system', facts.system],
    ['workspace', facts.trusted ? 'trusted' : 'in Restricted Mode'],
    ['descriptors', `${files.descriptors}`],
    ['capability files', `${files.recordings}`],
    ['target', facts.target],
    ['device host', facts.host],
    ['language server', facts.server],
  ];
  const changed = Object.keys(settings).length > 0;
  return `# kspin diagnostics

For a bug report. Names of users and machines, folders and serial numbers are left out; read it before you send it.

| what | is |
|---|---|
${rows.map(([what, is = '']) => `| ${what} | ${is.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ')} |`).join('\n')}

## Settings

${changed ? fenced('json', JSON.stringify(settings, null, 2)) : 'All as they come.'}

## Log

${facts.log.trim() === '' ? 'Empty.' : fenced('text', lastLines(facts.log))}
`;
}

function lastLines(text: string): string {
  const lines = text.trimEnd().split(/\r?\n/);
  const dropped = lines.length - longestLog;
  return dropped > 0
    ? [`(${dropped} lines before)`, ...lines.slice(-longestLog)].join('\n')
    : lines.join('\n');
}

/** A fence longer than any in the text, which may hold what a driver said. */
function fenced(language: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}
