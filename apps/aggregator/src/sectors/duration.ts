const UNITS = { D: 86_400_000, H: 3_600_000, M: 60_000, S: 1_000 } as const;
const SHAPE = /^P(?!$)(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/** ISO 8601 duration of days, hours, minutes and seconds (`PT5M`, `P1DT12H`) to milliseconds; undefined when it is none. */
export const durationMs = (text: string): number | undefined => {
  const found = SHAPE.exec(text);
  if (!found) return undefined;
  const [, days, hours, minutes, seconds] = found;
  return Number(days ?? 0) * UNITS.D + Number(hours ?? 0) * UNITS.H + Number(minutes ?? 0) * UNITS.M + Number(seconds ?? 0) * UNITS.S;
};

/** Milliseconds (whole seconds) as the shortest ISO 8601 duration. */
export const isoDuration = (ms: number): string => {
  let rest = Math.max(0, Math.round(ms / 1000)) * 1000;
  const part = (unit: keyof typeof UNITS): string => {
    const count = Math.floor(rest / UNITS[unit]);
    rest -= count * UNITS[unit];
    return count ? `${count}${unit}` : '';
  };
  const days = part('D');
  const time = part('H') + part('M') + part('S');
  return days || time ? `P${days}${time && `T${time}`}` : 'PT0S';
};
