// "KS: Collect Evidence": all about a call that went wrong in one file that can be given to others, from a row's menu or the
// palette. What the views know already is taken from them; a filter that a call had not come back from is not asked again.
import * as vscode from 'vscode';
import {
  bundleName,
  collectEvidence,
  type EvidenceSource,
  evidenceFiles,
  type SentConnect,
  targetText,
  zipOf,
} from '#device-host/client/index.ts';
import { ok } from '#ks/result.ts';
import type { PinParts } from './create-pin.ts';
import type { DeviceService } from './device-service.ts';
import type { Attempt } from './tree/attempts.ts';

export async function saveEvidence(
  { connections, device, filters }: Pick<PinParts, 'connections' | 'device' | 'filters'>,
  attempt: Attempt | undefined,
): Promise<void> {
  const title = vscode.l10n.t('KS: Collecting evidence');
  const progress = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  const evidence = await vscode.window.withProgress(progress, async (_report, token) => {
    const stop = new AbortController();
    token.onCancellationRequested(() => stop.abort());
    const { target } = device;
    const collected = await collectEvidence({
      target: target.ok ? targetText(target.value) : device.targetInUse.label,
      host: await runningHost(device),
      connects: (attempt ? [attempt] : connections.attempts).flatMap(sentConnect),
      capabilities: filters.snapshot.filters.flatMap(({ capabilities }) => capabilities ?? []),
      signal: stop.signal,
    });
    return stop.signal.aborted ? undefined : collected;
  });
  if (evidence === undefined) return;
  const name = bundleName(evidence.time);
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const file = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('KS: Collect Evidence'),
    filters: { Zip: ['zip'] },
    ...(folder && { defaultUri: vscode.Uri.joinPath(folder, `${name}.zip`) }),
  });
  if (!file) return;
  await vscode.workspace.fs.writeFile(file, zipOf(name, evidenceFiles(evidence)));
  const show = vscode.l10n.t('Show in Folder');
  const written = vscode.l10n.t('The evidence is in {0}.', vscode.workspace.asRelativePath(file));
  const chosen = await vscode.window.showInformationMessage(written, show);
  if (chosen === show) await vscode.commands.executeCommand('revealFileInOS', file);
}

async function runningHost(device: DeviceService): Promise<EvidenceSource['host']> {
  const host = device.host();
  if (!host.ok) return host;
  const started = await host.value.start();
  return started.ok ? ok({ calls: host.value, hello: started.value.hello }) : started;
}

/** An attempt that never became bytes has nothing to keep. */
function sentConnect({ asked, answer }: Attempt): readonly SentConnect[] {
  const { name, filter, bytes, access } = asked;
  if (!filter || bytes === undefined) return [];
  return [
    {
      name,
      filter: filter.path,
      bytes,
      ...(access === undefined ? {} : { access }),
      ...(answer && { answer }),
    },
  ];
}
