import type { Traced } from '@one-screen/contracts';

/** What is counted and not divided. */
export const COUNTS: readonly Traced[] = ['accidents', 'deaths', 'hazards-open', 'major-open', 'overdue'];

/** Key of a figure's unit in the messages (`trace.unit.*`). Pure. */
export const unitOf = (rate: Traced): 'percent' | 'hazards-per-hundred' | 'accidents' | 'deaths' | 'count' => {
  if (rate === 'hazards-per-hundred' || rate === 'accidents' || rate === 'deaths') return rate;
  return COUNTS.includes(rate) ? 'count' : 'percent';
};

/** A rate as shown: one decimal, whole when it is; “—” where there is nothing to divide by. Pure. */
export const rateText = (value: number | undefined): string => (value === undefined ? '—' : String(Number(value.toFixed(1))));
