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
    title: 'KS: Select Target',
    placeHolder: `Pins are now created on: ${device.targetInUse.label}`,
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
        description: 'simulated: a recorded filter of this workspace',
        setting: `simulate:${uri.fsPath}`,
      }),
    );
  return [
    { label: '$(vm) This machine', description: 'local', detail: localDetail(), setting: 'local' },
    {
      label: '$(beaker) Simulated',
      description: 'the sample audio and camera filters',
      setting: 'simulate:',
    },
    ...recorded,
    {
      label: '$(remote) Test machine',
      description: 'ssh:HOST',
      detail: 'Through your own OpenSSH client; kspin must be installed there.',
      ask: { scheme: 'ssh:', prompt: 'Host to connect to, as for ssh', example: 'me@testbox' },
    },
    {
      label: '$(terminal) Command',
      description: 'exec:COMMAND',
      detail: 'Any command that gives a pipe to a device host.',
      ask: {
        scheme: 'exec:',
        prompt: 'Command that starts a device host',
        example: 'kspin device-host --stdio',
      },
    },
  ];
}

function localDetail(): string {
  return process.platform === 'win32' ? 'The drivers of this Windows machine.' : 'Needs Windows.';
}

async function typed({ scheme, prompt, example }: NonNullable<Choice['ask']>): Promise<string | undefined> {
  const text = await vscode.window.showInputBox({
    title: 'KS: Select Target',
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
