/** A time by which something has to be done. */
export class Deadline {
  /** Unix milliseconds. */
  readonly until: number;
  #late: Promise<never> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(ms: number) {
    this.until = Date.now() + ms;
  }

  /** How much is left, in milliseconds; 0 or less once it is over. */
  get left(): number {
    return this.until - Date.now();
  }

  /** The work, or a rejection once the time is over. One timer serves all work of a deadline. */
  within<T>(work: Promise<T>): Promise<T> {
    this.#late ??= new Promise<never>((_, reject) => {
      this.#timer = setTimeout(() => reject(new Error("it took too long")), Math.max(this.left, 0));
    });
    return Promise.race([work, this.#late]);
  }

  /** Waits, but not beyond the deadline. Returns whether it waited as long as it was to. */
  async sleep(ms: number): Promise<boolean> {
    const { left } = this;
    if (left > 0) await new Promise((ring) => setTimeout(ring, Math.min(ms, left)));
    return left > ms;
  }

  /** Gives up the timer: nothing is waited for any more. */
  end(): void {
    clearTimeout(this.#timer);
  }
}
