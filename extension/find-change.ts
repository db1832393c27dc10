// "KS: Find Smallest Change": asks the driver by trials what it wants, from the row of a refused attempt.
import * as vscode from 'vscode';
import { defaultBisectCalls, findSmallestChange } from '#device-host/client/index.ts';
import { fromHex } from '#ks/bytes.ts';
import { decodeConnect } from '#ks/connect.ts';
import { oneLine } from '#ks/words.ts';
import { attemptOf } from './asked-pin.ts';
import type { PinParts } from './create-pin.ts';
import { bisectSection, bisectTitle, unanswered, waiting } from './tree/answers.ts';
import { deviceAllowed } from './trust.ts';

export async function findChange(
  { connections, device, filters }: PinParts,
  argument: unknown,
): Promise<void> {
  const attempt = attemptOf(argument);
  const { asked, number } = attempt ?? {};
  if (!asked?.filter || number === undefined || !(await deviceAllowed())) return;
  const { path } = asked.filter;
  const give = (why: string): void => connections.tell(number, unanswered(bisectTitle, why));
  const host = device.host();
  if (!host.ok) return give(host.error.message);
  const running = await host.value.start();
  if (!running.ok) return give(running.error.message);
  const { layout } = running.value.hello;
  const capabilities = await filters.read(path);
  if (!capabilities.ok) return give(capabilities.error.message);
  const { request } = decodeConnect(fromHex(asked.bytes ?? '') ?? new Uint8Array(), layout);
  if (!request) return give('The bytes are not a whole connect request.');
  connections.tell(number, waiting(bisectTitle, 'under way'));
  const options = {
    location: vscode.ProgressLocation.Notification,
    cancellable: true,
    title: vscode.l10n.t('Finding the smallest change of {0}', oneLine(asked.name)),
  };
  const found = await vscode.window.withProgress(options, (progress, token) => {
    const stop = new AbortController();
    token.onCancellationRequested(() => stop.abort());
    return findSmallestChange(host.value, {
      filter: path,
      request: { ...request, ...(asked.access === undefined ? {} : { DesiredAccess: asked.access }) },
      capabilities: capabilities.value,
      layout,
      calls: defaultBisectCalls,
      descriptor: { file: asked.uri, connect: asked.name },
      signal: stop.signal,
      onTrial: ({ calls, changes }) => {
        const what = changes.length === 0 ? vscode.l10n.t('as it is') : oneLine(changes.join(', '));
        const message = vscode.l10n.t('call {0} of at most {1}: {2}', calls, defaultBisectCalls, what);
        progress.report({ message });
      },
    });
  });
  connections.tell(number, bisectSection(found));
  filters.touch(path);
}
