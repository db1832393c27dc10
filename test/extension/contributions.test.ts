// package.json and the code say the same: every command that is contributed is registered and the other way round, and
// every menu and view refers to something that exists.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { commandIds } from '#extension/command-ids.ts';

interface Menu {
  readonly command: string;
  readonly when?: string;
  readonly group?: string;
}

interface Manifest {
  readonly contributes: {
    readonly commands: readonly {
      readonly command: string;
      readonly title: string;
      readonly category: string;
    }[];
    readonly menus: Readonly<Record<string, readonly Menu[]>>;
    readonly views: Readonly<
      Record<
        string,
        readonly {
          readonly id: string;
          readonly name: string;
          readonly icon: string;
          readonly visibility?: string;
        }[]
      >
    >;
    readonly viewsContainers: {
      readonly activitybar: readonly { readonly id: string; readonly icon: string }[];
    };
    readonly walkthroughs: readonly {
      readonly steps: readonly {
        readonly id: string;
        readonly description: string;
        readonly media: { readonly svg: string; readonly altText: string };
        readonly completionEvents: readonly string[];
      }[];
    }[];
    readonly configuration: {
      readonly properties: Readonly<
        Record<
          string,
          { readonly scope: string; readonly default: unknown; readonly markdownDescription: string }
        >
      >;
    };
    readonly viewsWelcome: readonly { readonly view: string; readonly contents: string }[];
    readonly keybindings?: unknown;
  };
  readonly activationEvents: readonly string[];
  readonly capabilities: {
    readonly untrustedWorkspaces: {
      readonly supported: string;
      readonly restrictedConfigurations: readonly string[];
      readonly description: string;
    };
    readonly virtualWorkspaces: { readonly supported: string; readonly description: string };
  };
}

const root = new URL('../../', import.meta.url);
const json = (path: string) => JSON.parse(readFileSync(new URL(path, root), 'utf8'));
const manifest: Manifest = json('package.json');
const texts: Readonly<Record<string, string>> = json('package.nls.json');
const { contributes } = manifest;

/** What people read for `%key%`. */
const textOf = (key: string): string => texts[key.replaceAll('%', '')] ?? key;

test('the commands that are contributed are exactly those that are registered', () => {
  assert.deepEqual(contributes.commands.map(({ command }) => command).toSorted(), [...commandIds].toSorted());
});

test('all commands are found under one category and begin with KS:', () => {
  for (const { category, title } of contributes.commands) {
    assert.equal(category, 'Kernel Streaming');
    assert.match(textOf(title), /^KS: [A-Z]/);
  }
});

test('menus name only commands that exist', () => {
  const known: readonly string[] = commandIds;
  const strangers = Object.values(contributes.menus)
    .flat()
    .filter(({ command }) => !known.includes(command));
  assert.deepEqual(strangers, []);
});

test('a command that needs a row is not in the palette, and no command is nowhere', () => {
  const named = (menu: string): readonly Menu[] => contributes.menus[menu] ?? [];
  const hidden = named('commandPalette').flatMap(({ command, when }) => (when === 'false' ? [command] : []));
  const onRows = named('view/item/context').map(({ command }) => command);
  for (const command of hidden) assert.ok(onRows.includes(command), `${command} is in no menu`);
  // What only a row can mean: without one these would have nothing to act on.
  const needRows = ['kspin.createBusyPin', 'kspin.findChange', 'kspin.sweepFormats', 'kspin.swapComparison'];
  assert.deepEqual(
    needRows.filter((command) => !hidden.includes(command)),
    [],
  );
});

test('menus of rows are grouped, and every entry says on which rows it stands', () => {
  for (const { command, when, group } of contributes.menus['view/item/context'] ?? []) {
    assert.match(when ?? '', /viewItem/, command);
    assert.match(group ?? '', /^(inline|\d_\w+)@\d$/, command);
  }
});

test('the title of a descriptor has one icon, and no other editor has any', () => {
  const items = contributes.menus['editor/title'] ?? [];
  assert.equal(items.filter(({ group }) => group === 'navigation').length, 1);
  for (const { when } of items) assert.match(when ?? '', /^resourceLangId == kspin\b/);
});

test('no key of a person is taken', () => {
  assert.equal(contributes.keybindings, undefined);
});

