// The language-status item of descriptors: where "Create pin" would create one, and whether the device host is well. It
// is there only beside a descriptor, and takes no room in the status bar.
import * as vscode from 'vscode';
import type { DeviceService } from './device-service.ts';

export function showTargetStatus(device: DeviceService): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem('kspin.target', { language: 'kspin' });
  item.name = vscode.l10n.t('Kernel Streaming Target');
  item.command = { command: 'kspin.selectTarget', title: vscode.l10n.t('Change') };
  const show = (): void => {
    const { label, trouble } = device.targetInUse;
    const state = device.hostState;
    const broken = state !== undefined && ['hung', 'dead', 'given-up'].includes(state.kind);
    item.text = label;
    item.busy = state?.kind === 'starting';
    item.detail =
      trouble ??
      (broken ? vscode.l10n.t('device host: {0}', state.reason) : vscode.l10n.t('target of Create Pin'));
    item.severity =
      trouble || broken ? vscode.LanguageStatusSeverity.Warning : vscode.LanguageStatusSeverity.Information;
  };
  show();
  return vscode.Disposable.from(item, device.onDidChangeState(show), device.onDidChangeTarget(show));
}
