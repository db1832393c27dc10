// "KS: Select Target": where pins are created from now on. Writes the setting kspin.target, so that the choice is
// visible, can be undone and is the same after a restart.
import * as vscode from 'vscode';
import { parseTarget } from '#device-host/client/index.ts';
import type { DeviceService } from './device-service.ts';
import { deviceAllowed } from './trust.ts';

interface Choice extends vscode.QuickPickItem {
  /** The setting; for a form that needs more words, how to ask for them. */
  readonly setting?: string;
  readonly ask?: { readonly scheme: 'ssh:' | 'exec:'; readonly prompt: string; readonly example: string };
}

export async function selectTarget(device: DeviceService): Promise<void> {
  if (!(await deviceAllowed())) return;
  const chosen = await vscode.window.showQuickPick(choices(), {
    title: vscode.l10n.t('KS: Select Target'),
    placeHolder: vscode.l10n.t('Pins are now created on: {0}', device.targetInUse.label),
    matchOnDescription: true,
  });
  const setting = chosen?.ask ? await typed(chosen.ask) : chosen?.setting;
  if (setting === undefined) return;
  await vscode.workspace
    .getConfiguration('kspin')
    .update('target', setting, vscode.ConfigurationTarget.Global);
}

async function choices(): Promise<readonly Choice[]> {
  const files = await vscode.workspace.findFiles('**/*.kscaps.json', '**/node_modules/**', 200);
  const recorded = files
    .filter((uri) => uri.scheme === 'file')
    .sort((a, b) => a.path.localeCompare(b.path))
    .map(
      (uri): Choice => ({
        label: `$(beaker) ${vscode.workspace.asRelativePath(uri)}`,
        description: vscode.l10n.t('simulated: a recorded filter of this workspace'),
        setting: `simulate:${uri.fsPath}`,
      }),
    );
  return [
    {
      label: `$(vm) ${vscode.l10n.t('This machine')}`,
      description: 'local',
      detail: localDetail(),
      setting: 'local',
    },
    {
      label: `$(beaker) ${vscode.l10n.t('Simulated')}`,
      description: vscode.l10n.t('the sample audio and camera filters'),
      setting: 'simulate:',
    },
    ...recorded,
    {
      label: `$(remote) ${vscode.l10n.t('Test machine')}`,
      description: 'ssh:HOST',
      detail: vscode.l10n.t('Through your own OpenSSH client; kspin must be installed there.'),
      ask: { scheme: 'ssh:', prompt: vscode.l10n.t('Host to connect to, as for ssh'), example: 'me@testbox' },
    },
    {
      label: `$(terminal) ${vscode.l10n.t('Command')}`,
      description: 'exec:COMMAND',
      detail: vscode.l10n.t('Any command that gives a pipe to a device host.'),
      ask: {
        scheme: 'exec:',
        prompt: vscode.l10n.t('Command that starts a device host'),
        example: 'kspin device-host --stdio',
      },
    },
  ];
}

function localDetail(): string {
  return process.platform === 'win32'
    ? vscode.l10n.t('The drivers of this Windows machine.')
    : vscode.l10n.t('Needs Windows.');
}

async function typed({ scheme, prompt, example }: NonNullable<Choice['ask']>): Promise<string | undefined> {
  const text = await vscode.window.showInputBox({
    title: vscode.l10n.t('KS: Select Target'),
    prompt,
    placeHolder: example,
    ignoreFocusOut: true,
    validateInput: (value) => {
      const parsed = parseTarget(scheme + value);
      return parsed.ok ? undefined : parsed.error.message;
    },
  });
  return text === undefined ? undefined : scheme + text.trim();
}
