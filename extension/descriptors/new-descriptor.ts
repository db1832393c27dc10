// "KS: New Descriptor from Pin" and "KS: New Descriptor": a first request without looking anything up. It starts from one of the
// pin's data ranges, from the format that the driver proposes, or from a common format moved into what the pin takes.
import * as vscode from 'vscode';
import type { DeviceService } from '#extension/device-service.ts';
import type { FiltersView } from '#extension/filters-view.ts';
import { fileWords, newConnect } from '#extension/tree/new-connect.ts';
import { connectTemplates, templatesFor } from '#ks/connect-templates.ts';
import { whyNotConnectable } from '#ks/connectable.ts';
import { describeRange } from '#ks/describe-range.ts';
import { descriptorText } from '#ks/export/descriptor-text.ts';
import { newRequest, newRequestOfFormat } from '#ks/new-request.ts';
import type { ConnectRequest } from '#ks/request.ts';
import { fail, type Result } from '#ks/result.ts';
import { importC, pasteBytes } from './import-text.ts';
import { proposedFormat } from './intersection.ts';
import { showNew, showNewBeside } from './new-document.ts';
import { choosePin, type PinChoice } from './pin-choice.ts';

export interface MakingParts {
  readonly device: DeviceService;
  readonly filters: FiltersView;
}

type Make = () => Result<ConnectRequest, string> | Promise<Result<ConnectRequest, string>>;

export async function newDescriptorFromPin(parts: MakingParts, row: unknown): Promise<void> {
  const choice = await choosePin(parts.filters, row);
  if (!choice) return;
  const { capabilities, pin, range } = choice;
  const reason = whyNotConnectable(pin);
  if (reason !== undefined) {
    void vscode.window.showInformationMessage(vscode.l10n.t('No descriptor was made. {0}', reason));
    return;
  }
  const make: Make | undefined = range
    ? () => newRequest(capabilities, pin, range)
    : await chooseStart(parts, choice);
  const request = await make?.();
  if (request?.ok) await show(choice, request.value);
  else if (request)
    void vscode.window.showErrorMessage(vscode.l10n.t('No descriptor was made. {0}', request.error));
}

interface Start extends vscode.QuickPickItem {
  readonly make?: Make;
}

async function chooseStart(parts: MakingParts, choice: PinChoice): Promise<Make | undefined> {
  const { capabilities, pin, recording } = choice;
  const ranges = pin.dataRanges.map(
    (range): Start => ({ label: describeRange(range), make: () => newRequest(capabilities, pin, range) }),
  );
  const proposed: Start = {
    label: vscode.l10n.t('The format that the driver proposes'),
    description: 'KSPROPERTY_PIN_DATAINTERSECTION',
    make: () => proposal(parts, choice),
  };
  const templates = templatesFor(pin).map(
    ({ label, about, request }): Start => ({
      label,
      description: about,
      make: () => newRequestOfFormat(capabilities, pin, request),
    }),
  );
  const rows: readonly Start[] = [
    ...section(vscode.l10n.t('Data ranges of the pin'), ranges),
    ...(recording === undefined ? section(vscode.l10n.t('Driver'), [proposed]) : []),
    ...section(vscode.l10n.t('Common formats, moved into what the pin takes'), templates),
  ];
  const picked = await vscode.window.showQuickPick(rows, {
    title: vscode.l10n.t('KS: New Descriptor from Pin'),
    placeHolder: vscode.l10n.t('Start from'),
    matchOnDescription: true,
  });
  return picked?.make;
}

function section(label: string, rows: readonly Start[]): readonly Start[] {
  return rows.length === 0 ? [] : [{ label, kind: vscode.QuickPickItemKind.Separator }, ...rows];
}

async function proposal(
  { device }: MakingParts,
  { capabilities, pin }: PinChoice,
): Promise<Result<ConnectRequest, string>> {
  const host = device.host();
  if (!host.ok) return fail(host.error.message);
  const format = await vscode.window.withProgress({ location: { viewId: 'kspin.filters' } }, async () =>
    proposedFormat(host.value, capabilities.filter.path, pin, pin.dataRanges),
  );
  return format.ok ? newRequestOfFormat(capabilities, pin, format.value) : format;
}

/** Beside its recording, so that it is checked against it from the first moment. */
async function show({ capabilities, pin, recording }: PinChoice, request: ConnectRequest): Promise<void> {
  const file = recording === undefined ? undefined : vscode.Uri.parse(recording);
  if (file?.scheme !== 'file') {
    const text = descriptorText([newConnect(capabilities, pin, request)]);
    return showNew({ kind: 'descriptor', text });
  }
  const name = file.path.split('/').at(-1) ?? '';
  const text = descriptorText([newConnect(capabilities, pin, request, name)]);
  await showNewBeside(file, fileWords(pin.name ?? `pin ${pin.id}`), text);
}

/** From the palette and "New File...": from nothing, or from what is at hand; `parts` where there is a target with pins. */
export async function newDescriptor(parts?: MakingParts): Promise<void> {
  const fromPin = parts && {
    label: `$(plug) ${vscode.l10n.t('From a Pin...')}`,
    run: () => newDescriptorFromPin(parts, undefined),
  };
  const starts = [
    ...(fromPin ? [fromPin] : []),
    { label: `$(clippy) ${vscode.l10n.t('From Bytes in the Clipboard')}`, run: pasteBytes },
    { label: `$(file-code) ${vscode.l10n.t('From C Source')}`, run: importC },
    { label: vscode.l10n.t('Common formats'), kind: vscode.QuickPickItemKind.Separator, run: async () => {} },
    ...connectTemplates.map(({ label, about, request }) => ({
      label,
      description: about,
      run: () => showNew({ kind: 'descriptor', text: descriptorText([{ name: label, request }]) }),
    })),
  ];
  const picked = await vscode.window.showQuickPick(starts, {
    title: vscode.l10n.t('KS: New Descriptor'),
    placeHolder: vscode.l10n.t('Start from'),
    matchOnDescription: true,
  });
  await picked?.run();
}
