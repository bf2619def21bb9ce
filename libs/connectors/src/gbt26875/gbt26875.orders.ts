import { COMMANDS, encodePacket, type Packet } from './gbt26875.frame.js';
import { encodeUnit, type Unit } from './gbt26875.units.js';

/** How an order to a device ended. `gone`: the connection was over before. */
export type Outcome = 'confirmed' | 'denied' | 'unanswered' | 'gone';

/** Clause 6.5: an answer is waited for 10 s at most; what is denied or not answered is sent again three times. */
export const ANSWER_MS = 10_000;
const REPEATS = 3;
const MAX_PENDING = 256;

/** Whom a sender speaks to and as whom. */
export type Line = Pick<Packet, 'version' | 'source' | 'destination'>;

/** Sends what needs a confirm over one connection and waits for it. Both ends use it: the centre for orders, a device for its data. */
export interface Orders {
  /** `unit` is asked anew for every attempt, since a clock sync must carry the time of its sending; undefined is an empty data unit. Never rejects. */
  send(line: Line, command: number, unit: () => Unit | undefined): Promise<Outcome>;
  /** An answer came (confirm or deny); false when nothing waits for it. */
  answered(serial: number, command: number): boolean;
}

/** `gone` ends everything that waits. */
export const openOrders = (write: (bytes: Buffer) => boolean, gone: AbortSignal, answerMs: number = ANSWER_MS): Orders => {
  const pending = new Map<number, (outcome: Outcome) => void>();
  let last = -1;

  const attempt = (line: Line, command: number, serial: number, unit: Unit | undefined): Promise<Outcome> =>
    new Promise((resolve) => {
      const end = (outcome: Outcome): void => {
        clearTimeout(timer);
        gone.removeEventListener('abort', leave);
        resolve(outcome);
      };
      const leave = (): void => end('gone');
      const timer = setTimeout(() => end('unanswered'), answerMs);
      pending.set(serial, end);
      gone.addEventListener('abort', leave, { once: true });
      if (gone.aborted || !write(encodePacket({ serial, ...line, sentAt: Date.now(), command, unit: unit ? encodeUnit(unit) : Buffer.alloc(0) }))) leave();
    });

  return {
    async send(line, command, unit) {
      if (pending.size >= MAX_PENDING) return 'unanswered';
      do last = (last + 1) & 0xffff; while (pending.has(last));
      const serial = last;
      let outcome: Outcome = 'unanswered';
      for (let sent = 0; sent <= REPEATS && outcome !== 'confirmed' && outcome !== 'gone'; sent += 1) outcome = await attempt(line, command, serial, unit());
      pending.delete(serial);
      return outcome;
    },
    answered(serial, command) {
      const end = pending.get(serial);
      end?.(command === COMMANDS.confirm ? 'confirmed' : 'denied');
      return end !== undefined;
    },
  };
};
