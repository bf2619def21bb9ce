import type { AlarmLoadView } from '@one-screen/contracts';
import { FLOOD_ON } from '@one-screen/domain';

/** EEMUA 191 grades of load, by alarms per officer in ten minutes. */
export type LoadGrade = 'acceptable' | 'manageable' | 'over-demanding' | 'flood';
/** Steady state: about one in ten minutes is very likely acceptable, two manageable, five over-demanding (EEMUA 191). */
export const loadGrade = (perOfficer10: number, flood: boolean): LoadGrade => {
  if (flood || perOfficer10 >= FLOOD_ON) return 'flood';
  if (perOfficer10 > 5) return 'over-demanding';
  return perOfficer10 > 2 ? 'manageable' : 'acceptable';
};

export interface LoadFigures {
  now: AlarmLoadView;
  grade: LoadGrade;
  /** Alarms per officer in ten minutes, oldest first. */
  trend: number[];
  /** Top of the trend's scale: never below the flood line. */
  top: number;
}

/** Newest sample, its grade and the last two hours' trend; undefined before the first sample. Pure. */
export const loadFigures = (samples: readonly AlarmLoadView[]): LoadFigures | undefined => {
  const now = samples.at(-1);
  if (!now) return undefined;
  const trend = samples.slice(-120).map((sample) => sample.perOfficer10);
  return { now, grade: loadGrade(now.perOfficer10, now.flood), trend, top: Math.max(FLOOD_ON * 1.2, ...trend) };
};
