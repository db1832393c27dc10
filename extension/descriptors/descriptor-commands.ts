// The commands that make descriptors and take them out again. What they need of ks/ (importers, C, the nearest request) is loaded
// with the first of them, not with the extension.
import type * as vscode from 'vscode';
import type { ByteView } from '#extension/bytes/byte-view.ts';
import type { descriptorCommandIds } from '#extension/command-ids.ts';
import type { Descriptors } from '#extension/language-client.ts';
import type { MakingParts } from './new-descriptor.ts';

type Run = (...args: readonly unknown[]) => unknown;

export function descriptorCommands(
  parts: MakingParts & { readonly descriptors: Descriptors; readonly extensionUri: vscode.Uri },
): Readonly<Record<(typeof descriptorCommandIds)[number], Run>> {
  const { descriptors, extensionUri, filters } = parts;
  let byteView: Promise<ByteView> | undefined;
  const bytes = (): Promise<ByteView> => {
    byteView ??= import('#extension/bytes/byte-view.ts').then(
      (module) => new module.ByteView(extensionUri, descriptors),
    );
    return byteView;
  };
  const making = () => import('./new-descriptor.ts');
  const importing = () => import('./import-text.ts');
  const copying = () => import('./copy-request.ts');
  return {
    'kspin.newDescriptor': async () => (await making()).newDescriptor(parts),
    'kspin.newDescriptorFromPin': async (row) => (await making()).newDescriptorFromPin(parts, row),
    'kspin.pasteBytes': async () => (await importing()).pasteBytes(),
    'kspin.importC': async () => (await importing()).importC(),
    'kspin.copyBytes': async (first, index, arch) =>
      (await copying()).copyBytes(descriptors, first, index, arch),
    'kspin.copyAsC': async (first, index) => (await copying()).copyAsC(descriptors, first, index),
    'kspin.showBytes': async (first, index) => (await bytes()).open(first, index),
    'kspin.showTopology': async (row) =>
      (await import('#extension/topology/topology-view.ts')).showTopology(extensionUri, filters, row),
  };
}
