// Thousands of attempts in the Connections view: the newest stand for themselves, the others behind one row for each two hundred,
// so that a view of many is drawn as quickly as one of few.
import { type Attempt, type AttemptState, type Attempts, isLive } from './attempts.ts';

const perBlock = 200;

const blockOf = ({ number }: Attempt): number => Math.floor((number - 1) / perBlock);

export interface EarlierAttempts {
  readonly block: number;
  readonly attempts: Attempts;
}

/** What is open or running stands for itself however old it is. All are newest first. */
export function splitAttempts(attempts: Attempts): {
  readonly shown: Attempts;
  readonly earlier: readonly EarlierAttempts[];
} {
  const [newest] = attempts;
  const firstShown = newest ? blockOf(newest) - 1 : 0;
  const isShown = (attempt: Attempt): boolean => blockOf(attempt) >= firstShown || isLive(attempt);
  const blocks = new Map<number, Attempt[]>();
  for (const attempt of attempts) {
    if (isShown(attempt)) continue;
    const block = blocks.get(blockOf(attempt));
    if (block) block.push(attempt);
    else blocks.set(blockOf(attempt), [attempt]);
  }
  return {
    shown: attempts.filter(isShown),
    earlier: [...blocks].map(([block, inBlock]) => ({ block, attempts: inBlock })),
  };
}

/** `180 refused, 20 closed` */
export function statesText(attempts: Attempts): string {
  const counts = new Map<AttemptState, number>();
  for (const { state } of attempts) counts.set(state, (counts.get(state) ?? 0) + 1);
  return [...counts].map(([state, amount]) => `${amount} ${state}`).join(', ');
}
