/** What a device of the demo needs from outside. */
export interface LineStage {
  now: () => number;
  /** Resolves after so many ms, or at once when stopped. */
  sleep: (ms: number) => Promise<void>;
  stop: AbortSignal;
}

interface Talk<T> {
  /** There from the first moment, for who calls it; else it begins somewhen within its first pause. */
  atOnce?: boolean;
  open: () => Promise<T>;
  /** Milliseconds between two reports. */
  every: number;
  say: (device: T) => Promise<void>;
  close: (device: T) => Promise<void> | void;
}

const AGAIN_AFTER_MS = 5_000;
const LONGEST_FIRST_MS = 8_000;

/** Opens a device and lets it report until stopped; one that cannot be heard tries again later, as devices in the field do. Never rejects. */
export const keepTalking = async <T>(stage: LineStage, { atOnce = false, open, every, say, close }: Talk<T>): Promise<void> => {
  // Not all in one instant.
  if (!atOnce) await stage.sleep(Math.random() * Math.min(every, LONGEST_FIRST_MS));
  while (!stage.stop.aborted) {
    let device: T | undefined;
    try {
      device = await open();
      while (!stage.stop.aborted) {
        const began = stage.now();
        await say(device);
        await stage.sleep(Math.max(0, every - (stage.now() - began)));
      }
    } catch {
      await stage.sleep(AGAIN_AFTER_MS * (0.5 + Math.random()));
    } finally {
      if (device !== undefined) await Promise.resolve(close(device)).catch(() => undefined);
    }
  }
};
