import type { Sector } from '@one-screen/domain';
import type { FieldObject } from '../city/ledger-shape.js';
import { rng, seedOf } from '../random.js';
import { DAY, textOf } from './calendar.js';
import { leaderOf, officersOf } from './people.js';
import type { Life } from './visits.js';

const HOUR = 3_600_000;

/** Made up: month, day, hour, sector, category (GB 6441), deaths, serious injuries, loss in ten thousand yuan, what happened. Fewer from year to year. */
type Row = readonly [on: string, hour: number, sector: Sector, category: string, deaths: number, injured: number, loss: number, summary: string];
const ROWS: readonly Row[] = [
  ['2022-12-19', 15, 'industry', '机械伤害', 0, 1, 12, '冲压作业手部受伤'],
  ['2023-01-08', 10, 'fire', '火灾', 0, 0, 18, '出租房电动自行车充电起火'], ['2023-02-21', 16, 'construction', '高处坠落', 1, 0, 130, '外架作业人员坠落'], ['2023-04-11', 7, 'road', '车辆伤害', 1, 1, 120, '货车右转碰撞电动车'],
  ['2023-05-30', 14, 'industry', '机械伤害', 0, 1, 20, '打磨工手部卷入'], ['2023-07-18', 11, 'industry', '中毒和窒息', 1, 1, 145, '污水池清淤未先检测'], ['2023-08-26', 20, 'fire', '火灾', 0, 0, 35, '沿街店铺厨房油烟道起火'],
  ['2023-10-14', 9, 'construction', '起重伤害', 0, 1, 40, '吊物滑落砸伤'], ['2023-11-09', 18, 'road', '车辆伤害', 0, 1, 25, '渣土车刮擦行人'], ['2023-12-22', 13, 'equipment', '车辆伤害', 0, 1, 16, '叉车倒车撞人'],
  ['2024-01-17', 21, 'fire', '火灾', 1, 0, 90, '木结构民居取暖起火'], ['2024-03-05', 8, 'road', '车辆伤害', 1, 0, 110, '危货车追尾'], ['2024-04-23', 15, 'industry', '物体打击', 0, 1, 15, '货架倒塌'],
  ['2024-06-12', 10, 'construction', '高处坠落', 1, 0, 128, '临边未防护坠落'], ['2024-08-02', 16, 'city', '触电', 0, 1, 22, '雨后路灯杆漏电'], ['2024-09-19', 11, 'tourism', '淹溺', 0, 1, 30, '游船码头落水'], ['2024-11-27', 17, 'industry', '机械伤害', 0, 1, 18, '输送带卷入'],
  ['2025-01-22', 19, 'fire', '火灾', 0, 0, 26, '小微园仓库起火'], ['2025-03-28', 9, 'construction', '物体打击', 0, 1, 28, '模板坠落'], ['2025-05-16', 6, 'road', '车辆伤害', 1, 0, 115, '电动车与公交相撞'],
  ['2025-07-30', 14, 'industry', '灼烫', 0, 1, 20, '清洗槽碱液飞溅'], ['2025-10-09', 10, 'marine', '淹溺', 1, 0, 105, '渔船作业人员落水'], ['2025-12-03', 22, 'fire', '火灾', 0, 0, 15, '配电箱短路起火'],
  ['2026-02-11', 20, 'fire', '火灾', 0, 0, 12, '烟花残片引燃杂物'], ['2026-04-20', 15, 'construction', '高处坠落', 0, 1, 45, '梯子滑倒坠落'], ['2026-06-27', 8, 'road', '车辆伤害', 1, 0, 108, '货车侧翻'], ['2026-09-15', 13, 'industry', '机械伤害', 0, 1, 16, '裁断机压伤'],
];

/** Every accident up to `now`, told, investigated and closed as far as its time has come. */
export const accidentLives = (objects: readonly FieldObject[], seed: number, now: number): Life[] =>
  ROWS.flatMap(([on, hour, sector, category, deaths, injured, loss, summary]) => {
    const draw = rng(seedOf('history-accident', seed, on));
    const occurred = Date.parse(`${on}T00:00:00+08:00`) + (hour + draw.next()) * HOUR;
    const object = draw.pick(objects.filter((each) => each.sector === sector));
    const [first, second] = officersOf(draw.whole(0, 1000));
    const leader = leaderOf(sector);
    const check = (days: number, name: string, note: string): [number, Record<string, unknown>] => [occurred + days * DAY, { action: 'check', by: first, check: name, evidence: ['调查报告', '会议纪要'], note }];
    const steps: [when: number, step: Record<string, unknown>][] = [
      ...(['phone', 'written'] as const).map((hop, index): [number, Record<string, unknown>] => [occurred + (index + 1) * HOUR, { action: 'tell', by: first, hop, at: textOf(Math.round(occurred + (10 + 25 * index) * 60_000)) }]),
      [occurred + 20 * HOUR, { action: 'followUp', by: first, note: '现场处置完毕，伤员情况稳定' }], [occurred + 4 * DAY, { action: 'finalReport', by: first, note: '善后处理完毕，现场恢复' }],
      [occurred + 5 * DAY, { action: 'investigate', by: leader, leader: true, group: [leader, first, second] }], [occurred + 48 * DAY, { action: 'submit', by: first, document: `古安调〔${on.slice(0, 4)}〕${on.slice(5, 7)}号` }],
      [occurred + 58 * DAY, { action: 'approve', by: leader, leader: true, granted: true, document: `临政函〔${on.slice(0, 4)}〕${on.slice(5).replace('-', '')}号` }],
      check(70, 'cause', '直接、间接原因已查清'), check(71, 'responsible', '责任人已处理'), check(80, 'measures', '整改措施全部落实'), check(85, 'education', '行业警示教育已开展'), [occurred + 90 * DAY, { action: 'close', by: leader, leader: true }],
    ];
    const registered = occurred + 50 * 60_000;
    if (registered > now || !object) return [];
    return [{
      id: `SG${on.replaceAll('-', '')}-G01`, registered: { by: first, when: textOf(Math.round(registered)) },
      begin: { sector, gridCode: object.gridCode, objectCode: object.code, place: object.address, category, summary: `${summary}（演示数据）`, occurredAt: textOf(Math.round(occurred)), harm: { deaths, seriousInjuries: injured, loss: loss * 10_000 }, nonProduction: false },
      steps: steps.filter(([when]) => when <= now).map(([when, step]) => ({ ...step, when: textOf(Math.round(when)) })),
    }];
  });
