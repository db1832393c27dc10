// Reading capability files through the editor, wherever the workspace is, and recordings of live filters that are not saved:
// those are documents of a scheme of ours, so that the difference editor can show them.
import * as vscode from 'vscode';
import type { Recording } from '#extension/tree/recordings.ts';
import type { Capabilities } from '#ks/capabilities.ts';
import { capabilitiesToJson } from '#ks/capability-file.ts';
import { capabilityFileTooLarge, largestCapabilityFile, parseCapabilityText } from '#ks/capability-text.ts';
import { fail } from '#ks/result.ts';

const liveScheme = 'kspin-capabilities';

/** The dialogs of VS Code know the last extension of a name only, and append what they do not find. */
export const capabilityFilter = { 'Capability files (*.kscaps.json)': ['json'] };

export function capabilityText(capabilities: Capabilities): string {
  return `${JSON.stringify(capabilitiesToJson(capabilities), null, 2)}\n`;
}

/** A name that every file system takes: `USB Audio (2)` -> `USB-Audio-2`. */
export function fileNameOf({ filter }: Capabilities): string {
  const words = (filter.name ?? filter.device ?? 'filter').match(/[\p{L}\p{N}_.]+/gu) ?? ['filter'];
  return `${words.join('-').slice(0, 60)}.kscaps.json`;
}

export class RecordingFiles implements vscode.Disposable {
  readonly #live = new Map<string, string>();
  readonly #subscription = vscode.workspace.registerTextDocumentContentProvider(liveScheme, {
    provideTextDocumentContent: (uri) => this.#live.get(uri.toString()) ?? '',
  });

  /** A filter as it is now, as a document that lives as long as the window. */
  keep(capabilities: Capabilities): vscode.Uri {
    const time = new Date().toISOString().slice(0, 19).replaceAll(':', '');
    const uri = vscode.Uri.from({ scheme: liveScheme, path: `/${time}/${fileNameOf(capabilities)}` });
    this.#live.set(uri.toString(), capabilityText(capabilities));
    return uri;
  }

  async read(uri: vscode.Uri): Promise<Recording> {
    const live = uri.scheme === liveScheme;
    const path = live ? uri.path.slice(1) : vscode.workspace.asRelativePath(uri);
    return {
      uri: uri.toString(),
      name: path.split('/').slice(-2).join('/'),
      reading: await this.#reading(uri),
    };
  }

  async #reading(uri: vscode.Uri): Promise<Recording['reading']> {
    const live = this.#live.get(uri.toString());
    if (live !== undefined) return parseCapabilityText(live);
    try {
      const { size } = await vscode.workspace.fs.stat(uri);
      if (size > largestCapabilityFile) return fail(capabilityFileTooLarge);
      return parseCapabilityText(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)));
    } catch (error) {
      if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound')
        return fail('does not exist');
      return fail(`cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#live.clear();
  }
}

/** Live recordings are gone with the window. */
export function outlivesWindow(uri: string): boolean {
  return vscode.Uri.parse(uri).scheme !== liveScheme;
}
