const OFFSET = 8 * 3_600_000;

/** Epoch milliseconds as ISO 8601 in Beijing time, the time of everyone who reads it: `2026-11-23T08:00:00.000+08:00`. */
export const iso = (at: number): string => `${new Date(at + OFFSET).toISOString().slice(0, -1)}+08:00`;
export const isoOr = (at: number | null | undefined): string | undefined => (at === null || at === undefined ? undefined : iso(at));