test('the extension has no status bar item, sends no telemetry, and draws in no colours of its own', () => {
  const folder = new URL('extension/', root);
  const files = readdirSync(folder, { recursive: true }).map(String);
  for (const file of files.filter((name) => name.endsWith('.ts'))) {
    const text = readFileSync(new URL(file, folder), 'utf8');
    assert.doesNotMatch(text, /createStatusBarItem|createTelemetryLogger/, file);
  }
  const style = readFileSync(new URL('media/page.css', folder), 'utf8');
  assert.doesNotMatch(style, /#[0-9a-f]{3,8}\b|\brgba?\(/i);
});

test('a row has at most three inline actions', () => {
  const inline = Object.values(contributes.menus['view/item/context'] ?? [])
    .filter((menu) => JSON.stringify(menu).includes('inline'))
    .map(({ when }) => when ?? '');
  for (const state of ['opened', 'closed', 'refused', 'blocked', 'failed']) {
    const shown = inline.filter((when) => when.includes(state));
    assert.ok(shown.length >= 1 && shown.length <= 3, `${state}: ${shown.length}`);
  }
});

test('views stand in their container and every icon is a file', () => {
  assert.deepEqual(Object.keys(contributes.views), ['kspin']);
  const views = contributes.views.kspin ?? [];
  assert.deepEqual(
    views.map(({ id }) => id),
    ['kspin.filters', 'kspin.connections', 'kspin.recordings'],
  );
  for (const { name } of views) assert.match(textOf(name), /^\w+( \w+)?$/);
  assert.equal(views.find(({ id }) => id === 'kspin.recordings')?.visibility, 'collapsed');
  for (const { icon } of [...views, ...contributes.viewsContainers.activitybar]) {
    assert.ok(existsSync(new URL(icon, root)), icon);
  }
});

test('the walkthrough has few steps, each with a picture, something to do and a way to be done', () => {
  const [walkthrough, ...others] = contributes.walkthroughs;
  assert.ok(walkthrough && others.length === 0);
  assert.ok(walkthrough.steps.length >= 4 && walkthrough.steps.length <= 6);
  for (const { id, description, media, completionEvents } of walkthrough.steps) {
    const picture = readFileSync(new URL(media.svg, root), 'utf8');
    assert.doesNotMatch(
      picture,
      /#[0-9a-f]{3,8}\b|rgb\(|https?:(?!\/\/www\.w3\.org\/2000\/svg)/,
      `${id}: only theme colours`,
    );
    assert.ok(textOf(media.altText).length > 20, id);
    const [, command = ''] = /\]\(command:([\w.]+)/.exec(textOf(description)) ?? [];
    assert.match(command, /^(kspin|workbench)\./, id);
    assert.ok(completionEvents.length > 0, id);
    for (const [, event = ''] of completionEvents.join(' ').matchAll(/onCommand:([\w.]+)/g))
      assert.ok((commandIds as readonly string[]).includes(event), event);
  }
});

test('nothing activates the extension but what it contributes, and a workspace with descriptors for its tests', () => {
  assert.deepEqual(manifest.activationEvents, ['workspaceContains:**/*.kspin.json']);
});

test('a welcome text has one button at most, on a line of its own', () => {
  for (const { view, contents: key } of contributes.viewsWelcome) {
    const contents = textOf(key);
    const links = contents.match(/\]\(/g) ?? [];
    const buttons = contents.match(/^\[[^\]]+\]\(command:[\w.]+\)$/gm) ?? [];
    assert.ok(links.length <= 1, view);
    assert.equal(buttons.length, links.length, view);
  }
});

test('settings are few, each with a default, a scope and a description', () => {
  const settings = Object.entries(contributes.configuration.properties);
  assert.ok(settings.length <= 5);
  for (const [name, { scope, markdownDescription, ...setting }] of settings) {
    assert.ok('default' in setting, name);
    assert.match(scope, /^(machine|resource)$/, name);
    assert.ok(textOf(markdownDescription).length > 20, name);
  }
});

test('what does not work in a restricted or virtual workspace is said there', () => {
  const { untrustedWorkspaces, virtualWorkspaces } = manifest.capabilities;
  assert.equal(virtualWorkspaces.supported, 'limited');
  for (const { description } of [untrustedWorkspaces, virtualWorkspaces])
    assert.ok(textOf(description).length > 20);
});

test('the setting that names a command or host cannot come from a workspace', () => {
  assert.equal(contributes.configuration.properties['kspin.target']?.scope, 'machine');
  assert.equal(manifest.capabilities.untrustedWorkspaces.supported, 'limited');
  assert.ok(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations.includes('kspin.target'));
});
