/** Whole lives of records, as another system would tell them: `POST /api/history/:book`. Each is sound by itself; overrides make it otherwise. */
type Life = { id: string; begin: Record<string, unknown>; registered: { by: string; when: string }; steps: Record<string, unknown>[] };
const DAY = 86_400_000;
const text = (at: number): string => new Date(at).toISOString();

/** A general hazard found `days` days ago and signed off ten days later. */
export const pastHazard = (id: string, days: number, begin: Record<string, unknown> = {}): Life => {
  const found = Date.now() - days * DAY;
  const on = (day: number, by: string, action: string, more: Record<string, unknown> = {}) => ({ action, by, when: text(found + day * DAY), ...more });
  return {
    id, registered: { by: '网格员甲', when: text(found) },
    begin: { source: 'street', sector: 'fire', objectCode: 'SHOP-1', gridCode: '331082001001', place: '一层东侧', description: '安全出口堆放杂物', category: 'escape', foundBy: '网格员甲', foundAt: text(found), ...begin },
    steps: [
      on(0.1, '网格长乙', 'grade', { grade: 'general' }), on(0.2, '分管领导丙', 'endorse', { leader: true, signature: '分管领导丙' }),
      on(0.3, '网格长乙', 'assign', { to: '店主丁', deadline: text(found + 15 * DAY) }), on(0.4, '店主丁', 'accept'),
      on(1, '店主丁', 'begin', { five: { responsible: '店主丁', measures: '清理通道', funds: 200, finishBy: text(found + 10 * DAY), contingency: '专人看护' } }),
      on(6, '店主丁', 'submit', { note: '已清理', photosAfter: ['after.jpg'] }), on(8, '网格员甲', 'recheck', { passed: true, note: '通道畅通' }), on(10, '分管领导丙', 'close', { leader: true }),
    ],
  };
};

/** A street inspection that ended `days` days ago and found what it names. */
export const pastInspection = (id: string, days: number, begin: Record<string, unknown> = {}, hazards: readonly string[] = []): Life => {
  const at = Date.now() - days * DAY;
  return {
    id, registered: { by: '网格长乙', when: text(at - DAY) },
    begin: { kind: 'street', sector: 'fire', objectCode: 'SHOP-1', gridCode: '331082001001', plannedFor: text(at), officers: ['网格长乙', '网格员甲'], checklist: ['C-1', 'C-2'], ...begin },
    steps: [
      { action: 'start', by: '网格长乙', when: text(at - 3_600_000) },
      { action: 'finish', by: '网格长乙', when: text(at), reached: true, items: [{ code: 'C-1', verdict: hazards[0] ? 'fail' : 'pass', ...(hazards[0] && { hazardId: hazards[0] }) }, { code: 'C-2', verdict: 'pass' }] },
    ],
  };
};
