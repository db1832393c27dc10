// The Test Explorer: every connect that says what it expects is a test, run by the same engine as `kspin test`. Files are found
// when the Testing view asks for them and read when they are opened there, so that a large workspace costs nothing.
import * as vscode from 'vscode';
import { runItems, type TestParts, type TestPlace } from './test-run.ts';
import { testIds } from './tree/test-outcome.ts';
import { deviceAllowed } from './trust.ts';

const descriptorGlob = '**/*.kspin.json';

export class TestExplorer implements vscode.Disposable {
  readonly #parts: TestParts;
  readonly #controller: vscode.TestController;
  readonly #subscriptions: readonly vscode.Disposable[];
  readonly #places = new WeakMap<vscode.TestItem, TestPlace>();
  /** Files whose connects were asked for: only these are read again when they are saved. */
  readonly #read = new Set<string>();

  constructor(parts: TestParts) {
    this.#parts = parts;
    this.#controller = vscode.tests.createTestController('kspin', 'Kernel Streaming');
    this.#controller.resolveHandler = (item) => (item ? this.#readFile(item) : this.#findFiles());
    this.#controller.refreshHandler = () => this.#findFiles();
    const profile = this.#controller.createRunProfile(
      vscode.l10n.t('Run on the current target'),
      vscode.TestRunProfileKind.Run,
      (request, token) => this.#run(request, token),
      true,
      undefined,
      true,
    );
    const files = vscode.workspace.createFileSystemWatcher(descriptorGlob);
    this.#subscriptions = [
      this.#controller,
      profile,
      files,
      files.onDidCreate((uri) => this.#fileItem(uri)),
      files.onDidDelete((uri) => this.#forget(uri)),
      files.onDidChange((uri) => this.#update(uri)),
      parts.device.onDidChangeTarget(() => this.#tagAll()),
    ];
  }

  async #findFiles(): Promise<void> {
    const files = await vscode.workspace.findFiles(descriptorGlob, '**/node_modules/**');
    const found = new Set(files.map((uri) => uri.toString()));
    for (const [id] of this.#controller.items) if (!found.has(id)) this.#controller.items.delete(id);
    for (const uri of files) this.#fileItem(uri);
  }

  #fileItem(uri: vscode.Uri): vscode.TestItem {
    const id = uri.toString();
    const known = this.#controller.items.get(id);
    if (known) return known;
    const item = this.#controller.createTestItem(id, vscode.workspace.asRelativePath(uri), uri);
    item.canResolveChildren = true;
    item.tags = [this.#tag()];
    this.#controller.items.add(item);
    return item;
  }

  #forget(uri: vscode.Uri): void {
    this.#read.delete(uri.toString());
    this.#controller.items.delete(uri.toString());
  }

  #update(uri: vscode.Uri): void {
    const item = this.#controller.items.get(uri.toString());
    if (item && this.#read.has(item.id)) void this.#readFile(item);
  }

  async #readFile(file: vscode.TestItem): Promise<void> {
    const { uri } = file;
    if (!uri) return;
    this.#read.add(file.id);
    const connects = await this.#parts.descriptors.connects({ uri: uri.toString() });
    const tests = connects.filter(({ expect }) => expect !== undefined);
    const names = testIds(
      uri.toString(),
      tests.map(({ name }) => name),
    );
    const items = tests.map(({ index, range, expect = '' }, at) => {
      const { id = '', name = '' } = names[at] ?? {};
      // The same item as long as the connect has its name: its last result stays with it.
      const item = file.children.get(id) ?? this.#controller.createTestItem(id, name, uri);
      item.range = new vscode.Range(
        range.start.line,
        range.start.character,
        range.end.line,
        range.end.character,
      );
      item.description = expect === 'ERROR_SUCCESS' ? '' : expect;
      item.tags = [this.#tag()];
      this.#places.set(item, { uri, index });
      return item;
    });
    for (const [, old] of file.children) if (!items.includes(old)) this.#places.delete(old);
    file.children.replace(items);
  }

  async #run(request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> {
    if (!(await deviceAllowed())) return;
    if (request.continuous) return this.#runOnSave(request, token);
    await this.#runOnce(request, await this.#testsOf(request));
  }

  async #runOnce(request: vscode.TestRunRequest, items: readonly vscode.TestItem[]): Promise<void> {
    const run = this.#controller.createTestRun(request);
    run.appendOutput(`Target: ${this.#parts.device.targetInUse.label}\r\n`);
    try {
      await runItems(this.#parts, run, items, (item) => this.#places.get(item));
    } finally {
      run.end();
    }
  }

  /** Each save runs the tests of the saved file, one run after the other, until the person switches it off. */
  #runOnSave(request: vscode.TestRunRequest, token: vscode.CancellationToken): void {
    let last: Promise<void> = Promise.resolve();
    const saves = vscode.workspace.onDidSaveTextDocument(({ uri }) => {
      const file = this.#controller.items.get(uri.toString());
      if (!file) return;
      last = last.then(async () => {
        if (token.isCancellationRequested) return;
        await this.#readFile(file);
        const wanted = (await this.#testsOf(request)).filter(
          (item) => item.uri?.toString() === uri.toString(),
        );
        if (wanted.length > 0) await this.#runOnce(request, wanted);
      });
    });
    token.onCancellationRequested(() => saves.dispose());
  }

  /** What the request means, files as the tests in them, as they stand in the editor now, in the order of the view. */
  async #testsOf({ include, exclude = [] }: vscode.TestRunRequest): Promise<readonly vscode.TestItem[]> {
    if (!include && this.#controller.items.size === 0) await this.#findFiles();
    const roots = include ?? [...this.#controller.items].map(([, item]) => item);
    const files = new Set(roots.map((root) => root.parent ?? root));
    for (const file of files) await this.#readFile(file);
    const tests: vscode.TestItem[] = [];
    for (const root of roots) {
      if (exclude.includes(root)) continue;
      const items = root.canResolveChildren ? [...root.children].map(([, item]) => item) : [root];
      tests.push(...items.filter((item) => !exclude.includes(item)));
    }
    return tests;
  }

  /** `@kspin:simulate` in the filter of the Testing view shows what would run on a recorded filter. */
  #tag(): vscode.TestTag {
    const { target } = this.#parts.device;
    return new vscode.TestTag(target.ok ? target.value.kind : 'none');
  }

  #tagAll(): void {
    for (const [, file] of this.#controller.items) {
      file.tags = [this.#tag()];
      for (const [, item] of file.children) item.tags = [this.#tag()];
    }
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }
}
