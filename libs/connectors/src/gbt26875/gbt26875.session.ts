import { COMMANDS } from './gbt26875.frame.js';
import type { Line, Orders, Outcome } from './gbt26875.orders.js';
import type { Unit } from './gbt26875.units.js';

const DAY_MS = 86_400_000;

/** How often the person on duty is asked for (seconds), and how long the answer may take (minutes, 1 to 255; shorter than `every`). */
interface DutyCheck {
  every: number;
  within: number;
}

/** One device on one connection, as far as the centre has something to ask of it. */
export interface Session {
  /** A duty answer came. */
  dutyAnswered(): void;
  stop(): void;
}

interface SessionOptions {
  line: Line;
  orders: Orders;
  dutyCheck?: DutyCheck;
  /** When the next duty check is due (epoch milliseconds); kept by the caller, since a schedule outlives a connection. */
  due: { get(): number | undefined; set(at: number): void };
  /** No duty answer came in time. */
  missed(): void;
  /** An order was not confirmed after all repeats. */
  refused(order: string, outcome: Outcome): void;
}

/** Sets the device's clock at once and every day, and asks for the person on duty as often as wanted, until stopped. */
export const openSession = ({ line, orders, dutyCheck, due, missed, refused }: SessionOptions): Session => {
  const order = async (name: string, unit: () => Unit): Promise<void> => {
    const outcome = await orders.send(line, COMMANDS.control, unit);
    if (outcome === 'denied' || outcome === 'unanswered') refused(name, outcome);
  };
  const setClock = (): void => void order('同步时钟', () => ({ type: 90, objects: [{ at: Date.now() }] }));
  setClock();
  const daily = setInterval(setClock, DAY_MS);
  let next: NodeJS.Timeout | undefined;
  let deadline: NodeJS.Timeout | undefined;

  const schedule = (): void => {
    if (!dutyCheck) return;
    const at = due.get() ?? Date.now() + dutyCheck.every * 1000;
    due.set(at);
    next = setTimeout(ask, Math.max(0, at - Date.now()), dutyCheck);
  };
  const ask = ({ every, within }: DutyCheck): void => {
    due.set(Date.now() + every * 1000);
    schedule();
    clearTimeout(deadline);
    deadline = setTimeout(missed, within * 60_000);
    void order('查岗', () => ({ type: 91, objects: [{ minutes: within }] }));
  };
  schedule();

  return {
    dutyAnswered: () => clearTimeout(deadline),
    stop() {
      clearInterval(daily);
      clearTimeout(next);
      clearTimeout(deadline);
    },
  };
};
