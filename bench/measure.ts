// Operations per second of processor time: on a machine that does other things too, the clock on the wall says little.

const rounds = 5;
const roundMs = 60;
const batch = 64;

/** The best of several rounds, after a warm-up. */
export function perSecond(operation: () => unknown): number {
  for (let i = 0; i < 3000; i++) operation();
  let best = 0;
  for (let round = 0; round < rounds; round++) best = Math.max(best, oneRound(operation));
  return best;
}

function oneRound(operation: () => unknown): number {
  const before = process.cpuUsage();
  const end = performance.now() + roundMs;
  let count = 0;
  while (performance.now() < end) {
    for (let i = 0; i < batch; i++) operation();
    count += batch;
  }
  const { user, system } = process.cpuUsage(before);
  return count / ((user + system) / 1e6);
}

export const quantile = (times: readonly number[], part: number): number =>
  times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0;

export const median = (times: readonly number[]): number => quantile(times, 0.5);

export const shown = (value: number): string => (value < 10 ? value.toFixed(2) : value.toFixed(0));
