// The commands that make descriptors of other texts and take them out again. What they need of ks/ (importers, C) is loaded with the
// first of them, not with the extension. Nothing here needs a target.
import type * as vscode from 'vscode';
import type { ByteView } from '#extension/bytes/byte-view.ts';
import type { descriptorCommandIds } from '#extension/command-ids.ts';
import type { Descriptors } from '#extension/language-client.ts';

type Run = (...args: readonly unknown[]) => unknown;

export function descriptorCommands(
  descriptors: Descriptors,
  extensionUri: vscode.Uri,
): Readonly<Record<(typeof descriptorCommandIds)[number], Run>> {
  let byteView: Promise<ByteView> | undefined;
  const bytes = (): Promise<ByteView> => {
    byteView ??= import('#extension/bytes/byte-view.ts').then(
      (module) => new module.ByteView(extensionUri, descriptors),
    );
    return byteView;
  };
  const importing = () => import('./import-text.ts');
  const copying = () => import('./copy-request.ts');
  return {
    'kspin.pasteBytes': async () => (await importing()).pasteBytes(),
    'kspin.importC': async () => (await importing()).importC(),
    'kspin.copyBytes': async (first, index, arch) =>
      (await copying()).copyBytes(descriptors, first, index, arch),
    'kspin.copyAsC': async (first, index) => (await copying()).copyAsC(descriptors, first, index),
    'kspin.showBytes': async (first, index) => (await bytes()).open(first, index),
  };
}
