// What a package says of itself: the checkout's package.json and README without what only the checkout has.
import { webCommandIds } from '#extension/command-ids.ts';

type Manifest = Readonly<Record<string, unknown>> & {
  readonly version: string;
  readonly contributes?: Readonly<Record<string, unknown>>;
};

/** Of no use to who installs the extension, or naming what is not in the package. */
const ofTheCheckout = ['allowScripts', 'bin', 'devDependencies', 'imports', 'private', 'scripts', 'type'];

export function packagedManifest(manifest: Manifest): Manifest {
  const kept = Object.entries(manifest).filter(([key]) => !ofTheCheckout.includes(key));
  return { ...Object.fromEntries(kept), version: manifest.version };
}

/** The language and its settings need no device host. */
const onTheWeb = [
  'configuration',
  'configurationDefaults',
  'grammars',
  'languages',
  'snippets',
  'viewsContainers',
];

/** Of the views, the Filters are there to say that there are none; package.json has a welcome text for this `when` alone. */
const webViews = ['kspin.filters', 'kspin.recordings'];
const webWhen = 'kspin.web';

interface Entry {
  readonly command?: string;
  readonly id?: string;
  readonly view?: string;
  readonly when?: string;
}

function webContributions(contributes: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const isThere = ({ command }: Entry): boolean =>
    (webCommandIds as readonly (string | undefined)[]).includes(command);
  const { commands, menus, views, viewsWelcome } = contributes as {
    readonly commands: readonly Entry[];
    readonly menus: Readonly<Record<string, readonly Entry[]>>;
    readonly views: Readonly<Record<string, readonly Entry[]>>;
    readonly viewsWelcome: readonly Entry[];
  };
  const eachList = (lists: Readonly<Record<string, readonly Entry[]>>, isKept: (entry: Entry) => boolean) =>
    Object.fromEntries(Object.entries(lists).map(([name, entries]) => [name, entries.filter(isKept)]));
  return {
    ...Object.fromEntries(Object.entries(contributes).filter(([point]) => onTheWeb.includes(point))),
    commands: commands.filter(isThere),
    menus: eachList(menus, isThere),
    views: eachList(views, ({ id = '' }) => webViews.includes(id)),
    viewsWelcome: viewsWelcome
      .filter(({ view = '', when = webWhen }) => webViews.includes(view) && when === webWhen)
      .map(({ when: _, ...entry }) => entry),
  };
}

/** The manifest where there are no processes: another entry, and nothing is contributed that needs a device host. */
export function webManifest(manifest: Manifest): Manifest {
  const { main: _, extensionKind: __, contributes = {}, ...rest } = packagedManifest(manifest);
  return {
    ...rest,
    version: manifest.version,
    browser: './dist/extension.web.js',
    contributes: webContributions(contributes),
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
