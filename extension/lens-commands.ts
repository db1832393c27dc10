// A command of its own for each connect that has a lens. VS Code keeps the arguments of a lens' command only until newer lenses
// have come, but goes on showing the older ones for a while, so that a click on those does nothing. A command without arguments
// is not forgotten.
import * as vscode from 'vscode';

export class LensCommands implements vscode.Disposable {
  readonly #registered = new Map<string, vscode.Disposable>();

  /** The same lenses, each with a command that needs no arguments. */
  withOwnCommands(lenses: readonly vscode.CodeLens[]): vscode.CodeLens[] {
    return lenses.map(({ range, command }) => new vscode.CodeLens(range, command && this.#own(command)));
  }

  /** Kept until the end: VS Code also shows the lenses that a closed document had when it is opened again. */
  #own({ title, command, arguments: args = [] }: vscode.Command): vscode.Command {
    const id = `_${command} ${args.join(' ')}`;
    if (!this.#registered.has(id)) {
      const run = (): Thenable<unknown> => vscode.commands.executeCommand(command, ...args);
      this.#registered.set(id, vscode.commands.registerCommand(id, run));
    }
    return { title, command: id };
  }

  dispose(): void {
    for (const registered of this.#registered.values()) registered.dispose();
    this.#registered.clear();
  }
}
