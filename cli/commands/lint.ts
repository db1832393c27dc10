// `kspin lint`: every finding that the editor would show, for whole folders, in the formats that people and CI read.
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { capabilityWorkspace, readCapabilityFile } from '#cli/capability-files.ts';
import { type Command, type ExitCode, endWith, exit } from '#cli/command.ts';
import { findDescriptors, readText } from '#cli/files.ts';
import { type FindingRow, findingRow } from '#cli/report/finding-row.ts';
import { githubReport } from '#cli/report/github-report.ts';
import { sarifReport } from '#cli/report/sarif-report.ts';
import { textReport } from '#cli/report/text-report.ts';
import type { Style, Terminal } from '#cli/terminal.ts';
import { type DiagnoseOptions, diagnose, parseDescriptor, type Workspace } from '#language-server/service.ts';

const formats = ['text', 'json', 'sarif', 'github'] as const;

export const lint: Command = {
  name: 'lint',
  about: 'checks descriptors (*.kspin.json) for what a driver must refuse',
  operands: 'PATH...',
  minOperands: 1,
  maxOperands: Number.POSITIVE_INFINITY,
  options: {
    format: { value: 'FORMAT', choices: formats, about: 'what to write' },
    caps: { value: 'FILE', about: 'a capability file to check every connect against' },
  },
  notes: [
    'A folder stands for every *.kspin.json in it, however deep; node_modules and dot folders are left out.',
    'Exit code 0: no error (there may be warnings). 1: errors. 2: usage, or a file that cannot be read.',
  ],
  run: async ({ operands, option }, terminal) => {
    const options = readCaps(option('caps'), terminal.cwd);
    if (typeof options === 'string') return trouble(terminal, [options]);
    const { files, problems } = findDescriptors(operands, terminal.cwd);
    const checked = checkAll(files, options, terminal.cwd);
    await terminal.out(report(option('format') ?? 'text', checked, terminal.style));
    const unreadable = [...problems, ...checked.unreadable];
    if (unreadable.length > 0) return trouble(terminal, unreadable);
    return checked.rows.some(({ severity }) => severity === 'error') ? exit.no : exit.ok;
  },
};

function trouble(terminal: Terminal, lines: readonly string[]): Promise<ExitCode> {
  return endWith(exit.trouble, terminal, ...lines.map((line) => `kspin lint: ${line}`));
}

/** A text is what was wrong with the file. */
function readCaps(file: string | undefined, cwd: string): DiagnoseOptions | string {
  if (file === undefined) return {};
  const reading = readCapabilityFile(resolve(cwd, file));
  return reading.ok ? { capabilities: reading.value } : `--caps ${file} ${reading.error}`;
}

interface Checked {
  readonly rows: readonly FindingRow[];
  readonly files: number;
  readonly unreadable: readonly string[];
}

function checkAll(files: readonly string[], options: DiagnoseOptions, cwd: string): Checked {
  const workspace = capabilityWorkspace();
  const unreadable: string[] = [];
  const rows = files.flatMap((file) => {
    const text = readText(resolve(cwd, file));
    if (text.ok) return check(file, text.value, workspace, options, cwd);
    unreadable.push(`${file} ${text.error}`);
    return [];
  });
  return { rows, files: files.length - unreadable.length, unreadable };
}

function check(
  file: string,
  text: string,
  workspace: Workspace,
  options: DiagnoseOptions,
  cwd: string,
): readonly FindingRow[] {
  const doc = parseDescriptor(text, pathToFileURL(resolve(cwd, file)).href);
  return diagnose(doc, workspace, options).map((finding) => findingRow(file, doc, finding));
}

function report(format: string, { rows, files }: Checked, style: Style): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify(rows, null, 2)}\n`;
    case 'sarif':
      return sarifReport(rows);
    case 'github':
      return githubReport(rows);
    default:
      return textReport(rows, files, style);
  }
}
