// Writes docs/commands.md: every command that package.json contributes, what it does, and where its menus put it. What it does
// stands here, for each id there is, so that no command can be added without a word of it. `node scripts/commands-page.ts`
// writes; a test holds the page up to date.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { CommandId } from '#extension/command-ids.ts';

const file = fileURLToPath(new URL('../docs/commands.md', import.meta.url));

const meanings: Readonly<Record<CommandId, string>> = {
  'kspin.refreshFilters':
    'Lists the filters of the target again. It never creates a pin and never sets anything.',
  'kspin.stopRefresh': 'Ends a listing that takes too long; what was listed before stays.',
  'kspin.searchFilters':
    'Finds a filter or pin by name, format, category or path, also in rows that were never opened.',
  'kspin.openFilterByPath': 'Shows a filter that no listing has, because its registration is broken.',
  'kspin.createPin':
    'Sends a connect to the target; the row of an earlier attempt sends the same connect again.',
  'kspin.createAllPins':
    'Sends every connect of a descriptor, one after the other; pins that open stay open. It can be cancelled.',
  'kspin.createBusyPin': 'Calls the driver although no instance of the pin is free. It asks first.',
  'kspin.closePin': 'Closes an open pin.',
  'kspin.setState':
    'Leads an open pin to STOP, ACQUIRE, PAUSE or RUN, step by step, with the time of each step.',
  'kspin.showPosition':
    'Reads KSPROPERTY_AUDIO_POSITION four times a second and judges it; a second time, it stops.',
  'kspin.drivePin':
    'Leads an open pin all the way up and down, with a verdict on its states and its position.',
  'kspin.findChange': 'Tries formats near a refused one, to name the smallest change that opens.',
  'kspin.sweepFormats':
    'Proposes a table of formats to a pin, the usual ones or values chosen axis by axis, and compares the answers with its data ranges. No pin is opened.',
  'kspin.intersectRanges': 'Asks which format the driver itself takes from each data range.',
  'kspin.readProperty': 'Reads a property by name, or by set and id: value, bytes, and what it allows.',
  'kspin.writeProperty': 'Writes a property. It shows the bytes and asks first.',
  'kspin.selectTarget': 'Chooses where pins are created: see [targets](targets.md).',
  'kspin.goToConnect': 'Shows the connect of an attempt in its descriptor.',
  'kspin.clearConnections': 'Takes away what is over; open pins stay.',
  'kspin.restartHost': 'Ends the device host and its open pins, and starts a new one.',
  'kspin.showLog': 'Shows the output channel Kernel Streaming.',
  'kspin.collectEvidence':
    'Writes journal, capabilities, request, result and versions into one zip: see [safety](safety.md#evidence).',
  'kspin.setUpTestMachine':
    'Copies the device host to a test machine over scp and tries it there: see [targets](targets.md#two-machines).',
  'kspin.collectDiagnostics': 'Writes what a bug report needs, without names and places, into a new text.',
  'kspin.openSampleWorkspace': 'Copies the samples to a folder of your choice and opens it.',
  'kspin.saveCapabilities': 'Writes what a filter says of itself into a capability file.',
  'kspin.openCapabilities': 'Shows a capability file as a tree.',
  'kspin.compareCapabilities':
    'Shows what differs between two capability files, and what of it breaks clients.',
  'kspin.compareFilter': 'Compares a filter of the target with a capability file.',
  'kspin.showCapabilityText': 'Shows a capability file as text.',
  'kspin.showDifference': "Shows a comparison in VS Code's difference editor.",
  'kspin.swapComparison': 'Makes the newer file the older one.',
  'kspin.closeRecording': 'Takes a capability file or a comparison out of the view; the files stay.',
  'kspin.newDescriptor': 'Opens a new descriptor from a template.',
  'kspin.newDescriptorFromPin':
    'Opens a new descriptor made from a data range, a template or the format that the driver proposes.',
  'kspin.pasteBytes': 'Reads bytes in the clipboard (hex, a dump of WinDbg) as a descriptor.',
  'kspin.importC': 'Reads the selected C initialiser as a descriptor.',
  'kspin.copyBytes': 'Copies the request as hex.',
  'kspin.copyAsC': 'Copies the request as a C initialiser.',
  'kspin.showBytes': 'Shows the request as it is in memory, beside its descriptor.',
  'kspin.showTopology': 'Draws the pins, nodes and connections of a filter.',
};

