// What a package says of itself: the checkout's package.json and README without what only the checkout has.

type Manifest = Readonly<Record<string, unknown>> & {
  readonly version: string;
  readonly contributes?: object;
};

/** Of no use to who installs the extension, or naming what is not in the package. */
const ofTheCheckout = ['allowScripts', 'bin', 'devDependencies', 'imports', 'private', 'scripts', 'type'];

export function packagedManifest(manifest: Manifest): Manifest {
  const kept = Object.entries(manifest).filter(([key]) => !ofTheCheckout.includes(key));
  return { ...Object.fromEntries(kept), version: manifest.version };
}

/** What there is without a device host: the language and its settings. */
const onTheWeb = ['configuration', 'configurationDefaults', 'grammars', 'languages', 'snippets'];

/** The manifest where there are no processes: another entry, and nothing is contributed that needs a device host. */
export function webManifest(manifest: Manifest): Manifest {
  const { main: _, extensionKind: __, contributes = {}, ...rest } = packagedManifest(manifest);
  const kept = Object.entries(contributes).filter(([point]) => onTheWeb.includes(point));
  return {
    ...rest,
    version: manifest.version,
    browser: './dist/extension.web.js',
    contributes: Object.fromEntries(kept),
  };
}

/** VS Code's rule for versions: an odd minor number is a pre-release, an even one a release. */
export function isPreRelease(version: string): boolean {
  const minor = Number(/^\d+\.(\d+)\.\d+$/.exec(version)?.[1]);
  if (Number.isNaN(minor)) throw new Error(`"${version}" is not a version of the form 1.2.3`);
  return minor % 2 === 1;
}

/** Pictures and pages of the checkout are not in the package: a picture is left out, a link becomes its words. */
export function packagedReadme(text: string): string {
  return text
    .replaceAll(/^!\[[^\]]*\]\((?!https:)[^)]*\)\n+/gm, '')
    .replaceAll(/\[([^\]]+)\]\((?!https:|CHANGELOG\.md)[^)]*\)/g, '$1');
}
