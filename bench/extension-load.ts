// What loading the extension costs in processor time, without a VS Code around it: each of its parts in a fresh Node, with a
// `vscode` that answers everything and does nothing. Prints a Markdown table: `node bench/extension-load.ts`.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire, registerHooks } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../', import.meta.url));
const turns = 9;

/** What is loaded before activation returns, then after it, in this order (extension/extension.ts). */
const parts = ['extension.cjs', 'server-process.mjs', 'features.mjs'] as const;

interface Cost {
  readonly wall: number;
  readonly processor: number;
}

/** In the child: each part in its order, with what it costs. */
async function loadAll(): Promise<readonly Cost[]> {
  standInForVsCode();
  const costs: Cost[] = [];
  for (const part of parts) {
    const file = join(root, 'dist', part);
    const [begun, before] = [performance.now(), process.cpuUsage()];
    if (part.endsWith('.cjs')) createRequire(import.meta.url)(file);
    else await import(pathToFileURL(file).href);
    const { user, system } = process.cpuUsage(before);
    costs.push({ wall: performance.now() - begun, processor: (user + system) / 1000 });
  }
  return costs;
}

function standInForVsCode(): void {
  function answersAll(): void {}
  const anything: unknown = new Proxy(answersAll, {
    get: (_, key) => (key === Symbol.toPrimitive ? () => 0 : anything),
    apply: () => anything,
    construct: () => anything as object,
  });
  Object.assign(globalThis, { anything });
  const types = readFileSync(join(root, 'node_modules', '@types', 'vscode', 'index.d.ts'), 'utf8');
  const names = new Set(
    [...types.matchAll(/^\texport (?:abstract )?\w+ (\w+)/gm)].map(([, name = '']) => name),
  );
  const source = [...names].map((name) => `export const ${name} = globalThis.anything;`).join('\n');
  const url = 'stand-in:vscode';
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'vscode' ? { url, shortCircuit: true } : next(specifier, context),
    load: (wanted, context, next) =>
      wanted === url ? { format: 'module', source, shortCircuit: true } : next(wanted, context),
  });
}

const median = (values: readonly number[]): string =>
  (values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0).toFixed(1);

async function measure(): Promise<string> {
  const runs: (readonly Cost[])[] = [];
  for (let turn = 0; turn < turns; turn++) {
    const { stdout } = await promisify(execFile)(process.execPath, [fileURLToPath(import.meta.url), 'load']);
    runs.push(JSON.parse(stdout) as readonly Cost[]);
  }
  const rows = parts.map((part, at) => {
    const costs = runs.flatMap((run) => run[at] ?? []);
    return `| dist/${part} | ${median(costs.map(({ wall }) => wall))} | ${median(costs.map(({ processor }) => processor))} |`;
  });
  return ['| loaded | ms | processor time, ms |', '|---|---:|---:|', ...rows].join('\n');
}

if (import.meta.main) {
  if (process.argv[2] === 'load') console.log(JSON.stringify(await loadAll()));
  else console.log(await measure());
}
