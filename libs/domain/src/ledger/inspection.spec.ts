import * as fc from 'fast-check';
import { DomainError } from '../errors.js';
import { actOnInspection, hazardsFound, INSPECTION_ACTIONS, INSPECTION_TRANSITIONS, isEffective, planInspection, uncovered, VERDICTS, type CheckedItem, type Inspection, type InspectionAction, type InspectionCommand, type InspectionPlan } from './inspection.js';
import { codeOf, fieldsOf } from '../refusal.fixture.js';

const NOW = Date.UTC(2026, 10, 25);
const HOUR = 3_600_000;
const officer = { name: 'chen', leader: false };
const leader = { name: 'lin', leader: true };
const plan: InspectionPlan = { kind: 'street', sector: 'fire', objectCode: 'inn-1', gridCode: '331082001004', plannedFor: NOW, officers: ['chen', 'he'], checklist: ['exit', 'alarm'] };
const planned = (patch: Partial<InspectionPlan> = {}): Inspection => planInspection('i1', { ...plan, ...patch }, 'lin', NOW);
const go = (inspection: Inspection, action: InspectionAction, more: Partial<InspectionCommand> = {}, now = NOW): Inspection =>
  actOnInspection(inspection, { action, revision: inspection.revision, actor: officer, ...more }, now).record;
const started = () => go(planned(), 'start');
const pass = { code: 'exit', verdict: 'pass' as const };
const fail = { code: 'alarm', verdict: 'fail' as const, hazardId: 'h1' };

describe('an inspection', () => {
  it('by officials needs two different officers, by others one', () => {
    for (const kind of ['street', 'covert', 'city'] as const) expect(fieldsOf(() => planned({ kind, officers: ['chen', ' chen'] }))).toEqual(['officers']);
    for (const kind of ['self', 'grid', 'agency'] as const) expect(planned({ kind, officers: ['chen'] }).state).toBe('planned');
    expect(codeOf(() => planned({ checklist: [] }))).toBe('invalid checklist-required');
  });

  it('is held by its officers, and neither begins nor ends in the future', () => {
    expect(codeOf(() => go(planned(), 'start', { actor: leader }))).toBe('forbidden not-inspector');
    expect(codeOf(() => go(planned(), 'start', { at: NOW + 1 }))).toBe('invalid future-date');
    const early = go(planned(), 'start', { at: NOW - HOUR });
    expect(early.startedAt).toBe(NOW - HOUR);
    expect(codeOf(() => go(early, 'finish', { at: NOW - 2 * HOUR, reached: true, items: [pass, fail] }))).toBe('invalid before-start');
    expect(codeOf(() => go(planned(), 'finish', { reached: true }))).toBe('conflict not-allowed');
    expect(codeOf(() => go(started(), 'record', { revision: 1 }))).toBe('conflict stale-revision');
  });

  it('ends with a verdict on every item, and a hazard for each that failed', () => {
    const doing = go(started(), 'record', { items: [{ ...pass, verdict: 'fail' }] });
    expect(fieldsOf(() => go(doing, 'finish', { reached: true }))).toEqual(['items.alarm.verdict', 'items.exit.hazardId']);
    expect(fieldsOf(() => go(doing, 'record', { items: [pass, { code: 'x', verdict: 'pass' }] }))).toEqual(['items.1.code']);
    const done = go(doing, 'finish', { reached: true, items: [pass, fail] });
    expect(done).toMatchObject({ state: 'finished', items: [pass, fail] });
    expect(hazardsFound(done)).toEqual(['h1']);
  });

  it('counts only when the object was reached and something judged', () => {
    const done = go(started(), 'finish', { reached: true, items: [pass, fail] });
    expect(isEffective(done)).toBe(true);
    expect(fieldsOf(() => go(started(), 'finish', { reached: false }))).toEqual(['note']);
    expect(codeOf(() => go(started(), 'finish', { reached: false, note: '锁门', items: [pass] }))).toBe('invalid not-reached');
    expect(isEffective(go(started(), 'finish', { reached: false, note: '锁门' }))).toBe(false);
    expect(isEffective(go(started(), 'finish', { reached: true, items: ['exit', 'alarm'].map((code) => ({ code, verdict: 'not-applicable' as const })) }))).toBe(false);
    expect(codeOf(() => go(done, 'void', { note: '误录' }))).toBe('forbidden leader-only');
    expect(isEffective(go(done, 'void', { actor: leader, note: '误录' }))).toBe(false);
    expect(isEffective(started())).toBe(false);
  });

  it('covers its object once, in the period it ended in', () => {
    const done = go(started(), 'finish', { reached: true, items: [pass, fail] });
    expect(uncovered(['inn-1', 'inn-2', 'inn-2'], [done, done], NOW, NOW + 1)).toEqual(['inn-2']);
    expect(uncovered(['inn-1'], [done], NOW - HOUR, NOW)).toEqual(['inn-1']);
    expect(uncovered(['inn-1'], [go(started(), 'finish', { reached: false, note: '锁门' })], NOW, NOW + 1)).toEqual(['inn-1']);
  });

  it('follows its table whatever people do, one revision at a time, and a refusal changes nothing', () => {
    const item = fc.record({ code: fc.constantFrom('exit', 'alarm', 'x'), verdict: fc.constantFrom(...VERDICTS), hazardId: fc.option(fc.constant('h1'), { nil: undefined }) });
    const move = fc.record({
      action: fc.constantFrom(...INSPECTION_ACTIONS), actor: fc.constantFrom(officer, officer, leader), note: fc.constantFrom(undefined, '说明'), items: fc.oneof(fc.array(item, { maxLength: 3 }), fc.constant<CheckedItem[]>([pass, fail])),
      reached: fc.constantFrom(undefined, true, false), stale: fc.nat(9).map((n) => n === 0), at: fc.constantFrom(undefined, NOW, NOW + HOUR, NOW - HOUR),
    });
    const seen = new Set<string>();
    fc.assert(fc.property(fc.array(move, { maxLength: 25 }), (moves) => {
      let inspection = planned();
      for (const { stale, ...more } of moves) {
        const before = structuredClone(inspection);
        try {
          const change = actOnInspection(inspection, { ...more, revision: inspection.revision - (stale ? 1 : 0) }, NOW);
          expect(INSPECTION_TRANSITIONS[more.action].from).toContain(before.state);
          expect(INSPECTION_TRANSITIONS[more.action].to).toContain(change.record.state);
          expect([stale, change.record.revision]).toEqual([false, before.revision + 1]);
          expect(inspection).toEqual(before);
          inspection = change.record;
          seen.add(inspection.state);
        } catch (error) {
          if (!(error instanceof DomainError)) throw error;
          expect(inspection).toEqual(before);
        }
        for (const { verdict, hazardId } of inspection.state === 'finished' ? inspection.items : []) if (verdict === 'fail') expect(hazardId).toBe('h1');
      }
    }), { numRuns: 300, seed: 25 });
    expect([...seen].sort()).toEqual(['finished', 'planned', 'started', 'void']);
  });
});
