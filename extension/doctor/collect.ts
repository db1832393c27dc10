// "KS: Collect Diagnostics": gathers the facts, leaves out what is nobody's business, and opens the text so that a person
// sees it before anybody else does. Nothing is sent anywhere.
import * as vscode from 'vscode';
import { knownNames, redactor, targetText } from '#device-host/client/index.ts';
import type { DeviceService } from '#extension/device-service.ts';
import type { Descriptors } from '#extension/language-client.ts';
import { type DoctorFacts, doctorReport } from './report.ts';

export async function collectDiagnostics(
  context: vscode.ExtensionContext,
  device: DeviceService,
  descriptors: Descriptors,
): Promise<void> {
  const facts = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('KS: Collecting diagnostics') },
    () => gather(context, device, descriptors),
  );
  const { target } = device;
  const known = knownNames(target.ok ? targetText(target.value) : '');
  const content = redactor(known).text(doctorReport(facts));
  const document = await vscode.workspace.openTextDocument({ language: 'markdown', content });
  await vscode.window.showTextDocument(document);
}

async function gather(
  context: vscode.ExtensionContext,
  device: DeviceService,
  descriptors: Descriptors,
): Promise<DoctorFacts> {
  const { version } = context.extension.packageJSON as { readonly version: string };
  const [found, recordings, host, log] = await Promise.all([
    count('**/*.kspin.json'),
    count('**/*.kscaps.json'),
    hostFacts(device),
    readLog(context),
  ]);
  const { appName, appHost, remoteName } = vscode.env;
  const { label, trouble } = device.targetInUse;
  return {
    kspin: version,
    editor: `${appName} ${vscode.version}, ${appHost}${remoteName === undefined ? '' : `, remote: ${remoteName}`}`,
    system: `${process.platform} ${process.arch}, Node ${process.versions.node}`,
    trusted: vscode.workspace.isTrusted,
    target: trouble ?? label,
    host,
    server: descriptors.state(),
    files: { descriptors: found, recordings },
    settings: changedSettings(context),
    log,
  };
}

const count = async (pattern: string): Promise<number> =>
  (await vscode.workspace.findFiles(pattern, '**/node_modules/**', 1000)).length;

/** Starts the host where it may be started: a report about one that never ran would say nothing. That calls no driver. */
async function hostFacts(device: DeviceService): Promise<string> {
  const host = device.host();
  if (!host.ok) return host.error.message;
  const running = await host.value.start();
  if (!running.ok) return `${running.error.kind}: ${running.error.message}`;
  const { kspin, platform, arch, backend, layout, unfinished } = running.value.hello;
  const calls = unfinished.length === 0 ? '' : `, ${unfinished.length} calls had not returned last time`;
  return `kspin ${kspin} on ${platform} ${arch}, ${backend}, layout ${layout}${calls}`;
}

function changedSettings({ extension }: vscode.ExtensionContext): Readonly<Record<string, unknown>> {
  const { contributes } = extension.packageJSON as {
    readonly contributes: {
      readonly configuration: { readonly properties: Readonly<Record<string, unknown>> };
    };
  };
  const names = Object.keys(contributes.configuration.properties);
  const settings = vscode.workspace.getConfiguration();
  const isChanged = (name: string): boolean => {
    const found = settings.inspect(name);
    const written = found?.globalValue ?? found?.workspaceValue ?? found?.workspaceFolderValue;
    return written !== undefined;
  };
  return Object.fromEntries(names.filter(isChanged).map((name) => [name, settings.get(name)]));
}

/** The output channel's file; VS Code writes it a moment later than the channel. */
async function readLog({ logUri }: vscode.ExtensionContext): Promise<string> {
  try {
    const file = vscode.Uri.joinPath(logUri, 'Kernel Streaming.log');
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  } catch {
    return '';
  }
}
