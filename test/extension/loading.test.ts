// VS Code waits for little when it starts the extension: what is loaded before activation returns is one small file, and
// everything that it loads later is built.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

interface Output {
  readonly bytes: number;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly imports: readonly { readonly path: string; readonly kind: string; readonly external?: boolean }[];
}

const root = new URL('../../', import.meta.url);
const json = (path: string): unknown => JSON.parse(readFileSync(new URL(path, root), 'utf8'));
const { outputs } = json('dist/metafile.json') as { readonly outputs: Readonly<Record<string, Output>> };
const { main } = json('package.json') as { readonly main: string };
const entry = outputs[main.replace('./', '')];
assert.ok(entry, 'the entry of package.json is built');

/** The sources of a file and of all that it imports at once. */
function sourcesOf(path: string, seen = new Set<string>()): ReadonlySet<string> {
  const output = outputs[path];
  if (!output) return seen;
  for (const source of Object.keys(output.inputs)) seen.add(source);
  for (const { path: imported, kind, external } of output.imports)
    if (kind === 'import-statement' && external !== true) sourcesOf(imported, seen);
  return seen;
}

test('what VS Code loads to activate the extension is one file of four small sources', () => {
  assert.deepEqual(
    Object.keys(entry.inputs).filter((source) => source.startsWith('node_modules/')),
    [],
    'no library',
  );
  assert.deepEqual(Object.keys(entry.inputs).toSorted(), [
    'extension/command-ids.ts',
    'extension/extension.ts',
    'extension/tree/adapter.ts',
    'extension/tree/shown-rows.ts',
  ]);
  assert.deepEqual(
    entry.imports.filter(({ kind }) => kind !== 'dynamic-import').map(({ path }) => path),
    ['vscode', 'vscode'],
  );
});

test('what it loads afterwards is built beside it: the language client first, then the features', () => {
  const later = entry.imports.filter(({ kind }) => kind === 'dynamic-import').map(({ path }) => path);
  assert.deepEqual(later, ['./server-process.mjs', './features.mjs']);
  const [first = '', second = ''] = later.map((path) => path.replace('./', 'dist/'));
  assert.ok([...sourcesOf(first)].some((source) => source.startsWith('node_modules/vscode-languageclient/')));
  // It copies what the module has when it is loaded, so a stand-in that loads it later leaves it without `fork`.
  assert.ok(!sourcesOf(first).has('lazy-builtin:child_process'));
  const features = sourcesOf(second);
  assert.ok(features.has('extension/filters-view.ts'));
  assert.deepEqual(
    [...features].filter((source) => source.startsWith('node_modules/vscode-languageclient/')),
    [],
    'the views do not wait for the language client',
  );
});

test('the file of a command that is run a few times a day is not loaded before its first run', () => {
  const features = sourcesOf('dist/features.mjs');
  for (const file of [
    'create-pin',
    'driving',
    'probing',
    'property-commands',
    'doctor/collect',
    'topology/topology-view',
  ])
    assert.ok(!features.has(`extension/${file}.ts`), file);
});
