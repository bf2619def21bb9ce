/** Work that many ask for at once: one run at a time, and whoever asks gets the run that begins after the asking. */
export class Sharing {
  private current: Promise<void> = Promise.resolve();
  private waiting: Promise<void> | undefined;

  constructor(private readonly work: () => Promise<void>) {}

  /** Resolves or rejects as the next run does. */
  next(): Promise<void> {
    this.waiting ??= this.current
      .catch(() => undefined)
      .then(() => {
        this.waiting = undefined;
        this.current = this.work();
        return this.current;
      });
    return this.waiting;
  }
}
