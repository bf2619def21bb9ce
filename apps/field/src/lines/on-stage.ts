import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/** A scene that is no longer heard of has ended. */
const HOLD_MS = 20_000;
const LOOK_EVERY_MS = 500;

interface Held {
  until: number;
  devices: string[];
}

/** How a scene in one process takes devices over from the everyday field of another: a small file beside the tokens. */
export interface StageDoor {
  /** Takes these devices, or goes on holding them; to be called more often than every 20 s. */
  take(devices: readonly string[]): void;
  leave(): void;
}

export const stageDoor = (path: string, now: () => number): StageDoor => ({
  take: (devices) => {
    const held: Held = { until: now() + HOLD_MS, devices: [...devices] };
    writeFileSync(`${path}.new`, JSON.stringify(held));
    renameSync(`${path}.new`, path);
  },
  leave: () => rmSync(path, { force: true }),
});

/** Whether a scene holds a device now. A file that cannot be read holds nothing. */
export const stageWatch = (path: string, now: () => number): ((deviceCode: string) => boolean) => {
  let lookedAt = -Infinity;
  let held: Held = { until: 0, devices: [] };
  return (deviceCode) => {
    if (now() - lookedAt >= LOOK_EVERY_MS) {
      lookedAt = now();
      held = read(path);
    }
    return held.until > now() && held.devices.includes(deviceCode);
  };
};

const read = (path: string): Held => {
  try {
    const { until, devices } = JSON.parse(readFileSync(path, 'utf8')) as Partial<Held>;
    return { until: Number(until), devices: Array.isArray(devices) ? devices.filter((code) => typeof code === 'string') : [] };
  } catch {
    return { until: 0, devices: [] };
  }
};
