import { planDay, restOfDay, type PlannedMessage } from './alarms/day-plan.js';
import { localDate, stamped, startOfDate, type NativeMessage, type Unstamped } from './alarms/native-message.js';
import { planOpening } from './alarms/opening-plan.js';
import { STORM_SPAN_MS, planStorm } from './alarms/storm-plan.js';
import type { City } from './city/city.js';

/** What a run needs from outside. */
export interface Stage {
  send: (message: NativeMessage) => void;
  now: () => number;
  /** Resolves after so many ms, or at once when stopped. */
  sleep: (ms: number) => Promise<void>;
  stop: AbortSignal;
}

/** A message and when it is due by the real clock. */
interface Due {
  due: number;
  message: Unstamped;
}

const DAY_MS = 86_400_000;
/** The day plan takes over when the opening is over. */
const OPENING_MS = 25_000;

const inOrder = (list: Due[]): Due[] => list.sort((a, b) => a.due - b.due);

/**
 * Lives on: the opening, then the day plan from now on, `speed` times faster, day after day. A message carries the real
 * time at which it goes out; nothing is dated back. With `once` it ends with the day.
 */
export const playLive = async (city: City, { seed, speed, once, withRed }: { seed: number; speed: number; once: boolean; withRed: boolean }, stage: Stage): Promise<void> => {
  const start = stage.now();
  const opening = planOpening(city, { seed: (seed + Math.floor(start / 60_000)) >>> 0, withRed });
  const queue: Due[] = opening.flatMap(({ afterMs, condition }) =>
    condition.story.map(({ afterMs: later, message }) => ({ due: start + afterMs + later / speed, message })),
  );
  const real = (at: number): number => start + OPENING_MS + (at - start) / speed;
  const add = (plan: PlannedMessage[]): void => {
    queue.push(...plan.map(({ at, message }) => ({ due: real(at), message })));
    inOrder(queue);
  };
  let dayEnd = startOfDate(localDate(start)) + DAY_MS;
  add(restOfDay(planDay(city, { seed, date: localDate(start) }), start));

  while (!stage.stop.aborted) {
    const next = queue[0];
    if (!once && (!next || next.due >= real(dayEnd))) {
      add(planDay(city, { seed, date: localDate(dayEnd) }));
      dayEnd += DAY_MS;
      continue;
    }
    if (!next) return;
    const wait = next.due - stage.now();
    if (wait > 0) {
      await stage.sleep(wait);
      continue;
    }
    queue.shift();
    stage.send(stamped(next.message, stage.now()));
  }
};

/** Sends a flood at its pace: in handfuls each half second, so that posts carry several alarms. */
export const playStorm = async (city: City, { seed, count }: { seed: number; count: number }, stage: Stage): Promise<void> => {
  const start = stage.now();
  const storm = planStorm(city, { seed, count });
  const handful = 500;
  for (let sent = 0, until = handful; sent < storm.length && !stage.stop.aborted; until = Math.min(until + handful, STORM_SPAN_MS)) {
    while (sent < storm.length && storm[sent]!.afterMs < until) {
      const { message } = storm[sent++]!;
      stage.send(stamped(message, stage.now()));
    }
    if (sent < storm.length) await stage.sleep(Math.max(0, start + until - stage.now()));
  }
};
