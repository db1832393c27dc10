// Programs that only prepare something for the tests. How they end tells `npm test` whether this machine cannot have it, which
// is no fault of the project, or whether preparing it went wrong, which is one.
import { tell } from './run.mjs';

/** What a person sees when this machine cannot have something: it lacks the packages and may not install them, or is another system. */
export class NotOnThisMachine extends Error {}

/** Runs the work of such a program: exit code 2 when this machine cannot have it, 1 when it went wrong, and why on stderr. */
export async function prepare(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    tell(error instanceof Error ? error.message : String(error));
    process.exitCode = error instanceof NotOnThisMachine ? 2 : 1;
  }
}
