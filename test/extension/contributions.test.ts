// package.json and the code say the same: every command that is contributed is registered and the other way round, and
// every menu and view refers to something that exists.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { commandIds } from '#extension/command-ids.ts';

interface Menu {
  readonly command: string;
  readonly when?: string;
}

interface Manifest {
  readonly contributes: {
    readonly commands: readonly {
      readonly command: string;
      readonly title: string;
      readonly category: string;
    }[];
    readonly menus: Readonly<Record<string, readonly Menu[]>>;
    readonly views: Readonly<Record<string, readonly { readonly id: string; readonly icon: string }[]>>;
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
    readonly configuration: { readonly properties: Readonly<Record<string, { readonly scope: string }>> };
  };
  readonly activationEvents: readonly string[];
  readonly capabilities: {
    readonly untrustedWorkspaces: {
      readonly supported: string;
      readonly restrictedConfigurations: readonly string[];
    };
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

test('the setting that names a command or host cannot come from a workspace', () => {
  assert.equal(contributes.configuration.properties['kspin.target']?.scope, 'machine');
  assert.equal(manifest.capabilities.untrustedWorkspaces.supported, 'limited');
  assert.ok(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations.includes('kspin.target'));
});
