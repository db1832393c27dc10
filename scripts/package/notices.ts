// The licence texts of what the bundles contain. Which packages those are is read from the bundler's own account of what it
// put into each file, so that the list cannot fall behind.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The part of esbuild's metafile that is read here. */
export interface Metafile {
  readonly outputs: Readonly<
    Record<string, { readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>> }>
  >;
}

export interface Notice {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly text: string;
}

/** Licences under which others' code may be given away inside ours; another one is a decision for a person. */
const allowed = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
]);

/** Folders (`node_modules/...`) of the packages of which something is in these outputs, sorted. */
export function bundledPackages({ outputs }: Metafile, files: readonly string[]): string[] {
  const folders = new Set<string>();
  for (const file of files) {
    for (const [input, { bytesInOutput }] of Object.entries(outputs[file]?.inputs ?? {})) {
      const folder = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0];
      if (folder !== undefined && bytesInOutput > 0) folders.add(folder);
    }
  }
  return [...folders].sort();
}

/** Reads a package's licence. Throws when it has none that may be given away: then no package is made. */
export function readNotice(folder: string): Notice {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    readonly name: string;
    readonly version: string;
    readonly license?: string;
  };
  const { name, version, license: licence = 'none' } = manifest;
  if (!allowed.has(licence)) {
    throw new Error(`${name} has the licence "${licence}", which scripts/package/notices.ts does not allow.`);
  }
  const [file] = globSync('{LICENSE,LICENCE,License,license,COPYING}*', { cwd: folder });
  if (file === undefined || !existsSync(join(folder, file))) {
    throw new Error(`${name} brings no licence text, so it cannot be given away inside a bundle.`);
  }
  return { name, version, licence, text: readFileSync(join(folder, file), 'utf8').trim() };
}

/** One text for all; packages with the same text share it. */
export function noticesText(notices: readonly Notice[]): string {
  const byText = new Map<string, Notice[]>();
  for (const notice of notices) byText.set(notice.text, [...(byText.get(notice.text) ?? []), notice]);
  const parts = [...byText].map(([text, same]) => {
    const names = same.map(({ name, version, licence }) => `${name} ${version} (${licence})`);
    return `${names.join('\n')}\n\n${text}`;
  });
  const line = '-'.repeat(80);
  return `This package contains code of others, under these licences.\n\n${parts.map((part) => `${line}\n${part}\n`).join('\n')}`;
}
