import type { Sector } from '@one-screen/domain';

export const HOUR = 3_600_000;
export const HOURS = 24;
/** Rows may appear this long after the time they carry (they wait for their commit). */
const SETTLED_AFTER = 10_000;

/** Alarms of one sector received in one hour; `hour` is its beginning, epoch milliseconds. */
export interface HourCount {
  sector: Sector;
  hour: number;
  count: number;
}
/** Counts alarms received after `after` and, when given, not after `through`. */
export type CountHours = (after: number, through?: number) => Promise<HourCount[]>;

/**
 * Alarms raised per sector in each of the last 24 clock hours. What is older than some seconds is counted once and kept, so
 * that asking again costs only the newest rows, however many a day has.
 */
export class Spark {
  private settled: HourCount[] = [];
  private through: number | undefined;

  constructor(private readonly count: CountHours) {}

  /** Oldest hour first; the last is the hour of `now`. */
  async read(now: number): Promise<(sector: Sector) => number[]> {
    const first = now - (now % HOUR) - (HOURS - 1) * HOUR;
    const through = Math.max(this.through ?? 0, first - 1);
    const settleTo = now - SETTLED_AFTER;
    if (settleTo - through > SETTLED_AFTER) {
      const more = await this.count(through, settleTo);
      this.settled = merged([...this.settled.filter(({ hour }) => hour >= first), ...more]);
      this.through = settleTo;
    }
    const newest = await this.count(this.through ?? through);
    const all = [...this.settled, ...newest];
    return (sector) => {
      const hours = Array<number>(HOURS).fill(0);
      for (const each of all) {
        const index = (each.hour - first) / HOUR;
        if (each.sector === sector && index >= 0 && index < HOURS) hours[index] = (hours[index] ?? 0) + each.count;
      }
      return hours;
    };
  }
}

const merged = (counts: readonly HourCount[]): HourCount[] => {
  const sums = new Map<string, HourCount>();
  for (const each of counts) {
    const key = `${each.sector}|${each.hour}`;
    const known = sums.get(key);
    if (known) known.count += each.count;
    else sums.set(key, { ...each });
  }
  return [...sums.values()];
};
