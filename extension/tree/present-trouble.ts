// The rows of the Filters view that tell of trouble: an absence, a failure or a broken answer is a row where it
// belongs, never a dialog.
import type { HostState } from '#device-host/client/index.ts';
import { unfinishedFacts, unfinishedName } from '#device-host/client/unfinished.ts';
import type { UnfinishedCall } from '#device-host/protocol.ts';
import type { PropertyProblem } from '#ks/capabilities.ts';
import { win32Text } from '#ks/status.ts';
import type { Presented } from './presented.ts';
import { markdownFacts, markdownText, shortLine, shortPath } from './text.ts';

export function presentTrouble(message: string): Presented {
  return {
    label: shortLine(message),
    tooltip: markdownText(message),
    icon: 'warning',
    color: 'list.warningForeground',
    contextValue: 'problem',
    open: 'leaf',
  };
}

const hostLabels: Partial<Record<HostState['kind'], string>> = {
  hung: 'Device host does not answer',
  dead: 'Device host ended',
  'given-up': 'Device host is not started again',
};

export function presentHost(state: HostState): Presented {
  const lines = [markdownText(state.reason)];
  if (state.kind === 'hung') {
    lines.push(
      ...state.inFlight.map((call) => `Not returned: ${markdownText(`${call.call} on ${call.filter}`)}`),
    );
  }
  return {
    label: hostLabel(state),
    description: shortLine(state.reason),
    tooltip: lines.join('\n\n'),
    icon: 'debug-disconnect',
    color: 'list.errorForeground',
    contextValue: 'host.trouble',
    open: 'leaf',
  };
}

function hostLabel(state: HostState): string {
  if (state.kind === 'dead' && state.exit.trouble) return 'Test machine is out of reach';
  return hostLabels[state.kind] ?? 'Device host';
}

export function presentUnfinished(call: UnfinishedCall): Presented {
  const { descriptor, driver, filter, time } = call;
  const facts = [descriptor?.connect, `on ${shortPath(filter)}`, driver && `driver ${driver}`, time];
  return {
    label: `${unfinishedName(call)} had not returned`,
    description: shortLine(facts.filter(Boolean).join(', ')),
    tooltip: markdownFacts([
      ...unfinishedFacts(call),
      ['Next', '"KS: Collect Evidence" keeps all of this in one file'],
    ]),
    icon: 'history',
    color: 'list.warningForeground',
    contextValue: 'unfinished',
    open: 'leaf',
  };
}

export function presentProblem({ property, message, win32, bytes }: PropertyProblem): Presented {
  const code = win32 === undefined ? undefined : win32Text(win32);
  return {
    label: shortLine(property),
    description: shortLine([message, code].filter(Boolean).join(', ')),
    tooltip: markdownFacts([
      ['Property', property],
      ['Problem', message],
      ['Code', code],
      ['Bytes received', bytes && String(bytes.length)],
    ]),
    icon: 'warning',
    color: 'list.warningForeground',
    contextValue: 'problem',
    open: 'leaf',
  };
}
