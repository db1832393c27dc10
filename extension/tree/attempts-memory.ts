// What the Connections view remembers when its window is reloaded or crashes: results of a driver that took something down
// are the ones worth keeping. VS Code keeps it per workspace as JSON; what an older kspin left there may be anything.
import { type Attempt, type AttemptState, type Attempts, closed } from './attempts.ts';

/** Raised when attempts change their shape: what was kept in another shape is forgotten. */
const version = 1;

/** VS Code writes the whole of it at each change. */
const most = 200;

export interface Remembered {
  readonly version: typeof version;
  readonly attempts: Attempts;
}

export function remember(attempts: Attempts): Remembered {
  return { version, attempts: attempts.slice(0, most) };
}

/** A pin or a call does not outlive the device host of its window: such attempts say what became of them. */
export function recall(memory: unknown): Attempts {
  if (!isRemembered(memory)) return [];
  return memory.attempts.filter(isAttempt).map((attempt): Attempt => {
    if (attempt.state === 'opened') {
      return closed(attempt, 'The pin closed with its device host when the window was reloaded.');
    }
    if (attempt.state === 'running') {
      return { ...attempt, state: 'failed', note: 'The window was reloaded before the answer came.' };
    }
    return attempt;
  });
}

function isRemembered(memory: unknown): memory is { readonly attempts: readonly unknown[] } {
  if (typeof memory !== 'object' || memory === null) return false;
  return (
    'version' in memory &&
    memory.version === version &&
    'attempts' in memory &&
    Array.isArray(memory.attempts)
  );
}

const states: Readonly<Record<AttemptState, true>> = {
  running: true,
  opened: true,
  closed: true,
  refused: true,
  blocked: true,
  failed: true,
};

function isAttempt(value: unknown): value is Attempt {
  if (typeof value !== 'object' || value === null) return false;
  const { number, state, asked, time } = value as Partial<Attempt>;
  return (
    typeof number === 'number' &&
    typeof time === 'string' &&
    state !== undefined &&
    Object.hasOwn(states, state) &&
    typeof asked === 'object' &&
    asked !== null &&
    typeof asked.uri === 'string' &&
    typeof asked.name === 'string'
  );
}
