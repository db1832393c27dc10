// What to type into a kernel debugger that is attached to the machine, or has its dump open: KS's own extension commands, with
// what is known filled in. Their parameters are as the debugger's reference has them ("Kernel Streaming Extensions (Ks.dll)").
import type { UnfinishedCall } from '#device-host/protocol.ts';

/** Lines for WinDbg; those that begin with `*` are its comments. */
export function debuggerCommands(unfinished: readonly UnfinishedCall[]): string {
  const crashed = unfinished.some(({ ended }) => ended === 'machine');
  const lines = [
    '* Symbols first: the ks extension needs those of ks.sys and of your driver.',
    '.reload /f ks.sys',
    ...(crashed
      ? ['', '* The machine went down: what the dump itself says.', '!analyze -v', '!verifier 3']
      : []),
    ...unfinished.flatMap(callLines),
    '',
    '* Every KS device with its filters, pins, formats and queued IRPs; it may take a minute.',
    '!ks.allstreams 0x2d 7',
    '* With an FDO that it prints: the filters that are open on that device.',
    '!ks.enumdevobj FDO',
    '* With a filter or pin: queued and pending IRPs, suspects of a stalled graph, states of the pins.',
    '!ks.dump OBJECT 7 0xf',
    '!ks.graph OBJECT 7 0x13',
  ];
  return `${lines.join('\n')}\n`;
}

function callLines({ call, filter, time, bytes }: UnfinishedCall): readonly string[] {
  return [
    '',
    `* ${call} at ${time} on ${filter} had not returned.`,
    ...(call === 'createPin'
      ? ['* Stop at the next connect request that reaches ks.sys.', 'bp ks!KsValidateConnectRequest']
      : []),
    ...(bytes === undefined
      ? []
      : [`* It was given ${bytes.length / 2} bytes: see requests/ or journal.json.`]),
    '* The thread that waits in the driver, and its IRP.',
    '!process 0 17 node.exe',
    '!irp IRP 1',
  ];
}
