/**
 * What was looked up a moment ago: at most `ttl` milliseconds old, counted from when the look-up began, and at most
 * `limit` entries. Look-ups of one key that overlap share one; nothing is kept of what was not found or failed.
 */
export class Recent<T> {
  private readonly entries = new Map<string, { until: number; found: Promise<T | undefined>; value?: T }>();

  constructor(
    private readonly ttl: number,
    private readonly limit: number,
    private readonly clock: () => number,
  ) {}

  get(key: string, load: () => Promise<T | undefined>): Promise<T | undefined> {
    const known = this.entries.get(key);
    const now = this.clock();
    if (known && now < known.until) return known.found;
    this.entries.delete(key);
    if (this.entries.size >= this.limit) this.entries.delete(this.entries.keys().next().value as string);
    const entry: { until: number; found: Promise<T | undefined>; value?: T } = { until: now + this.ttl, found: load() };
    this.entries.set(key, entry);
    entry.found.then(
      (value) => {
        entry.value = value;
        if (value === undefined) this.drop(key, entry);
      },
      () => this.drop(key, entry),
    );
    return entry.found;
  }

  forget(key: string): void {
    this.entries.delete(key);
  }

  /** Forgets what matches, and what is still being looked up, for nobody knows yet. */
  forgetWhere(matches: (value: T) => boolean): void {
    for (const [key, entry] of this.entries) if (entry.value === undefined || matches(entry.value)) this.entries.delete(key);
  }

  private drop(key: string, entry: unknown): void {
    if (this.entries.get(key) === entry) this.entries.delete(key);
  }
}
