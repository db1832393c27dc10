// "KS: Create All Pins": every connect of a descriptor, one after the other, each with a row of its own. Nobody is asked on the way:
// what a person would have to decide is the reason in its row. Pins stay open, as those that are created one by one.
import * as vscode from 'vscode';
import type { Capabilities } from '#ks/capabilities.ts';
import { Attempting, type Deciding, type PinParts } from './create-pin.ts';
import { filterFinder } from './find-filter.ts';
import { locateDescriptor } from './locate-connect.ts';
import { deviceAllowed } from './trust.ts';

export async function createAllPins(parts: PinParts): Promise<void> {
  if (!(await deviceAllowed())) return;
  const located = await locateDescriptor(parts.descriptors, vscode.l10n.t('KS: Create All Pins'));
  if (!located) return;
  const { document, connects } = located;
  const uri = document.uri.toString();
  const title = vscode.l10n.t('KS: Creating pins');
  // What can take long can be stopped, and only a notification has a button for that.
  const progress = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  await vscode.window.withProgress(progress, async (report, token) => {
    const deciding = nobody(parts);
    let last: number | undefined;
    for (const [done, { index, name }] of connects.entries()) {
      if (token.isCancellationRequested) break;
      if (done % Math.ceil(connects.length / 100) === 0) {
        const message = vscode.l10n.t('{0} of {1}', done, connects.length);
        report.report({ message, increment: done === 0 ? 0 : 1 });
      }
      const asked = { uri, index, name, target: parts.device.targetInUse.label };
      last = await new Attempting(parts, { document, index }, asked, deciding).run();
    }
    if (last !== undefined) await parts.connections.reveal(last);
  });
}

/** Filters are listed and read once: what the driver counts comes with each answer. */
function nobody({ filters }: PinParts): Deciding {
  const read = new Map<string, Promise<Capabilities | undefined>>();
  return {
    sendErrors: async () => false,
    findFilter: filterFinder(filters),
    capabilities: (path) => {
      const known = read.get(path) ?? filters.read(path).then((got) => (got.ok ? got.value : undefined));
      read.set(path, known);
      return known;
    },
    evenIfBusy: false,
  };
}
