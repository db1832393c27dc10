// Writes docs/cli.md from the table that the program reads its arguments with, so that the page cannot promise an option
// that is not there. `node scripts/cli-page.ts` writes; a test holds the page up to date.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { commands } from '#cli/commands/all.ts';
import { commandHelp, programHelp } from '#cli/help.ts';
import { plain } from '#cli/terminal.ts';

const file = fileURLToPath(new URL('../docs/cli.md', import.meta.url));

export function cliPage(): string {
  const sections = commands.map(
    (command) => `## kspin ${command.name}\n\n${block(commandHelp(command, plain))}`,
  );
  return [
    '# The command line',
    'What `kspin --help` and `kspin COMMAND --help` say, written by `node scripts/cli-page.ts`. In a checkout the program is\n`npx kspin`; on a test machine it is the same program. What targets are: [targets](targets.md).',
    block(programHelp(commands, plain)),
    ...sections,
    '',
  ].join('\n\n');
}

const block = (text: string): string => `\`\`\`text\n${text.trimEnd()}\n\`\`\``;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(file, cliPage());
  console.log('docs/cli.md is up to date');
}
