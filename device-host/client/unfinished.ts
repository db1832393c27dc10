// What a person is told of a call that had not returned when its host ended: the same facts in the tree, in a terminal and in
// an evidence bundle.
import type { UnfinishedCall } from '#device-host/protocol.ts';

const endings: Readonly<Record<UnfinishedCall['ended'], string>> = {
  host: 'the device host ended inside this call',
  machine: 'the machine was started again since: it went down in this call or soon after it',
};

/** Names and values, the most telling first; what is not known is left out. */
export function unfinishedFacts(call: UnfinishedCall): readonly (readonly [name: string, value: string])[] {
  const facts = [
    ['Call', call.call],
    ['What happened', endings[call.ended]],
    ['Connect', call.descriptor?.connect],
    ['Descriptor', call.descriptor?.file],
    ['Filter', call.filter],
    ['Driver', call.driver],
    ['Time', call.time],
    ['Bytes', call.bytes],
  ] as const;
  return facts.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
}
