// What a capability file adds to a subject: the pin that the request names and the verdict of the recorded filter.
import type { Capabilities, PinFactory } from '#ks/capabilities.ts';
import type { ConnectRequest } from '#ks/connect.ts';
import { explain, type Verdict } from '#ks/explain.ts';
import { stages } from '#ks/verdict.ts';
import type { KnownFilters, Origin } from '#language-server/known-filters.ts';

export interface Recorded {
  readonly capabilities: Capabilities;
  readonly origin: Origin;
  /** Undefined when the filter has no such pin. */
  readonly pin: PinFactory | undefined;
  readonly verdict: Verdict;
}

/**
 * The filter to check against, of those that the connect may mean: the one that takes the request, else the one that
 * refuses it last. Undefined when there is none.
 */
export function recordedFor(
  request: ConnectRequest,
  { filters, origin }: KnownFilters,
): Recorded | undefined {
  let best: Recorded | undefined;
  for (const capabilities of filters) {
    const verdict = explain(request, capabilities);
    const pin = capabilities.pins.find(({ id }) => id === request.KSPIN_CONNECT.PinId);
    if (verdict.accepted) return { capabilities, origin, pin, verdict };
    if (best === undefined || progress(verdict) > progress(best.verdict))
      best = { capabilities, origin, pin, verdict };
  }
  return best;
}

const progress = ({ stage }: Verdict): number =>
  stage === undefined ? stages.length : stages.indexOf(stage);
