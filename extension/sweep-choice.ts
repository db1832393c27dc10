// Which formats a sweep asks for: what is usual at one Enter, or values chosen axis by axis. Nothing is remembered; whoever leaves a
// question has asked the driver for nothing.
import type { SweepAxes } from '#ks/sweep.ts';
import type { AxisOffer } from '#ks/sweep-offers.ts';

/** How a person is asked. Undefined is an answer that was not given. */
export interface SweepQuestions {
  usualOrChosen(offers: readonly AxisOffer[]): Promise<'usual' | 'choose' | undefined>;
  /** The indices of the values that are picked; `step` counts from 1. */
  values(offer: AxisOffer, step: number, steps: number): Promise<readonly number[] | undefined>;
}

export async function chooseAxes(
  offers: readonly AxisOffer[],
  questions: SweepQuestions,
): Promise<SweepAxes | undefined> {
  // A pin without sound and pictures has nothing to choose; the sweep itself says why it asks for nothing.
  if (offers.length === 0) return {};
  const how = await questions.usualOrChosen(offers);
  if (how !== 'choose') return how && {};
  let axes: SweepAxes = {};
  for (const [index, offer] of offers.entries()) {
    const picked = await pickSome(() => questions.values(offer, index + 1, offers.length));
    if (picked === undefined) return undefined;
    axes = { ...axes, ...offer.axes((value) => picked.includes(value)) };
  }
  return axes;
}

/** An axis without a value would be a table without formats. */
async function pickSome(
  ask: () => Promise<readonly number[] | undefined>,
): Promise<readonly number[] | undefined> {
  for (;;) {
    const picked = await ask();
    if (picked?.length !== 0) return picked;
  }
}
