// Work that is asked for far more often than anybody can see: it is done at once, and while more is asked for, now and then. The
// longer that goes on, the longer are the pauses, so that thousands of changes leave the editor its time.

const shortestMs = 100;
const longestMs = 1600;

export class Paced {
  readonly #work: () => void;
  #pauseMs = shortestMs;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #waits = false;

  constructor(work: () => void) {
    this.#work = work;
  }

  /** Does the work now, or at the end of the pause after it was done last. */
  ask(): void {
    if (this.#timer === undefined) this.#doNow();
    else this.#waits = true;
  }

  /** Does what is still to be done. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#waits) this.#doNow();
  }

  #doNow(): void {
    this.#waits = false;
    this.#timer = setTimeout(() => this.#endPause(), this.#pauseMs);
    this.#work();
  }

  #endPause(): void {
    this.#timer = undefined;
    this.#pauseMs = this.#waits ? Math.min(2 * this.#pauseMs, longestMs) : shortestMs;
    if (this.#waits) this.#doNow();
  }

  /** Does what is still to be done, and leaves no timer behind. */
  dispose(): void {
    this.flush();
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
