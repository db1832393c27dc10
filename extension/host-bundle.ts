// Where the device host of this installation is. A package for Windows has it in the folder that test machines get, because
// koffi's binary is half of the package and should be in it once; elsewhere it shares its code with the extension.
import { existsSync } from 'node:fs';
import type { ExtensionContext } from 'vscode';

export function hostBundle(context: ExtensionContext): string {
  const shared = context.asAbsolutePath('dist/device-host.mjs');
  if (existsSync(shared)) return shared;
  return context.asAbsolutePath(`dist/hosts/${process.platform}-${process.arch}/kspin-host/device-host.cjs`);
}
