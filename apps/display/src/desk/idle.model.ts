/** How long before the idle limit the desk warns, in milliseconds: with the usual 15 min, at minute 14. */
export const WARN_BEFORE = 60_000;

/** What the idle clock says: nothing yet, the milliseconds left to react, or over. */
export type IdleState = { kind: 'fresh' } | { kind: 'warning'; left: number } | { kind: 'over' };

/** `lastInput` and `now` in epoch milliseconds of the same clock; no limit (a screen) never idles. */
export const idleState = (lastInput: number, now: number, idleSeconds: number | undefined): IdleState => {
  if (!idleSeconds) return { kind: 'fresh' };
  const left = lastInput + idleSeconds * 1000 - now;
  if (left <= 0) return { kind: 'over' };
  return left <= WARN_BEFORE ? { kind: 'warning', left } : { kind: 'fresh' };
};
