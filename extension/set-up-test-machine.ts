// "KS: Set Up Test Machine": copies the device host to a test machine through the user's own ssh, tries it there, and offers to use it.
import * as vscode from 'vscode';
import { parseTarget, setUpTarget } from '#device-host/client/index.ts';
import type { SshTarget } from '#device-host/client/set-up-target.ts';
import type { DeviceService } from './device-service.ts';

export async function setUpTestMachine(
  context: vscode.ExtensionContext,
  device: DeviceService,
): Promise<void> {
  const host = await askHost(hostInUse(device));
  const parsed = host === undefined ? undefined : parseTarget(`ssh:${host}`);
  if (parsed?.ok && parsed.value.kind === 'ssh') await setUp(context, device, parsed.value);
}

async function setUp(
  context: vscode.ExtensionContext,
  device: DeviceService,
  machine: SshTarget,
): Promise<void> {
  const inUse = hostInUse(device);
  // A host that runs there holds the files that are copied.
  if (machine.host === inUse) await device.end();
  const { version } = context.extension.packageJSON as { readonly version: string };
  const title = vscode.l10n.t('KS: Setting up {0}', machine.host);
  const progress = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  const stop = new AbortController();
  const done = await vscode.window.withProgress(progress, (report, token) => {
    token.onCancellationRequested(() => stop.abort());
    return setUpTarget(machine, {
      hosts: context.asAbsolutePath('dist/hosts'),
      client: `kspin extension ${version}`,
      signal: stop.signal,
      onStep: (message) => report.report({ message }),
    });
  });
  if (stop.signal.aborted) return;
  if (!done.ok) {
    // With something to choose it stays until it is read, and whole: it says what to do.
    const message = vscode.l10n.t('{0} was not set up: {1}', machine.host, done.error);
    const again = vscode.l10n.t('Try Again');
    if ((await vscode.window.showErrorMessage(message, again)) === again)
      await setUp(context, device, machine);
    return;
  }
  const { platform, arch, node, kspin } = done.value;
  const facts = `${platform} ${arch}, Node ${node}, kspin ${kspin}`;
  const ready = vscode.l10n.t('{0} is ready: {1}.', machine.host, facts);
  const use = vscode.l10n.t('Use as Target');
  const offers = machine.host === inUse ? [] : [use];
  const chosen = await vscode.window.showInformationMessage(ready, ...offers);
  if (chosen !== use) return;
  const settings = vscode.workspace.getConfiguration('kspin');
  await settings.update('target', `ssh:${machine.host}`, vscode.ConfigurationTarget.Global);
}

function hostInUse({ target }: DeviceService): string {
  return target.ok && target.value.kind === 'ssh' ? target.value.host : '';
}

function askHost(inUse: string): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: vscode.l10n.t('KS: Set Up Test Machine'),
    prompt: vscode.l10n.t(
      'Host to connect to, as for ssh. It needs Windows, an ssh server that takes your key, and Node 20 or newer.',
    ),
    placeHolder: 'me@testbox',
    value: inUse,
    ignoreFocusOut: true,
    validateInput: (value) => {
      const parsed = parseTarget(`ssh:${value}`);
      return parsed.ok ? undefined : parsed.error.message;
    },
  });
}
