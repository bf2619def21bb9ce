/** Work of one key in turn, so that guesses at one account are counted one by one. */
export class Turns {
  private readonly lines = new Map<string, { last: Promise<unknown>; waiting: number }>();

  constructor(
    private readonly perKey: number,
    private readonly keys: number,
  ) {}

  /** Runs `work` after what the key already has waiting; undefined when the line is too long to join. */
  take<T>(key: string, work: () => Promise<T>): Promise<T> | undefined {
    const line = this.lines.get(key) ?? { last: Promise.resolve(), waiting: 0 };
    if (line.waiting >= this.perKey || (!this.lines.has(key) && this.lines.size >= this.keys)) return undefined;
    this.lines.set(key, line);
    line.waiting += 1;
    const mine = line.last.then(work);
    const settled = () => {
      line.waiting -= 1;
      if (line.waiting === 0) this.lines.delete(key);
    };
    line.last = mine.then(settled, settled);
    return mine;
  }
}
