// Every attempt to create a pin, newest first, as an immutable value. An attempt never disappears by itself: when the
// host dies or the target changes, an open pin becomes a closed one that says why.
import type { Answer } from '#device-host/client/index.ts';
import { type Section, settled, withSection } from './sections.ts';

/** What a connect is, independent of one attempt: enough to send it again. */
export interface Asked {
  readonly uri: string;
  readonly index: number;
  readonly name: string;
  readonly target: string;
  /** Interface path and name of the filter, once one was found. */
  readonly filter?: { readonly path: string; readonly name: string };
  /** The request as hex, once it could be encoded. */
  readonly bytes?: string;
  readonly access?: number;
}

export type AttemptState = 'running' | 'closed' | Answer['outcome'];

export interface Attempt {
  readonly number: number;
  readonly state: AttemptState;
  readonly asked: Asked;
  /** Local time of day, for the row. */
  readonly time: string;
  readonly answer?: Answer;
  /** Why an open pin is closed now, or could not be closed. */
  readonly note?: string;
  /** What was asked of the pin since, newest first. */
  readonly sections?: readonly Section[];
}

export type Attempts = readonly Attempt[];

export function begin(
  attempts: Attempts,
  asked: Asked,
  time: string,
): { attempts: Attempts; number: number } {
  const number = (attempts[0]?.number ?? 0) + 1;
  return { attempts: [{ number, state: 'running', asked, time }, ...attempts], number };
}

/** What was found out while the attempt runs: its filter, its bytes. */
export function learn(attempts: Attempts, number: number, asked: Asked): Attempts {
  return change(attempts, number, (attempt) => ({ ...attempt, asked }));
}

export function settle(attempts: Attempts, number: number, answer: Answer): Attempts {
  return change(attempts, number, (attempt) => ({ ...attempt, state: answer.outcome, answer }));
}

export function close(attempts: Attempts, number: number, note: string): Attempts {
  return change(attempts, number, (attempt) => closed(attempt, note));
}

/** The pin stays open, and its row says what went wrong. */
export function closeFailed(attempts: Attempts, number: number, note: string): Attempts {
  return change(attempts, number, (attempt) => ({ ...attempt, note }));
}

/** An answer to a question about the pin; it replaces the answer before it. */
export function tell(attempts: Attempts, number: number, section: Section): Attempts {
  return change(attempts, number, (attempt) => ({
    ...attempt,
    sections: withSection(attempt.sections ?? [], section),
  }));
}

/** The host is gone, and with it every pin that it held. */
export function closeAll(attempts: Attempts, note: string): Attempts {
  return attempts.map((attempt) => (attempt.state === 'opened' ? closed(attempt, note) : attempt));
}

/** What was under way ended with the pin. */
export function closed(attempt: Attempt, note: string): Attempt {
  const sections = attempt.sections && settled(attempt.sections);
  return { ...attempt, state: 'closed', note, ...(sections ? { sections } : {}) };
}

/** Takes away what is over; an open pin or a running attempt stays. */
export function clear(attempts: Attempts): Attempts {
  return attempts.filter(isLive);
}

/** There is a pin, or there may be one in a moment. */
export function isLive({ state }: Attempt): boolean {
  return state === 'opened' || state === 'running';
}

export function openPins(attempts: Attempts): readonly Attempt[] {
  return attempts.filter(({ state }) => state === 'opened');
}

function change(attempts: Attempts, number: number, update: (attempt: Attempt) => Attempt): Attempts {
  return attempts.map((attempt) => (attempt.number === number ? update(attempt) : attempt));
}
