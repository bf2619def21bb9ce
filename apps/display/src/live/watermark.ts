/** Sequences seen ahead of the mark are kept up to this many; beyond it the journal will tell. */
const AHEAD_LIMIT = 20_000;

/**
 * The highest journal sequence such that everything up to it is known here. Pushed changes may skip numbers that are
 * not ours to see; the journal page's `through` closes such gaps.
 */
export class Watermark {
  private readonly ahead = new Set<number>();
  private mark: number;

  constructor(start = 0) {
    this.mark = start;
  }

  get value(): number {
    return this.mark;
  }

  /** One change became known. */
  see(sequence: number): void {
    if (sequence <= this.mark) return;
    if (this.ahead.size < AHEAD_LIMIT) this.ahead.add(sequence);
    this.advance();
  }

  /** Everything up to here is known. */
  reach(through: number): void {
    if (through > this.mark) {
      this.mark = through;
      for (const sequence of this.ahead) if (sequence <= through) this.ahead.delete(sequence);
    }
    this.advance();
  }

  /** How many sequences lie between what is known and `latest`. */
  behind(latest: number): number {
    return Math.max(0, latest - this.mark);
  }

  /** Starts over: the server's history is another one. */
  reset(start = 0): void {
    this.mark = start;
    this.ahead.clear();
  }

  private advance(): void {
    while (this.ahead.delete(this.mark + 1)) this.mark += 1;
  }
}
