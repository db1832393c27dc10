// `kspin evidence`: one file with everything about a call that went wrong: the journal, what the filters say of themselves, the
// requests, the results, the versions, and what to type into a kernel debugger. Names, serial numbers and folders are taken out.
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Command, endWith, exit } from '#cli/command.ts';
import { defaultTarget, superviseTarget, targetOption } from '#cli/device-target.ts';
import { bundleName, collectEvidence, evidenceFiles, targetText, zipOf } from '#device-host/client/index.ts';
import { ok } from '#ks/result.ts';
import { count } from '#ks/words.ts';

export const evidence: Command = {
  name: 'evidence',
  about: 'collects all about a call that went wrong in one file',
  operands: '',
  minOperands: 0,
  maxOperands: 0,
  options: {
    target: targetOption,
    out: { value: 'FILE', about: 'where to write it; a zip in the current folder by default' },
  },
  notes: [
    'A filter that a call had not come back from is not asked again. User and machine names, serial numbers and folders are replaced by placeholders.',
    'Exit code 0: written. 2: usage, the file cannot be written, or trouble with the target; then what is known is written all the same.',
  ],
  run: async ({ option }, terminal) => {
    const supervised = superviseTarget(option('target') ?? defaultTarget, terminal, terminal.cwd);
    if (!supervised.ok) return endWith(exit.trouble, terminal, `kspin evidence: ${supervised.error}`);
    const host = supervised.value;
    const started = await host.start();
    const collected = await collectEvidence({
      target: targetText(host.target),
      host: started.ok ? ok({ calls: host, hello: started.value.hello }) : started,
      connects: [],
    });
    await host.dispose();
    const files = evidenceFiles(collected);
    const name = bundleName(collected.time);
    const file = option('out') ?? `${name}.zip`;
    try {
      writeFileSync(resolve(terminal.cwd, file), zipOf(name, files));
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return endWith(exit.trouble, terminal, `kspin evidence: ${file} cannot be written: ${why}`);
    }
    const { unfinished, capabilities, trouble } = collected;
    const calls = `${count(unfinished.length, 'call')} that had not returned`;
    await terminal.out(
      `${file}: ${calls}, ${count(capabilities.length, 'filter')}, ${count(files.size, 'file')}\n`,
    );
    if (trouble === undefined) return exit.ok;
    return endWith(exit.trouble, terminal, `kspin evidence: the target could not be asked: ${trouble}`);
  },
};
