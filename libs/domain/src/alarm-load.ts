/** ISA-18.2 / EEMUA 191 load figures of the alarm system. */
export interface AlarmLoad {
  at: number;
  /** Alarms raised in the last ten minutes. */
  raised10: number;
  /** Officers who share them (at least 1). */
  officers: number;
  perOfficer10: number;
  flood: boolean;
  /** Median and 95th percentile time to sign over the last 24 h, milliseconds; undefined when nothing was signed. */
  signP50?: number;
  signP95?: number;
  /** Keys raised three times or more within one minute, seen in the last hour. */
  chattering: number;
  /** Open for more than 24 h. */
  standing: number;
  /** Unsigned now. */
  unsigned: number;
}

export const FLOOD_ON = 10;
export const FLOOD_OFF = 5;
export const CHATTER_RAISES = 3;
export const CHATTER_WINDOW = 60_000;
export const STANDING_AFTER = 24 * 3_600_000;

/** Flood with hysteresis: on at 10 alarms per officer in 10 min, off below 5. (ISA-18.2; EEMUA 191.) */
export const isFlood = (perOfficer10: number, before: boolean): boolean => (before ? perOfficer10 >= FLOOD_OFF : perOfficer10 >= FLOOD_ON);

/** Whether these raises (ascending, milliseconds) chatter: three or more within one minute. */
export const isChattering = (raises: readonly number[]): boolean =>
  raises.some((at, index) => {
    const third = raises[index + CHATTER_RAISES - 1];
    return third !== undefined && third - at < CHATTER_WINDOW;
  });

/** The q-quantile (0..1, nearest rank) of a list; undefined when empty. */
export const quantile = (values: readonly number[], q: number): number | undefined => {
  if (!values.length) return undefined;
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(q * sorted.length) - 1))];
};
