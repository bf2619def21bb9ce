import { fieldsOf } from '../../refusal.fixture.js';
import { DEFAULT_HAZARD_RULES } from '../hazard-clock.js';
import type { HazardContext } from '../hazard-life.js';
import { hazardFromRow, rowOfHazard, type HazardRow } from './hazard-history.js';

const at = (text: string): number => Date.parse(`${text}:00+08:00`);
const NOW = at('2026-11-25T08:00');
const context: HazardContext = { rules: DEFAULT_HAZARD_RULES, catalogue: [], workingDays: (from, days) => from + days * 86_400_000 };
const whole: HazardRow = {
  id: 'YH-1', source: 'street', sector: 'fire', objectCode: 'F-1', gridCode: '331082001001', place: '二楼', description: '疏散通道堆物', category: 'escape', foundBy: '王*', foundAt: at('2026-10-08T09:00'), photosBefore: [],
  grade: 'general', gradedBy: '陈*', gradedAt: at('2026-10-08T10:00'), endorsedBy: '林*', endorsedAt: at('2026-10-08T11:00'), assignedBy: '陈*', assignedTo: '周*', deadline: at('2026-10-20T00:00'), acceptedAt: at('2026-10-08T15:00'),
  measures: '清理', funds: 0, finishBy: at('2026-10-15T00:00'), contingency: '专人看护', beganAt: at('2026-10-09T08:00'), submittedAt: at('2026-10-14T08:00'), outcome: '已清理', photosAfter: ['after.jpg'],
  recheckedBy: '何*', recheckedAt: at('2026-10-15T08:00'), passed: true, verdict: '合格', closedBy: '林*', closedAt: at('2026-10-15T09:00'),
};
const made = (patch: Partial<HazardRow>) => hazardFromRow({ ...whole, ...patch }, NOW, context);
const bare = Object.fromEntries(Object.entries(whole).slice(0, 11)) as unknown as HazardRow;
const refusedAt = (patch: Partial<HazardRow>) => fieldsOf(() => made(patch));

describe('a hazard told in one row', () => {
  it('has lived as far as its columns are filled', () => {
    const until = (keys: (keyof HazardRow)[]) => hazardFromRow({ ...bare, ...Object.fromEntries(keys.map((key) => [key, whole[key]])) } as HazardRow, NOW, context).state;
    const grading: (keyof HazardRow)[] = ['grade', 'gradedBy', 'gradedAt'];
    const signed: (keyof HazardRow)[] = [...grading, 'endorsedBy', 'endorsedAt'];
    const given: (keyof HazardRow)[] = [...signed, 'assignedBy', 'assignedTo', 'deadline'];
    expect([until([]), until(grading), until(signed), until(given), until([...given, 'acceptedAt'])]).toEqual(['registered', 'graded', 'endorsed', 'assigned', 'accepted']);
    expect([made({}).state, made({ closedBy: undefined, closedAt: undefined }).state, made({ passed: false, closedBy: undefined, closedAt: undefined }).state]).toEqual(['closed', 'passed', 'rectifying']);
    expect(made({})).toMatchObject({ revision: 1, closed: { by: '林*', at: whole.closedAt }, graded: { at: whole.gradedAt }, assigned: { at: whole.endorsedAt, to: '周*' }, five: { responsible: '周*', funds: 0 } });
  });

  it('obeys every rule a person obeys, told at the column that breaks it', () => {
    expect(refusedAt({ endorsedBy: undefined, endorsedAt: undefined, assignedAt: at('2026-10-08T12:00') })).toEqual(['endorsedBy', 'endorsedAt']);
    expect(refusedAt({ recheckedBy: '周*' })).toEqual(['recheckedBy']);
    expect(refusedAt({ closedBy: '周*' })).toEqual(['closedBy']);
    expect(refusedAt({ endorsedBy: '陈*' })).toEqual(['endorsedBy']);
    // Assigned on 8 October, at most 15 days: until the end of the 23rd.
    expect(refusedAt({ deadline: at('2026-10-25T00:00') })).toEqual(['deadline']);
    expect(refusedAt({ closedAt: at('2026-11-26T00:00') })).toEqual(['closedAt']);
    expect(refusedAt({ gradedAt: at('2026-10-07T00:00') })).toEqual(['gradedAt']);
    expect(refusedAt({ foundAt: at('2026-12-01T00:00') })).toEqual(['foundAt']);
    expect(refusedAt({ funds: -1 })).toEqual(['funds']);
    expect(refusedAt({ measures: undefined, contingency: undefined })).toEqual(['measures', 'contingency']);
    expect(refusedAt({ verdict: undefined })).toEqual(['verdict']);
    expect(refusedAt({ category: 'no-such' })).toEqual(['category']);
    expect(refusedAt({ entryCode: 'no-such' })).toEqual(['entryCode']);
    expect(refusedAt({ grade: 'major' })).toEqual(['grounds']);
  });

  it('is written as a row that makes the same hazard again', () => {
    const hazard = made({});
    expect(hazardFromRow({ ...rowOfHazard(hazard), outcome: whole.outcome }, NOW, context)).toEqual(hazard);
  });
});
