// Reading and checking a file without a process around it: ours with every rule, vscode-json-languageservice with our schema,
// and JSON.parse, which keeps no place and checks nothing. In processor time, that of collecting garbage included.
import jsonService from 'vscode-json-languageservice';
import { diagnose, noFiles, parseDescriptor } from '#language-server/service.ts';
import { bigDescriptor, type Kind } from './descriptors.ts';
import { schema } from './lsp-server.ts';
import { median, shown } from './measure.ts';

const rounds = 15;

const kinds: readonly (readonly [Kind, string])[] = [
  ['right', 'nothing wrong, eleven formats'],
  ['varied', 'nothing wrong, 165 formats'],
  ['wrong', 'a mistake in each'],
];

type Reader = (text: string) => unknown;

const ours: Reader = (text) => diagnose(parseDescriptor(text), noFiles);

function theirs(): Reader {
  const service = jsonService.getLanguageService({});
  service.configure({
    allowComments: true,
    // It ties references together inside of the schema.
    schemas: [{ uri: 'kspin://schema', fileMatch: ['*'], schema: structuredClone(schema) }],
  });
  return (text) => {
    const document = jsonService.TextDocument.create('file:///bench/big.json', 'jsonc', 1, text);
    return service.doValidation(document, service.parseJSONDocument(document), { comments: 'ignore' });
  };
}

/** JSON has no comments. */
const bare: Reader = (text) => JSON.parse(text.replaceAll(/^ *\/\/.*$/gm, ''));

/** The three take turns; the first rounds warm them up. */
export async function benchInProcess(): Promise<string> {
  const readers = [ours, theirs(), bare];
  const rows = [
    '| 1000 connects | kspin, ms | vscode-json-languageservice, ms | ratio | JSON.parse, ms | ratio |',
    '|---|---:|---:|---:|---:|---:|',
  ];
  for (const [kind, what] of kinds) {
    const text = bigDescriptor(1000, kind);
    const times: number[][] = readers.map(() => []);
    for (let round = 0; round < rounds; round++) {
      for (const [index, read] of readers.entries()) {
        const from = process.cpuUsage();
        await read(text);
        const { user, system } = process.cpuUsage(from);
        times[index]?.push((user + system) / 1000);
      }
    }
    const [mine = 0, other = 0, plain = 0] = times.map((taken) => median(taken.slice(5)));
    rows.push(
      `| ${what} | ${shown(mine)} | ${shown(other)} | ${(mine / other).toFixed(3)} | ${shown(plain)} | ${(mine / plain).toFixed(1)} |`,
    );
  }
  return rows.join('\n');
}
