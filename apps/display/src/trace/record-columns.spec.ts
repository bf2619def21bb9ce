import type { RecordLine } from '@one-screen/contracts';
import type { Router } from 'vue-router';
import { columnsOf, isLate, linesWith } from './record-columns';
import { hasPage, pageOf } from './record-pages';

const line = (patch: Partial<RecordLine> = {}): RecordLine => ({ type: 'hazard', id: 'H-1', title: '疏散通道堆放杂物', sector: 'fire', ...patch });
const at = (text: string) => Date.parse(text);

describe('the records of a figure', () => {
  it('have only columns there is something for', () => {
    expect(columnsOf([line({ objectCode: 'U-1', dueAt: '2026-03-20T00:00:00+08:00' }), line({ responsible: '王某某' })], 'missed')).toEqual(['title', 'object', 'responsible', 'due']);
    expect(columnsOf([line({ type: 'object', objectCode: 'U-1' })], 'numerator')).toEqual(['title']);
  });

  it('tell in the denominator which are counted above, and only there', () => {
    expect(columnsOf([line({ counted: false })], 'denominator')).toContain('counted');
    expect(columnsOf([line({ counted: false })], 'missed')).not.toContain('counted');
  });

  it('are late from the end of their term on, signed off or not', () => {
    const due = '2026-03-26T00:00:00+08:00';
    expect(isLate(line({ dueAt: due }), at(due) - 1)).toBe(false);
    expect(isLate(line({ dueAt: due }), at(due))).toBe(true);
    expect(isLate(line({ dueAt: due, closedAt: '2026-03-25T23:59:59.999+08:00' }), at('2026-06-01T00:00:00Z'))).toBe(false);
    expect(isLate(line({ dueAt: due, closedAt: due }), at('2026-06-01T00:00:00Z'))).toBe(true);
    expect(isLate(line(), at(due))).toBe(false);
  });

  it('are found by every word of what is asked', () => {
    const lines = [line({ objectName: '文化纺织' }), line({ id: 'H-2', objectName: '文化饭店', responsible: '李某某' })];
    expect(linesWith(lines, ' 文化 李').map(({ id }) => id)).toEqual(['H-2']);
    expect(linesWith(lines, '')).toBe(lines);
    expect(linesWith(lines, '桥')).toEqual([]);
  });

  it('open their own page where there is one', () => {
    expect(pageOf(line({ id: 'H/1' }))).toBe('/ledger/hazards/H%2F1');
    expect(pageOf(line({ type: 'case', id: 'C-1' }))).toBe('/ledger/cases/C-1');
    expect(pageOf(line({ type: 'alarm', id: '7' }))).toBe('/desk?alarm=7');
    const router = { resolve: (path: string) => ({ matched: [{ path: path.startsWith('/ledger/hazards') ? '/ledger/hazards/:id' : '/:rest(.*)*' }] }) } as unknown as Router;
    expect(hasPage(router, '/ledger/hazards/H-1')).toBe(true);
    expect(hasPage(router, '/ledger/patrols/P-1')).toBe(false);
  });
});
