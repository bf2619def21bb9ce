import { rng, seedOf } from '../random.js';
import { DAY, textOf } from './calendar.js';
import { endOf } from './hazard-lives.js';
import { leaderOf, officersOf } from './people.js';
import type { Found, Life } from './visits.js';

const HOUR = 3_600_000;

/** Cases out of hazards: most that ran over their term, some that were grave at once. Undefined where none is filed. */
export const caseLife = (found: Found, now: number): Life | undefined => {
  const draw = rng(seedOf('history-case', found.id));
  const { late, deadline } = endOf(found);
  if (!(late ? draw.chance(0.85) : draw.chance(found.major ? 0.5 : 0.006))) return undefined;
  const from = late ? deadline + (1 + 3 * draw.next()) * DAY : found.at + (1 + 2 * draw.next()) * DAY;
  if (from > now) return undefined;
  const [first, second] = officersOf(draw.whole(0, 1000));
  const leader = leaderOf(found.object.sector);
  const amount = found.major ? 1000 * draw.whole(10, 40) : 100 * draw.whole(5, 40);
  const fine = draw.chance(found.major ? 0.95 : 0.7);
  const penalty = fine ? { penalty: 'fine', amount } : { penalty: 'warning' };
  const number = `临应急古〔${new Date(from).getUTCFullYear()}〕${found.id.slice(6, 10)}${found.id.slice(-3)}号`;
  const at = (days: number) => from + days * DAY;
  const steps: [when: number, step: Record<string, unknown>][] = [
    [from + 3 * HOUR, { action: 'file', by: leader, leader: true, note: late ? '逾期未整改' : '现场检查发现违法行为', number, investigators: [first, second] }],
    [at(9), { action: 'investigate', by: first, note: '违法事实清楚，证据确凿', evidence: ['现场检查记录', '询问笔录', '照片'] }],
    [at(11), { action: 'notify', by: first, penalty: penalty.penalty, hearingOffered: false }],
    [at(24), { action: 'decide', by: leader, leader: true, ...penalty, basis: '安全生产法第102条', document: number.replace('号', '罚号'), waived: true }],
    [at(26), { action: 'serve', by: second }],
    [at(38), { action: 'execute', by: second, note: fine ? '罚款已缴' : '已当场警告' }],
    [at(41), { action: 'close', by: leader, leader: true }],
  ];
  return {
    id: found.id.replace('YH', 'AJ'), registered: { by: first, when: textOf(Math.round(from)) },
    begin: { sector: found.object.sector, objectCode: found.object.code, gridCode: found.object.gridCode, facts: `${found.finding.text}${late ? '，逾期未整改' : ''}`, foundAt: textOf(Math.round(from)), hazardIds: [found.id], ...(found.visit && { inspectionId: found.visit }) },
    steps: steps.filter(([when]) => when <= now).map(([when, step]) => ({ ...step, when: textOf(Math.round(when)) })),
  };
};
