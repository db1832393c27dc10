// Our language server beside VS Code's own JSON server (jsonServerMain.js of code-server), both over stdio, on the same files
// in one run, the JSON server with the schema of syntaxes/. Absolute times are the machine's; the ratios are the result.
// Prints a Markdown table: `node bench/language-server.ts [connects...]`.
import { type ChildProcess, spawn } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node';

const checkout = fileURLToPath(new URL('..', import.meta.url));
const schema = JSON.parse(readFileSync(join(checkout, 'syntaxes/kspin.schema.json'), 'utf8')) as object;

interface Server {
  readonly connection: MessageConnection;
  readonly child: ChildProcess;
  /** Milliseconds from spawn to the answer of `initialize`. */
  readonly started: number;
}

interface Subject {
  readonly name: string;
  readonly args: readonly string[];
  readonly languageId: string;
  readonly suffix: string;
  readonly prepare: (connection: MessageConnection) => Promise<void>;
}

const ours: Subject = {
  name: 'kspin',
  args: [join(checkout, 'dist/language-server.mjs'), '--stdio'],
  languageId: 'kspin',
  suffix: '.kspin.json',
  prepare: async () => {},
};

function theirs(): Subject | undefined {
  const pattern = '.cache/kspin/code-server-*/**/json-language-features/server/dist/node/jsonServerMain.js';
  const [main] = globSync(pattern, { cwd: homedir() });
  if (main === undefined) return undefined;
  return {
    name: 'VS Code JSON',
    args: [join(homedir(), main), '--stdio'],
    languageId: 'jsonc',
    suffix: '.json',
    prepare: (connection) =>
      connection.sendNotification('json/schemaAssociations', [
        [{ fileMatch: ['*'], uri: 'kspin://schema', schema }],
      ]),
  };
}

const capabilities = {
  textDocument: {
    diagnostic: { dynamicRegistration: false },
    completion: { completionItem: { snippetSupport: true } },
    hover: { contentFormat: ['markdown'] },
  },
};

async function start({ args, prepare }: Subject): Promise<Server> {
  const from = performance.now();
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'ignore'] });
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  connection.onRequest(() => null);
  connection.listen();
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities,
    initializationOptions: { handledSchemaProtocols: ['file'], provideFormatter: false },
  });
  const started = performance.now() - from;
  await connection.sendNotification('initialized', {});
  await prepare(connection);
  return { connection, child, started };
}

async function stop({ connection, child }: Server): Promise<void> {
  await connection.sendRequest('shutdown');
  await connection.sendNotification('exit');
  connection.dispose();
  child.kill();
}

/** Kilobytes of memory that the process holds; 0 where /proc does not say. */
function residentMegabytes({ pid }: ChildProcess): number {
  if (process.platform !== 'linux') return 0;
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}

/** No two connects are the same: names and values change from one to the next. */
export function bigDescriptor(connects: number): string {
  const one = (index: number): string => `    {
      "name": "stream ${index}",
      "DesiredAccess": "GENERIC_WRITE",
      "KSPIN_CONNECT": {
        // The looped interface is that of WaveRT pins.
        "Interface": { "Set": "KSINTERFACESETID_Standard", "Id": "KSINTERFACE_STANDARD_LOOPED_STREAMING", "Flags": 0 },
        "Medium": { "Set": "KSMEDIUMSETID_Standard", "Id": "KSMEDIUM_TYPE_ANYINSTANCE", "Flags": 0 },
        "PinId": ${index % 32},
        "PinToHandle": null,
        "Priority": { "PriorityClass": "KSPRIORITY_NORMAL", "PrioritySubClass": 1 }
      },
      "KSDATAFORMAT": {
        "MajorFormat": "KSDATAFORMAT_TYPE_AUDIO",
        "SubFormat": "KSDATAFORMAT_SUBTYPE_PCM",
        "Specifier": "KSDATAFORMAT_SPECIFIER_WAVEFORMATEX"
      },
      "WaveFormatExt": {
        "Format": { "wFormatTag": "WAVE_FORMAT_EXTENSIBLE", "nChannels": 2, "nSamplesPerSec": ${8000 + 25 * (index % 1600)}, "wBitsPerSample": 16 },
        "Samples": { "wValidBitsPerSample": 16 },
        "dwChannelMask": "SPEAKER_FRONT_LEFT | SPEAKER_FRONT_RIGHT",
        "SubFormat": "KSDATAFORMAT_SUBTYPE_PCM"
      },
      "expect": "ERROR_SUCCESS"
    }`;
  return `{\n  "connects": [\n${Array.from({ length: connects }, (_, index) => one(index)).join(',\n')}\n  ]\n}\n`;
}

