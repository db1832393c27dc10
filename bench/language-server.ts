// Our language server beside VS Code's own JSON server (jsonServerMain.js of code-server), both over stdio, on the same files
// in one run, the JSON server with the schema of syntaxes/; then the same without a process, and our server on a folder of
// files. Absolute times are the machine's; the ratios are the result. Prints Markdown: `node bench/language-server.ts [connects...]`.
import { bigDescriptor, type Kind } from './descriptors.ts';
import { benchInProcess } from './in-process.ts';
import {
  jsonServer,
  kspin,
  residentMegabytes,
  type Server,
  type Subject,
  start,
  stop,
  timed,
} from './lsp-server.ts';
import { median, quantile, shown } from './measure.ts';
import { benchWorkspace } from './workspace.ts';

type Times = Readonly<Record<string, number>>;

const keystrokes = 60;
const questions = 200;

/** One life of a server: start, open, type, ask, and open and close until memory stays as it is. */
async function measure(subject: Subject, connects: number): Promise<Times> {
  const server = await start(subject);
  const text = bigDescriptor(connects);
  const file = openFile(server, subject, 'big', text);
  const open = await timed(() => file.open());
  const typed: number[] = [];
  for (let count = 0; count < keystrokes; count++) typed.push(await timed(() => file.type()));
  const hover = await file.ask('textDocument/hover');
  const completion = await file.ask('textDocument/completion');
  const memory = residentMegabytes(server);
  await file.close();
  const grown = await growth(server, subject, text);
  await stop(server);
  const wrong = await measureOther(subject, connects, 'wrong');
  const varied = await measureOther(subject, connects, 'varied');
  return {
    'start to initialized, ms': median([server.started, wrong.started, varied.started]),
    'open to first diagnostics, ms': open,
    'open to first diagnostics, 165 formats, ms': varied.open,
    'open to first diagnostics, a mistake in each connect, ms': wrong.open,
    'keystroke to diagnostics, median ms': median(typed),
    'keystroke to diagnostics, a mistake in each connect, ms': wrong.keystroke,
    'hover, p99 ms apart from transport': hover,
    'completion, p99 ms apart from transport': completion,
    'resident memory, MB': memory,
    'memory after five more times open and closed, MB': grown,
  };
}

async function growth(server: Server, subject: Subject, text: string): Promise<number> {
  for (let count = 0; count < 5; count++) {
    const file = openFile(server, subject, `again${count}`, text);
    await file.open();
    await file.close();
  }
  return residentMegabytes(server);
}

async function measureOther(
  subject: Subject,
  connects: number,
  kind: Kind,
): Promise<{ readonly started: number; readonly open: number; readonly keystroke: number }> {
  const server = await start(subject);
  const file = openFile(server, subject, kind, bigDescriptor(connects, kind));
  const open = await timed(() => file.open());
  const typed: number[] = [];
  for (let count = 0; count < keystrokes / 4; count++) typed.push(await timed(() => file.type()));
  await stop(server);
  return { started: server.started, open, keystroke: median(typed) };
}

interface OpenFile {
  /** Until the diagnostics are there. */
  readonly open: () => Promise<void>;
  /** One character into the name of the connect in the middle, until the diagnostics are there. */
  readonly type: () => Promise<void>;
  /** The slowest of a hundred answers, less what an answer about a file that is not open takes. */
  readonly ask: (method: string) => Promise<number>;
  readonly close: () => Promise<void>;
}

function openFile({ connection }: Server, subject: Subject, name: string, text: string): OpenFile {
  const uri = `file:///bench/${name}${subject.suffix}`;
  const textDocument = { uri };
  const pull = (): Promise<unknown> => connection.sendRequest('textDocument/diagnostic', { textDocument });
  const at = text.indexOf('"stream ', Math.floor(text.length / 2)) + '"stream '.length;
  const line = text.slice(0, at).split('\n').length - 1;
  const character = at - (text.lastIndexOf('\n', at - 1) + 1);
  const position = { line, character };
  let version = 1;
  const times = async (method: string, document: { uri: string }): Promise<readonly number[]> => {
    const found: number[] = [];
    for (let turn = 0; turn < questions; turn++) {
      const asked = { textDocument: document, position: { line: line + 7, character: 12 } };
      found.push(await timed(() => connection.sendRequest(method, asked)));
    }
    return found;
  };
  return {
    open: async () => {
      await connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri, languageId: subject.languageId, version, text },
      });
      await pull();
    },
    type: async () => {
      version++;
      await connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges: [{ range: { start: position, end: position }, text: String(version % 10) }],
      });
      await pull();
    },
    ask: async (method) => {
      const transport = median(await times(method, { uri: 'file:///bench/closed.json' }));
      return Math.max(0, quantile(await times(method, textDocument), 0.99) - transport);
    },
    close: () => connection.sendNotification('textDocument/didClose', { textDocument }),
  };
}

/** The two take turns, so that what else the machine does meets both. */
async function compare(connects: number, rounds: number): Promise<readonly string[]> {
  const rival = jsonServer();
  const [mine, others]: [Times[], Times[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    mine.push(await measure(kspin, connects));
    if (rival !== undefined) others.push(await measure(rival, connects));
  }
  return Object.keys(mine[0] ?? {}).map((what) => {
    const value = median(mine.map((times) => times[what] ?? 0));
    const beside = median(others.map((times) => times[what] ?? 0));
    const ratio = others.length === 0 ? 'not run' : (value / beside).toFixed(3);
    return `| ${connects} | ${what} | ${shown(value)} | ${others.length === 0 ? '' : shown(beside)} | ${ratio} |`;
  });
}

export async function benchLanguageServer(sizes: readonly number[]): Promise<string> {
  const rows = ['| connects | what | kspin | VS Code JSON | ratio |', '|---:|---|---:|---:|---:|'];
  for (const connects of sizes) rows.push(...(await compare(connects, connects > 5000 ? 3 : 5)));
  return rows.join('\n');
}

if (import.meta.main) {
  const sizes = process.argv.slice(2).map(Number);
  console.log(await benchInProcess());
  console.log(`\n${await benchLanguageServer(sizes.length > 0 ? sizes : [10, 100, 1000, 10_000])}`);
  console.log(`\n${await benchWorkspace([1000, 10_000])}`);
}
