import { SECTORS } from '../../sector.js';
import { ALL_CHECKLISTS, checklistAt, CHECKLISTS, checklistsFor, type Checklist } from './index.js';

const NOW = Date.parse('2026-11-25T12:00:00+08:00');

describe('checklists', () => {
  it('have 8 to 14 items each, with a code nothing else has, both names and a clause', () => {
    const codes = ALL_CHECKLISTS.flatMap(({ items }) => items.map(({ code }) => code));
    expect(new Set(codes).size).toBe(codes.length);
    for (const { items } of ALL_CHECKLISTS) {
      expect(items.length).toBeGreaterThanOrEqual(8);
      expect(items.length).toBeLessThanOrEqual(14);
      expect(items.filter(({ zh, en, clause }) => !zh || !en || !clause)).toEqual([]);
    }
  });

  it('have no two versions in force at once', () => {
    for (const one of ALL_CHECKLISTS) {
      for (const other of ALL_CHECKLISTS) {
        if (one === other || one.id !== other.id) continue;
        expect(one.from < (other.until ?? Infinity) && other.from < (one.until ?? Infinity)).toBe(false);
      }
    }
  });

  it.each(SECTORS)('of %s belong to it', (sector) => {
    expect(CHECKLISTS[sector].length).toBeGreaterThan(0);
    expect(CHECKLISTS[sector].filter((checklist) => checklist.sector !== sector)).toEqual([]);
  });

  it('are offered by the kind of the object, and a later version follows an earlier one', () => {
    expect(checklistsFor(ALL_CHECKLISTS, { sector: 'equipment', kind: '电梯' }, NOW).map(({ id }) => id)).toEqual(['equipment-lift']);
    const lift = CHECKLISTS.equipment[0]!;
    const until = Date.parse('2026-06-01T00:00:00+08:00');
    const versions: Checklist[] = [{ ...lift, until }, { ...lift, version: 2, from: until }];
    expect([checklistAt(versions, lift.id, until - 1)?.version, checklistAt(versions, lift.id, until)?.version, checklistAt(versions, lift.id, lift.from - 1)]).toEqual([1, 2, undefined]);
  });
});
