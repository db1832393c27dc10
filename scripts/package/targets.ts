// Which packages there are and what each may hold: an allow-list, so that nothing gets into one by lying about.
// A file is in a package because a line here says so, and a test holds the packages against it.

import type { HostKind } from '#scripts/host-folders.ts';

export interface PackageTarget {
  /** vsce's word for it; the universal package has none. */
  readonly name: 'universal' | 'web' | 'win32-x64' | 'win32-arm64';
  readonly what: string;
  /** What the VSIX may weigh, in bytes; packaging fails above it. */
  readonly budget: number;
  /** Globs from the checkout's root. */
  readonly files: readonly string[];
  /** The device host with koffi's binary, in the folder that "KS: Set Up Test Machine" copies to machines of the same kind. */
  readonly host?: HostKind;
}

/** What every package shows to people, whatever it runs on. */
const everywhere = [
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'dist/rule-pages.json',
  'extension/media/icon.png',
  'l10n/bundle.l10n.*.json',
  'package.nls.json',
  'package.nls.*.json',
  'syntaxes/{kspin.tmLanguage,language-configuration}.json',
  'syntaxes/kspin.code-snippets',
];

const onNode = [
  ...everywhere,
  'dist/page.js',
  'extension/media/**/*.{css,png,svg}',
  'samples/*',
  'dist/extension.cjs',
  'dist/{features,language-server,server-process,p-*}.mjs',
];

export const packageTargets: readonly PackageTarget[] = [
  {
    name: 'win32-x64',
    what: 'Windows on x64',
    budget: 1_000_000,
    files: onNode,
    host: 'win32-x64',
  },
  {
    name: 'win32-arm64',
    what: 'Windows on ARM64',
    budget: 1_000_000,
    files: onNode,
    host: 'win32-arm64',
  },
  {
    name: 'universal',
    what: 'everything else: the language, simulated and remote targets',
    budget: 500_000,
    files: [...onNode, 'dist/device-host.mjs'],
  },
  {
    name: 'web',
    what: 'VS Code for the Web: the language, capability files, and what needs no device host',
    budget: 450_000,
    files: [
      ...everywhere,
      'dist/{extension.web,language-server.worker,page}.js',
      'extension/media/{kspin.svg,page.css}',
    ],
  },
];
