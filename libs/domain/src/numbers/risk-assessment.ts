import { graverOf, type Level } from '../level.js';
import { inYear, partsOf, startOf } from './beijing-day.js';

/** What makes an enterprise red whatever its units score 直接判定 [P]. */
export type DirectRedRule = 'major-source' | 'key-process' | 'fatal-accident';

export interface DirectRedFacts {
  /** Class of its major hazard installation 重大危险源, 1 the gravest (GB 18218). */
  majorSourceClass?: 1 | 2 | 3 | 4;
  /** Runs a chemical process under key supervision 重点监管工艺. */
  keyProcess: boolean;
  /** Keys of major hazards 重大隐患 not signed off. */
  openMajorHazards: readonly string[];
  fatalAccidents: readonly { key: string; at: number }[];
}

export interface DirectRed {
  rule: DirectRedRule;
  evidence: string[];
}

/** A year from the accident: to the end of the day before the same date of the next year. */
const withinYear = (at: number, now: number): boolean => {
  const parts = partsOf(at);
  const same = inYear(parts, parts.year + 1);
  return at <= now && now < startOf(same.year, same.month, same.day);
};

/** 一/二级重大危险源; 重点监管工艺 with an open major hazard; a fatal accident 亡人事故 within a year [P]. */
export const directRed = (facts: DirectRedFacts, now: number): DirectRed[] => {
  const fatal = facts.fatalAccidents.filter(({ at }) => withinYear(at, now)).map(({ key }) => key);
  return [
    ...(facts.majorSourceClass === 1 || facts.majorSourceClass === 2 ? [{ rule: 'major-source' as const, evidence: [`class-${facts.majorSourceClass}`] }] : []),
    ...(facts.keyProcess && facts.openMajorHazards.length > 0 ? [{ rule: 'key-process' as const, evidence: [...facts.openMajorHazards] }] : []),
    ...(fatal.length > 0 ? [{ rule: 'fatal-accident' as const, evidence: fatal }] : []),
  ];
};

export interface Assessment {
  /** Absent when no unit was assessed and no rule decides: unknown is not blue. */
  colour: Level | undefined;
  /** Keys of the units that have this colour. */
  units: string[];
  direct: DirectRed[];
}

/** 企业级: the gravest colour of its units, or red directly. */
export const assessObject = (units: readonly { key: string; colour: Level }[], facts: DirectRedFacts, now: number): Assessment => {
  const direct = directRed(facts, now);
  const gravest = units.reduce<Level | undefined>((worst, { colour }) => (worst ? graverOf(worst, colour) : colour), undefined);
  const colour = direct.length > 0 ? 'red' : gravest;
  return { colour, units: units.filter((unit) => unit.colour === colour).map(({ key }) => key), direct };
};
