const DAY = 86_400_000;
/** Beijing is eight hours ahead all year. */
const AHEAD = 8 * 3_600_000;

/**
 * Days from now (epoch milliseconds) until a day in Beijing (`2026-12-25`): 0 on the day itself until its last moment, negative when it
 * has passed. The day of the inspection is the last on which the equipment may run (特种设备安全法 article 40).
 */
export const daysUntil = (day: string, now: number): number => Date.parse(`${day}T00:00:00Z`) / DAY - Math.floor((now + AHEAD) / DAY);
