import type { AlarmView } from '@one-screen/contracts';
import { byPressure, heir, matchesText, neighbour, queueRows, rowWindow, tabCounts, tabOf, type QueueFilter } from './queue.model';

let made = 0;
const alarm = (patch: Partial<AlarmView> = {}): AlarmView => {
  made += 1;
  return {
    id: `A${String(made).padStart(4, '0')}`, sequence: made, revision: 1, key: `k${made}`, sourceId: 's', sector: 'fire', level: 'yellow', title: '水压低', state: 'raised',
    conditionActive: true, drill: false, count: 1, occurredAt: '2026-11-23T08:00:00.000+08:00', receivedAt: '2026-11-23T08:00:00.000+08:00', lastSeenAt: '2026-11-23T08:00:00.000+08:00', escalation: 0, ...patch,
  };
};
const everything: QueueFilter = { tab: 'all', sectors: [], levels: [], text: '' };
const ids = (rows: AlarmView[]) => rows.map((row) => row.id);

describe('order of the desk', () => {
  it('puts the unsigned before the signed, and the gravest of them first', () => {
    const signedRed = alarm({ state: 'acknowledged', level: 'red' });
    const blue = alarm({ level: 'blue' });
    const red = alarm({ level: 'red' });
    expect(ids([signedRed, blue, red].sort(byPressure))).toEqual(ids([red, blue, signedRed]));
  });

  it('puts first what runs out first', () => {
    const later = alarm({ dueAt: '2026-11-23T08:20:00.000+08:00' });
    const sooner = alarm({ dueAt: '2026-11-23T00:10:00.000Z' });
    expect(ids([later, sooner].sort(byPressure))).toEqual(ids([sooner, later]));
  });

  it('keeps a row in its place when the alarm repeats', () => {
    const first = alarm({ dueAt: '2026-11-23T08:10:00.000+08:00' });
    const second = alarm({ dueAt: '2026-11-23T08:11:00.000+08:00' });
    const before = ids([first, second].sort(byPressure));
    expect(ids([{ ...second, sequence: 900, revision: 9, count: 9 }, first].sort(byPressure))).toEqual(before);
  });

  it('shows the signed alarm that has waited longest first, a promise nearer than that before it', () => {
    const old = alarm({ state: 'handling', acknowledgedAt: '2026-11-23T07:00:00.000+08:00' });
    const fresh = alarm({ state: 'handling', acknowledgedAt: '2026-11-23T07:50:00.000+08:00' });
    expect(ids([fresh, old].sort(byPressure))).toEqual(ids([old, fresh]));
  });
});

describe('filters of the desk', () => {
  it('shows on each tab only the states it stands for', () => {
    const rows = (['raised', 'acknowledged', 'handling', 'cleared', 'shelved', 'closed', 'dismissed', 'merged'] as const).map((state) => alarm({ state }));
    const on = (tab: QueueFilter['tab']) => queueRows(rows, { ...everything, tab }).map((row) => row.state).sort();
    expect(on('unsigned')).toEqual(['raised']);
    expect(on('working')).toEqual(['acknowledged', 'handling']);
    expect(on('recovered')).toEqual(['cleared']);
    expect(on('shelved')).toEqual(['shelved']);
    expect(on('all')).toHaveLength(8);
    expect(tabCounts(rows)).toEqual({ unsigned: 1, working: 2, recovered: 1, shelved: 1, all: 8 });
    expect(tabOf('closed')).toBe('all');
  });

  it('narrows by sector and by level together', () => {
    const rows = [alarm({ sector: 'road', level: 'red' }), alarm({ sector: 'road', level: 'blue' }), alarm({ sector: 'fire', level: 'red' })];
    expect(queueRows(rows, { ...everything, sectors: ['road'], levels: ['red'] })).toHaveLength(1);
  });

  it('finds every word of a search anywhere in the alarm, whatever the case, and in the name of its grid', () => {
    const row = alarm({ title: '燃气浓度超限', objectName: 'Lakeside 饭店', gridCode: '331082001001' });
    expect(matchesText(row, '燃气 lakeside')).toBe(true);
    expect(matchesText(row, '燃气 电梯')).toBe(false);
    expect(matchesText(row, '文化社区', '文化社区')).toBe(true);
    expect(matchesText(row, '   ')).toBe(true);
  });
});

describe('the rows near the viewport', () => {
  it('draws a short list whole', () => {
    expect(rowWindow(200, 50, 4000, 500)).toEqual({ start: 0, end: 200, before: 0, after: 0 });
  });

  it('draws only what is near in a long list and keeps its full height', () => {
    const window = rowWindow(5000, 50, 100_000, 500, 4);
    expect(window.start).toBe(1996);
    expect(window.end - window.start).toBe(18);
    expect(window.before + (window.end - window.start) * 50 + window.after).toBe(250_000);
  });

  it('never runs past either end', () => {
    expect(rowWindow(300, 50, -80, 500).start).toBe(0);
    const end = rowWindow(300, 50, 999_999, 500);
    expect(end.end).toBe(300);
    expect(end.start).toBeLessThan(300);
    expect(end.after).toBe(0);
  });
});

describe('moving through the queue', () => {
  it('stops at both ends and starts at the top when nothing is selected', () => {
    const rows = [alarm(), alarm(), alarm()];
    expect(neighbour(rows, undefined, 1)).toBe(rows[0]);
    expect(neighbour(rows, rows[2]?.id, 1)).toBe(rows[2]);
    expect(neighbour(rows, rows[0]?.id, -1)).toBe(rows[0]);
    expect(neighbour([], 'x', 1)).toBeUndefined();
  });

  it('goes on to the next row when the selected one leaves', () => {
    const rows = [alarm(), alarm(), alarm()];
    const before = ids(rows);
    expect(heir(before, [rows[0]!, rows[2]!], rows[1]!.id)).toBe(rows[2]);
    expect(heir(before, [rows[0]!, rows[1]!], rows[2]!.id)).toBe(rows[1]);
    expect(heir(before, [], rows[1]!.id)).toBeUndefined();
  });
});
