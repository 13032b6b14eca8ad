/** So many at once, and others after them in the order that they came. */
export class Turns {
  #free: number;
  readonly #line: (() => void)[] = [];

  constructor(atOnce: number) {
    this.#free = atOnce;
  }

  /** @throws what the signal was aborted with, also while it waits: nobody's turn is kept for who has gone */
  async take(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    if (this.#free > 0) {
      this.#free -= 1;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const enter = (): void => {
        signal?.removeEventListener("abort", leave);
        resolve();
      };
      const leave = (): void => {
        this.#line.splice(this.#line.indexOf(enter), 1);
        reject(signal!.reason);
      };
      signal?.addEventListener("abort", leave);
      this.#line.push(enter);
    });
  }

  give(): void {
    const next = this.#line.shift();
    if (next) next();
    else this.#free += 1;
  }
}
