// Which pins a client can connect to at all: the first question before a request for one is written.
import type { PinFactory } from './capabilities.ts';
import { pinName } from './explain.ts';

/** KSPIN_COMMUNICATION (ks.h). */
const source = 2;

/** Why no request of a client can open this pin; undefined when one can. */
export function whyNotConnectable(pin: PinFactory): string | undefined {
  const { communication } = pin;
  if (communication === undefined || communication === 1 || communication === 3) return undefined;
  return communication === source
    ? `${pinName(pin)} is a source only: it needs the handle of a sink pin that was created before.`
    : `${pinName(pin)} is wired inside the device: no client can connect to it.`;
}
