// `npm run build:hosts`: the device host for test machines, one folder for each kind of Windows: `device-host.cjs` and the
// `koffi.node` of that kind, run by any Node from 20 on. "KS: Set Up Test Machine" copies such a folder.
import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from './lib/install.mjs';
import { type Progress, tell } from './lib/run.mjs';
import { ensureKoffiBinary } from './package/fetched.ts';

export type HostKind = 'win32-x64' | 'win32-arm64';

const kinds: readonly HostKind[] = ['win32-x64', 'win32-arm64'];

/** Makes `dist/hosts/`; the bundle must be there. Returns the folder. */
export async function buildHostFolders(progress: Progress): Promise<string> {
  const hosts = join(checkout, 'dist', 'hosts');
  for (const kind of kinds) await buildHostFolder(kind, hosts, progress);
  return hosts;
}

/** Makes one of them below `hosts`; packages for Windows have theirs. */
export async function buildHostFolder(kind: HostKind, hosts: string, progress: Progress): Promise<void> {
  const folder = join(hosts, kind, 'kspin-host');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  copyFileSync(join(checkout, 'dist', 'device-host.cjs'), join(folder, 'device-host.cjs'));
  const binary = join(
    await ensureKoffiBinary(`@koromix/koffi-${kind}`, progress),
    kind.replace('-', '_'),
    'koffi.node',
  );
  copyFileSync(binary, join(folder, 'koffi.node'));
}

if (import.meta.main) {
  await buildHostFolders(tell);
  console.log(kinds.map((kind) => `dist/hosts/${kind}/kspin-host`).join('\n'));
}
