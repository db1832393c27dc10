// "KS: Show Bytes": the memory of the connect at the cursor, in a panel beside the descriptor. It follows the text as it is typed
// and the cursor as it moves; a byte that is chosen leads back to its member.
import * as vscode from 'vscode';
import { nearestRange } from '#extension/connect-ranges.ts';
import { type Descriptors, rangeOf } from '#extension/language-client.ts';
import { locateConnect, pickConnect } from '#extension/locate-connect.ts';
import type { FromPage } from '#extension/webview/messages.ts';
import { PagePanel } from '#extension/webview/panel.ts';
import type { Arch } from '#ks/struct.ts';
import type { WireConnect } from '#language-server/protocol.ts';
import { byteMarkup, troubleMarkup } from './byte-markup.ts';
import { type ByteModel, byteModel, fieldAt, type NamedBytes } from './byte-model.ts';
import { pathAtPosition, pathOfText } from './cursor-path.ts';

interface Place {
  readonly uri: vscode.Uri;
  readonly index: number;
}

/** Typing pauses this long before the bytes are made again. */
const pauseMs = 120;

export class ByteView {
  readonly #extensionUri: vscode.Uri;
  readonly #descriptors: Descriptors;
  /** Only while the panel is open. */
  #subscriptions: readonly vscode.Disposable[] = [];
  #panel: PagePanel | undefined;
  #place: Place | undefined;
  #other: Place | undefined;
  #arch: Arch = 'x64';
  #connect: WireConnect | undefined;
  #model: ByteModel | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Counts the readings, so that a slow one does not overwrite a newer one. */
  #reading = 0;

  constructor(extensionUri: vscode.Uri, descriptors: Descriptors) {
    this.#extensionUri = extensionUri;
    this.#descriptors = descriptors;
  }

  /** `uri` and `index` as a code lens gives them; without them the connect is looked for. */
  async open(uri: unknown, index: unknown): Promise<void> {
    const located = await locateConnect(this.#descriptors, uri, index, vscode.l10n.t('KS: Show Bytes'));
    if (!located) return;
    this.#place = { uri: located.document.uri, index: located.index };
    this.#other = undefined;
    if (this.#panel) this.#panel.reveal();
    else this.#openPanel();
    await this.#read();
    const editor = vscode.window.visibleTextEditors.find((one) => one.document === located.document);
    if (editor) this.#mark(editor.selection.active);
  }

  #openPanel(): void {
    this.#panel = new PagePanel(this.#extensionUri, {
      type: 'kspin.bytes',
      title: vscode.l10n.t('Bytes'),
      onMessage: (message) => void this.#answer(message),
      onClose: () => this.#closed(),
    });
    this.#subscriptions = [
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#changed(document.uri)),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => this.#moved(textEditor)),
      vscode.window.onDidChangeActiveTextEditor((editor) => editor && this.#moved(editor)),
    ];
  }

  #closed(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#subscriptions = [];
    this.#panel = undefined;
    this.#place = undefined;
    this.#other = undefined;
    clearTimeout(this.#timer);
  }

  #changed(uri: vscode.Uri): void {
    const shown = [this.#place, this.#other].some((place) => place?.uri.toString() === uri.toString());
    if (!shown) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#read(), pauseMs);
  }

  /** Goes on to another connect when the cursor does. */
  async #moved({ document, selection }: vscode.TextEditor): Promise<void> {
    if (!this.#panel || document.languageId !== 'kspin') return;
    const position = selection.active;
    const here = this.#connect && rangeOf(this.#connect.range);
    if (document.uri.toString() === this.#place?.uri.toString() && here?.contains(position)) {
      this.#mark(position);
      return;
    }
    const connect = await this.#descriptors.connectAt({ uri: document.uri.toString(), position });
    if (!connect || !this.#panel) return;
    this.#place = { uri: document.uri, index: connect.index };
    await this.#read();
    this.#mark(position);
  }

  #mark(position: vscode.Position): void {
    if (!this.#connect || !this.#model) return;
    const path = pathAtPosition(this.#connect.ranges, position);
    this.#panel?.select(path === undefined ? undefined : fieldAt(this.#model, path));
  }

  async #read(): Promise<void> {
    const reading = ++this.#reading;
    const [connect, other] = await Promise.all([this.#ask(this.#place), this.#ask(this.#other)]);
    if (reading !== this.#reading || !this.#panel || !connect) return;
    this.#connect = connect;
    this.#panel.title = vscode.l10n.t('Bytes: {0}', connect.name);
    const missing = [connect, ...(other ? [other] : [])].find(({ bytes }) => bytes === undefined);
    if (missing) {
      this.#model = undefined;
      this.#panel.show(
        troubleMarkup(
          missing.name,
          missing.problems.map(({ message }) => message),
          vscode.l10n,
        ),
      );
      return;
    }
    this.#model = byteModel(namedBytes(connect), this.#arch, other && namedBytes(other));
    this.#panel.show(byteMarkup(this.#model, vscode.l10n));
  }

  async #ask(place: Place | undefined): Promise<WireConnect | undefined> {
    if (!place) return undefined;
    const { uri, index } = place;
    const connect = await this.#descriptors.connectAt({ uri: uri.toString(), index, arch: this.#arch });
    return connect ?? undefined;
  }

  async #answer(message: FromPage): Promise<void> {
    if (message.type === 'select') return this.#showMember(message.item);
    if (message.type !== 'command' || !this.#place) return;
    const { uri, index } = this.#place;
    switch (message.command) {
      case 'x64':
      case 'x86':
        this.#arch = message.command;
        return this.#read();
      case 'compare':
        return this.#compare(uri);
      case 'endCompare':
        this.#other = undefined;
        return this.#read();
      case 'copyBytes':
      case 'copyAsC':
        await vscode.commands.executeCommand(`kspin.${message.command}`, uri.toString(), index, this.#arch);
    }
  }

  async #compare(uri: vscode.Uri): Promise<void> {
    const document = await vscode.workspace.openTextDocument(uri);
    const chosen = await pickConnect(this.#descriptors, document, vscode.l10n.t('KS: Compare Bytes With'));
    if (!chosen) return;
    this.#other = { uri: chosen.document.uri, index: chosen.index };
    await this.#read();
  }

  /** The keyboard stays in the page. */
  #showMember(item: number): void {
    const path = this.#model?.fields[item]?.path;
    const place = this.#place;
    if (path === undefined || !this.#connect || !place) return;
    const editor = vscode.window.visibleTextEditors.find(
      ({ document }) => document.uri.toString() === place.uri.toString(),
    );
    if (!editor) return;
    const range = rangeOf(nearestRange(this.#connect, pathOfText(path)));
    editor.selection = new vscode.Selection(range.start, range.end);
    editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }
}

const namedBytes = ({ name, bytes = '' }: WireConnect): NamedBytes => ({ name, bytes });
