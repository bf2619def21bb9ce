import { invalid } from '../errors.js';
import type { Sector } from '../sector.js';
import { gradeOf, type GradeLimits, type Grading, type Harm } from './accident-grade.js';
import { afterDays } from './beijing-day.js';
import { happenedIn, inScope, type RateScope } from './rate-scope.js';

/** What was known of an accident's harm from an instant (epoch ms) on; a death in hospital or a corrected loss is a new one. */
export interface HarmReport extends Harm {
  at: number;
  by: string;
}

export interface Accident {
  key: string;
  sector: Sector;
  /** Where it happened 事发地: that place's number, wherever the enterprise is registered. */
  gridCode: string;
  occurredAt: number;
  /** Not from production or business 非生产经营性: kept on record, in no number. */
  nonProduction: boolean;
  /** Key of the entry that counts, when several departments sent the same accident 分口抄送. */
  sameAs?: string;
  /** At least one, in any order. */
  harm: readonly HarmReport[];
}

/** What was known at an instant: the latest report by then, or the first when asked about a time before it. */
export const harmAt = (accident: Accident, at: number): HarmReport => {
  const sorted = [...accident.harm].sort((a, b) => a.at - b.at);
  const first = sorted[0];
  if (!first) throw invalid('harm-missing', `事故${accident.key}没有伤亡情况`, `Accident ${accident.key} has no report of its harm`, { key: accident.key });
  return sorted.findLast((report) => report.at <= at) ?? first;
};

/** The grade as of an instant: a later report re-grades it from then on, papers frozen before stay explained. */
export const gradeAt = (accident: Accident, at: number, limits?: GradeLimits): Grading => {
  const { deaths, seriousInjuries, loss } = harmAt(accident, at);
  return gradeOf({ deaths, seriousInjuries, loss }, limits);
};

/** Days in which a change of the casualties must be reported on 补报: 30, for road traffic and fire 7 (493号令 article 13). */
export const SUPPLEMENT_DAYS = { other: 30, road: 7, fire: 7 } as const;

/** The instant (epoch ms, exclusive) until which a change of the casualties must be reported on. */
export const supplementUntil = ({ sector, occurredAt }: Pick<Accident, 'sector' | 'occurredAt'>): number =>
  afterDays(occurredAt, sector === 'road' || sector === 'fire' ? SUPPLEMENT_DAYS[sector] : SUPPLEMENT_DAYS.other);

/** Accidents that count in a scope: of production, once each, by the place and time they happened. */
export const accidentsIn = <T extends Accident>(accidents: readonly T[], scope: RateScope): T[] =>
  accidents.filter((accident) => !accident.nonProduction && accident.sameAs === undefined && inScope(scope, accident) && happenedIn(scope, accident.occurredAt));
