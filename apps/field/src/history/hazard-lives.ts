import { HAZARD_CATALOGUES } from '@one-screen/domain';
import { rng, seedOf } from '../random.js';
import { DAY, dayNumber, progressOn, startOfNumber, textOf } from './calendar.js';
import { chiefOf, leaderOf } from './people.js';
import type { Found, Life } from './visits.js';

const HOUR = 3_600_000;
const CONTINGENCY = '整改期间专人看护，出现险情立即停用并疏散';

/** Days to rectify: most within a week or two, some drag on; quicker as the years go by. */
const daysToRectify = (found: Found, better: number): number => {
  const draw = rng(seedOf('history-hazard', found.id));
  const usual = -Math.log(1 - 0.95 * draw.next()) * (5.5 - 2 * better) + 1.5;
  if (found.major) return 18 + usual * 6;
  return draw.chance(0.12 - 0.06 * better) ? 16 + usual * 2.2 : Math.min(13, usual);
};

/** The end of the term: as many whole days as the rules give, to its last midnight. */
const termEnd = (at: number, days: number): number => startOfNumber(dayNumber(at) + days + 1);

/**
 * The life of a hazard as far as `now` lets it be: graded and signed off on the day, assigned, rectified, re-checked by somebody else, signed
 * off. `photos` name what was uploaded for it.
 */
export const hazardLife = (found: Found, now: number, photos: { before?: string | undefined; after: string }): Life => {
  const { id, object, finding, by, at, major } = found;
  const draw = rng(seedOf('history-life', id));
  const [chief, leader, owner] = [chiefOf(object.gridCode), leaderOf(object.sector), `${object.responsible}（${object.code}）`];
  const rectify = daysToRectify(found, progressOn(dayNumber(at)));
  const assignedAt = at + 6 * HOUR;
  const deadline = termEnd(assignedAt, major ? 60 : 15);
  const begun = assignedAt + (4 + 20 * draw.next()) * HOUR;
  const done = Math.max(begun + HOUR, at + rectify * DAY);
  const rechecked = done + (4 + 36 * draw.next()) * HOUR;
  const failed = draw.chance(0.04);
  const again = failed ? rechecked + (1 + 3 * draw.next()) * DAY : rechecked;
  const entry = major ? draw.pick(HAZARD_CATALOGUES[object.sector].filter((each) => each.grade === 'major' && each.from <= at && (each.until === undefined || at < each.until))) : undefined;
  const five = { responsible: owner, measures: finding.measures, funds: major ? 10_000 * draw.whole(1, 12) : 100 * draw.whole(0, 20), finishBy: textOf(deadline), contingency: CONTINGENCY };
  const programme = major ? { goals: `消除“${finding.text}”`, methods: finding.measures, resources: '企业安全费用列支', organisation: `${owner}牵头，街道分管领导督办`, schedule: '60日内完成并申请复查', safety: CONTINGENCY } : undefined;
  const steps: [when: number, step: Record<string, unknown>][] = [
    [at + 2 * HOUR, { action: 'grade', by: chief, grade: major ? 'major' : 'general', ...(entry && { entryCode: entry.code }) }],
    [at + 4 * HOUR, { action: 'endorse', by: leader, leader: true, signature: `${leader}（电子签）` }],
    ...(major ? [[at + 5 * HOUR, { action: 'list', by: leader, leader: true, tier: 'town', note: '重大隐患挂牌督办' }] as [number, Record<string, unknown>]] : []),
    [assignedAt, { action: 'assign', by: chief, to: owner, deadline: textOf(deadline) }],
    [assignedAt + HOUR, { action: 'accept', by: owner }],
    [begun, { action: 'begin', by: owner, five, ...(programme && { programme }) }],
    [done, { action: 'submit', by: owner, note: `${finding.measures}，已完成`, photosAfter: [photos.after] }],
    ...(failed ? ([[rechecked, { action: 'recheck', by, passed: false, note: '整改不彻底，继续整改' }], [again - HOUR, { action: 'submit', by: owner, note: '补充整改完成', photosAfter: [photos.after] }]] as [number, Record<string, unknown>][]) : []),
    [again, { action: 'recheck', by, passed: true, note: '现场核实，整改到位' }],
    ...(major ? [[again + HOUR, { action: 'delist', by: leader, leader: true }] as [number, Record<string, unknown>]] : []),
    [again + 3 * HOUR, { action: 'close', by: leader, leader: true }],
  ];
  return {
    id, registered: { by, when: textOf(at) },
    begin: {
      source: found.source, sector: object.sector, objectCode: object.code, gridCode: object.gridCode, place: finding.place, lon: object.location.lon, lat: object.location.lat, description: finding.text,
      category: finding.category, foundBy: by, foundAt: textOf(at), photosBefore: photos.before ? [photos.before] : [], ...(found.visit && { inspectionId: found.visit }),
    },
    // What began too late for its own time limit is left where it stands, as somebody who lets things slide would.
    steps: steps.filter(([when]) => when <= now).map(([when, step]) => ({ ...step, when: textOf(Math.round(when)) })),
  };
};

/** When the hazard is signed off, and whether that is after its term. */
export const endOf = (found: Found): { closed: number; late: boolean; deadline: number } => {
  const life = hazardLife(found, Infinity, { after: '-' });
  const closed = Date.parse(String(life.steps.at(-1)?.['when']));
  const deadline = termEnd(found.at + 6 * HOUR, found.major ? 60 : 15);
  return { closed, late: closed > deadline, deadline };
};
