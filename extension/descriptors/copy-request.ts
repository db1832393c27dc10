// "KS: Copy Bytes" and "KS: Copy as C": the request of a connect for a debugger, a log or a driver's test.
import * as vscode from 'vscode';
import type { Descriptors } from '#extension/language-client.ts';
import { locateConnect } from '#extension/locate-connect.ts';
import type { Attempt } from '#extension/tree/attempts.ts';
import { fromHex } from '#ks/bytes.ts';
import { decodeConnect } from '#ks/connect.ts';
import { cFile } from '#ks/export/c-file.ts';
import type { Arch } from '#ks/struct.ts';
import type { WireConnect } from '#language-server/protocol.ts';

type Sendable = WireConnect & { readonly bytes: string };

/** `arch` as the byte view shows it; x64 from everywhere else. */
export async function copyBytes(
  descriptors: Descriptors,
  first: unknown,
  index: unknown,
  arch: unknown,
): Promise<void> {
  const sent = attemptBytes(first);
  if (sent !== undefined) return copy(sent, vscode.l10n.t('the bytes that were sent'));
  const layout: Arch = arch === 'x86' ? 'x86' : 'x64';
  const connect = await requestAt(descriptors, vscode.l10n.t('KS: Copy Bytes'), first, index, layout);
  if (connect) await copy(connect.bytes, vscode.l10n.t('the bytes of "{0}" ({1})', connect.name, layout));
}

export async function copyAsC(descriptors: Descriptors, first: unknown, index: unknown): Promise<void> {
  const connect = await requestAt(descriptors, vscode.l10n.t('KS: Copy as C'), first, index);
  const request = connect && decodeConnect(fromHex(connect.bytes) ?? new Uint8Array(), 'x64').request;
  if (!connect || !request) return;
  const source = cFile(connect.name, request);
  if (source.ok) await copy(source.value, vscode.l10n.t('C source of "{0}"', connect.name));
  else
    void vscode.window.showErrorMessage(
      vscode.l10n.t('"{0}" cannot be written as C: {1}', connect.name, source.error[0]?.message ?? ''),
    );
}

/** The row of an attempt keeps what was sent, whatever became of the descriptor. */
function attemptBytes(argument: unknown): string | undefined {
  const row = argument as { readonly kind?: string; readonly attempt?: Attempt } | undefined;
  return row?.kind === 'attempt' ? row.attempt?.asked.bytes : undefined;
}

/** Found like the connect of "KS: Create Pin"; a message says why there are no bytes. */
async function requestAt(
  descriptors: Descriptors,
  title: string,
  uri: unknown,
  index: unknown,
  arch: Arch = 'x64',
): Promise<Sendable | undefined> {
  const located = await locateConnect(descriptors, uri, index, title);
  if (!located) return undefined;
  const at = { uri: located.document.uri.toString(), index: located.index };
  const connect = await descriptors.connectAt({ ...at, arch });
  if (!connect) return undefined;
  const { bytes } = connect;
  if (bytes !== undefined) return { ...connect, bytes };
  const first = connect.problems[0]?.message ?? vscode.l10n.t('see the Problems panel');
  void vscode.window.showErrorMessage(
    vscode.l10n.t('"{0}" cannot be written as bytes: {1}', connect.name, first),
  );
  return undefined;
}

/** The status bar says so for a moment; nobody has to click anything away. */
async function copy(text: string, what: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(`$(clippy) ${vscode.l10n.t('Copied: {0}', what)}`, 4000);
}
