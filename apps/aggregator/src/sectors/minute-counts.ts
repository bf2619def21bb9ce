const SLOT_MS = 5_000;
const SLOTS = 12;

/** How many good and bad messages came in the last minute, in constant space; exact to five seconds. */
export class MinuteCounts {
  private readonly counts = new Float64Array(SLOTS * 2);
  private slot = 0;

  add(good: number, bad: number, now: number): void {
    const at = this.move(now);
    this.counts[at] = (this.counts[at] ?? 0) + good;
    this.counts[at + 1] = (this.counts[at + 1] ?? 0) + bad;
  }

  of(now: number): { good: number; bad: number } {
    this.move(now);
    let [good, bad] = [0, 0];
    for (let at = 0; at < this.counts.length; at += 2) {
      good += this.counts[at] ?? 0;
      bad += this.counts[at + 1] ?? 0;
    }
    return { good, bad };
  }

  /** Empties the slots that time has passed over; where the present one begins. */
  private move(now: number): number {
    const slot = Math.max(this.slot, Math.floor(now / SLOT_MS));
    for (let passed = Math.max(this.slot + 1, slot - SLOTS + 1); passed <= slot; passed += 1) this.counts.fill(0, (passed % SLOTS) * 2, (passed % SLOTS) * 2 + 2);
    this.slot = slot;
    return (slot % SLOTS) * 2;
  }
}