const quantile = (times: readonly number[], part: number): number =>
  times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0;

interface Times {
  readonly [row: string]: number;
}

async function measure(subject: Subject, connects: number): Promise<Times> {
  const server = await start(subject);
  const { connection } = server;
  const uri = `file:///bench/big${subject.suffix}`;
  const text = bigDescriptor(connects);
  const textDocument = { uri };
  const pull = (): Promise<unknown> => connection.sendRequest('textDocument/diagnostic', { textDocument });
  const timed = async (action: () => Promise<unknown>): Promise<number> => {
    const from = performance.now();
    await action();
    return performance.now() - from;
  };
  const open = await timed(async () => {
    await connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: subject.languageId, version: 1, text },
    });
    await pull();
  });
  const at = text.indexOf('"PinId": ', Math.floor(text.length / 2)) + '"PinId": '.length;
  const line = text.slice(0, at).split('\n').length - 1;
  const character = at - (text.lastIndexOf('\n', at - 1) + 1);
  const keystrokes: number[] = [];
  for (let version = 2; version < (connects > 5000 ? 12 : 42); version++) {
    const range = { start: { line, character }, end: { line, character: character + 1 } };
    keystrokes.push(
      await timed(async () => {
        await connection.sendNotification('textDocument/didChange', {
          textDocument: { uri, version },
          contentChanges: [{ range, text: String(version % 10) }],
        });
        await pull();
      }),
    );
  }
  const ask = async (method: string): Promise<number> => {
    const times: number[] = [];
    for (let turn = 0; turn < 100; turn++) {
      const position = { line, character: character - 5 };
      times.push(await timed(() => connection.sendRequest(method, { textDocument, position })));
    }
    return quantile(times, 0.99);
  };
  const hover = await ask('textDocument/hover');
  const completion = await ask('textDocument/completion');
  const memory = residentMegabytes(server.child);
  await stop(server);
  return {
    'start to initialized, ms': server.started,
    'open to first diagnostics, ms': open,
    'keystroke to diagnostics, median ms': quantile(keystrokes, 0.5),
    'hover, p99 ms over stdio': hover,
    'completion, p99 ms over stdio': completion,
    'resident memory, MB': memory,
  };
}

const shown = (value: number): string => (value < 10 ? value.toFixed(2) : value.toFixed(0));

export async function benchLanguageServer(sizes: readonly number[]): Promise<string> {
  const rival = theirs();
  const rows = ['| connects | what | kspin | VS Code JSON | ratio |', '|---:|---|---:|---:|---:|'];
  for (const connects of sizes) {
    const mine = await measure(ours, connects);
    const other = rival && (await measure(rival, connects));
    for (const [what, value] of Object.entries(mine)) {
      const beside = other?.[what];
      const ratio = beside === undefined ? 'not run' : (value / beside).toFixed(3);
      rows.push(
        `| ${connects} | ${what} | ${shown(value)} | ${beside === undefined ? '' : shown(beside)} | ${ratio} |`,
      );
    }
  }
  return rows.join('\n');
}

if (import.meta.main) {
  const sizes = process.argv.slice(2).map(Number);
  console.log(await benchLanguageServer(sizes.length > 0 ? sizes : [10, 1000, 10_000]));
}
