// Questions to a pin factory that open nothing: a table of formats, and the formats that the driver chooses itself.
import * as vscode from 'vscode';
import { type HostSupervisor, intersect, sweepFormats } from '#device-host/client/index.ts';
import type { Capabilities, PinFactory } from '#ks/capabilities.ts';
import { fail, ok, type Result } from '#ks/result.ts';
import type { Arch } from '#ks/struct.ts';
import { sweepCells } from '#ks/sweep.ts';
import { axisOffers } from '#ks/sweep-offers.ts';
import { factoryOf } from './asked-pin.ts';
import type { PinParts } from './create-pin.ts';
import { chooseAxes } from './sweep-choice.ts';
import { sweepQuestions } from './sweep-questions.ts';
import {
  intersectionSection,
  intersectionTitle,
  type RangeAnswer,
  sweepSection,
  sweepTitle,
  unanswered,
  waiting,
} from './tree/answers.ts';
import { deviceAllowed } from './trust.ts';

interface AskedFactory {
  readonly filter: string;
  readonly name: string;
  readonly pin: PinFactory;
  readonly capabilities: Capabilities;
  readonly host: HostSupervisor;
  readonly layout: Arch;
}

export async function sweep(parts: PinParts, argument: unknown): Promise<void> {
  const asked = await readFactory(parts, argument, sweepTitle);
  if (!asked) return;
  const { connections, device } = parts;
  const { filter, name, pin, capabilities, host, layout } = asked;
  const usual = sweepCells(capabilities, pin, {}).length;
  const axes = await chooseAxes(axisOffers(pin), sweepQuestions(name, usual));
  if (!axes) return;
  const show = connections.probe(name, device.targetInUse.label, waiting(sweepTitle, 'under way'));
  const options = {
    location: vscode.ProgressLocation.Notification,
    cancellable: true,
    title: vscode.l10n.t('Format sweep of {0}', name),
  };
  const swept = await vscode.window.withProgress(options, (progress, token) => {
    const stop = new AbortController();
    token.onCancellationRequested(() => stop.abort());
    return sweepFormats(host, {
      filter,
      capabilities,
      pin,
      axes,
      layout,
      signal: stop.signal,
      onProgress: (done, all) => progress.report({ message: vscode.l10n.t('{0} of {1} formats', done, all) }),
    });
  });
  show(swept.ok ? sweepSection(swept.value) : unanswered(sweepTitle, swept.error));
}

export async function intersectRanges(parts: PinParts, argument: unknown): Promise<void> {
  const asked = await readFactory(parts, argument, intersectionTitle);
  if (!asked) return;
  const { connections, device } = parts;
  const show = connections.probe(
    asked.name,
    device.targetInUse.label,
    waiting(intersectionTitle, 'under way'),
  );
  const answers = await vscode.window.withProgress({ location: { viewId: 'kspin.connections' } }, () =>
    askAll(asked),
  );
  show(answers.ok ? intersectionSection(answers.value) : unanswered(intersectionTitle, answers.error));
}

async function askAll({
  filter,
  pin,
  host,
  layout,
}: AskedFactory): Promise<Result<readonly RangeAnswer[], string>> {
  const answers: RangeAnswer[] = [];
  for (const range of pin.dataRanges) {
    const chosen = await intersect(host, filter, pin.id, [range], layout);
    if (!chosen.ok) return fail(chosen.error.message);
    answers.push({ range, chosen: chosen.value });
  }
  return ok(answers);
}

/** The pin as it is now; why it cannot be asked is a row. */
async function readFactory(
  { connections, device, filters }: PinParts,
  argument: unknown,
  title: string,
): Promise<AskedFactory | undefined> {
  const factory = factoryOf(argument);
  if (!factory || !(await deviceAllowed())) return undefined;
  const { filter, pinId, name } = factory;
  const give = (why: string): undefined => {
    connections.probe(name, device.targetInUse.label, unanswered(title, why));
    return undefined;
  };
  const host = device.host();
  if (!host.ok) return give(host.error.message);
  const running = await host.value.start();
  if (!running.ok) return give(running.error.message);
  const read = await filters.read(filter);
  if (!read.ok) return give(read.error.message);
  const pin = read.value.pins.find(({ id }) => id === pinId);
  if (!pin) return give('The filter no longer has this pin.');
  return {
    filter,
    name,
    pin,
    capabilities: read.value,
    host: host.value,
    layout: running.value.hello.layout,
  };
}