interface MenuItem {
  readonly command: string;
  readonly when?: string;
}

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: CommandId; readonly title: string }[];
    readonly menus: Readonly<Record<string, readonly MenuItem[]>>;
    readonly views: Readonly<Record<string, readonly { readonly id: string; readonly name: string }[]>>;
  };
}

/** What rows are, by their context value, in the order of the page. */
const rows: Readonly<Record<string, string>> = {
  filter: 'a filter',
  'group.topology': 'a topology',
  pin: 'a pin',
  'pin.internal': 'a pin without clients',
  range: 'a data range',
  'attempt.opened': 'an open pin',
  'attempt.closed': 'a closed pin',
  'attempt.refused': 'a refused connect',
  'attempt.blocked': 'a blocked connect',
  'attempt.failed': 'a failed connect',
  'attempt.running': 'a running connect',
  unfinished: 'an unfinished call',
  'host.trouble': 'a lost device host',
  problem: 'a problem',
  recording: 'a capability file',
  comparison: 'a comparison',
  subject: 'what changed',
  'change.breaking': 'a change',
};

const places: Readonly<Record<string, string>> = {
  'editor/title': 'title of a descriptor',
  'editor/context': 'menu of a text',
  'explorer/context': 'menu of a capability file in the Explorer',
  'file/newFile': 'File > New File',
};

const json = (name: string) => JSON.parse(readFileSync(new URL(`../${name}`, import.meta.url), 'utf8'));
const texts: Readonly<Record<string, string>> = json('package.nls.json');
const said = (text: string): string => text.replaceAll(/%([\w.]+)%/g, (key, name) => texts[name] ?? key);
const manifest: Manifest = json('package.json');
const { commands, menus, views } = manifest.contributes;
const viewNames = Object.values(views).flat();

export function commandsPage(): string {
  return [
    '# Commands',
    'Every command of the extension, written by `node scripts/commands-page.ts` from `package.json` and `package.nls.json`. In the command palette type\n`KS:`. Nothing here touches a device in an untrusted workspace.',
    [
      '| command | what it does | where |',
      '|---|---|---|',
      ...commands.map(
        ({ command, title }) => `| ${said(title)} | ${meanings[command]} | ${placesOf(command).join('; ')} |`,
      ),
      '',
    ].join('\n'),
  ].join('\n\n');
}

function placesOf(command: string): readonly string[] {
  const inMenu = (menu: string): readonly string[] =>
    (menus[menu] ?? []).filter((item) => item.command === command).map(({ when = '' }) => when);
  const palette = inMenu('commandPalette').includes('false') ? [] : ['palette'];
  const heads = viewNames
    .filter(({ id }) => inMenu('view/title').some((when) => when.includes(`view == ${id}`)))
    .map(({ name }) => `head of ${said(name)}`);
  const contexts = inMenu('view/item/context');
  const onRows = Object.entries(rows).flatMap(([value, name]) =>
    contexts.some((when) => matches(when, value)) ? [name] : [],
  );
  const others = Object.entries(places).flatMap(([menu, name]) => (inMenu(menu).length > 0 ? [name] : []));
  return [...palette, ...heads, ...(onRows.length > 0 ? [`row of ${onRows.join(', ')}`] : []), ...others];
}

/** Whether a row with this context value has the menu; its view does not matter, no value is in two of them. */
function matches(when: string, value: string): boolean {
  const [, exact] = /viewItem == (\S+)/.exec(when) ?? [];
  const [, pattern] = /viewItem =~ \/(.+?)\/(?: |$)/.exec(when) ?? [];
  return exact === value || (pattern !== undefined && new RegExp(pattern).test(value));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(file, commandsPage());
  console.log('docs/commands.md is up to date');
}
