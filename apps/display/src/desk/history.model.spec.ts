import type { JournalEntry } from '@one-screen/contracts';
import { tell, tellAll, type Words } from './history.model';

const words: Words = {
  t: (key, named) => (named ? `${key}(${Object.values(named).join(',')})` : key),
  locale: 'zh',
  person: (username) => `<${username}>`,
  moment: (at) => `@${at}`,
  duration: (ms) => `${ms / 1000}s`,
};
const entry = (patch: Partial<JournalEntry>): JournalEntry => ({ sequence: 1, at: '2026-11-23T08:00:00.000+08:00', kind: 'alarm.raised', subject: { type: 'alarm', id: 'A1' }, revision: 1, actor: 'source:fire-1', ...patch });

describe('a journal entry in words', () => {
  it('says who acted: a device, the clock, or a person by name', () => {
    expect(tell(entry({}), words)).toMatchObject({ by: 'source', who: 'desk.history.bySource(fire-1)' });
    expect(tell(entry({ actor: 'clock' }), words)).toMatchObject({ by: 'clock' });
    expect(tell(entry({ actor: 'wang' }), words)).toMatchObject({ by: 'person', who: '<wang>' });
  });

  it('tells a signing with what was judged, how long it took, and the way from state to state', () => {
    const told = tell(entry({ kind: 'alarm.acknowledged', actor: 'wang', from: 'raised', to: 'acknowledged', note: '已电话核实', data: { disposition: 'true', tookMs: 42_000 } }), words);
    expect(told).toMatchObject({ title: 'desk.history.kind.acknowledged', from: '待签收', to: '已签收', note: '已电话核实', tone: 'act' });
    expect(told.facts).toEqual(['desk.history.fact.disposition(真警)', 'desk.history.fact.took(42s)']);
  });

  it('does not speak of a change of state where there was none', () => {
    const told = tell(entry({ kind: 'alarm.noted', from: 'handling', to: 'handling' }), words);
    expect(told.from).toBeUndefined();
    expect(told.to).toBeUndefined();
  });

  it('tells an automatic escalation from one by hand, and names the step', () => {
    expect(tell(entry({ kind: 'alarm.escalated', data: { automatic: true, escalation: 1 } }), words)).toMatchObject({ title: 'desk.history.kind.escalatedAutomatic', tone: 'overrun', facts: ['desk.history.fact.escalation(带班领导)'] });
    expect(tell(entry({ kind: 'alarm.escalated', data: { automatic: false, escalation: 2 } }), words).title).toBe('desk.history.kind.escalated');
  });

  it('tells a shelf that maintenance set and took away from one that ran out', () => {
    expect(tell(entry({ kind: 'alarm.shelved', actor: 'maintenance', data: { automatic: true, maintenance: 'w1', permit: 'ZY-1', until: 1000 } }), words)).toMatchObject({
      title: 'desk.history.kind.shelvedMaintenance', by: 'clock', who: 'desk.history.byMaintenance', facts: ['desk.history.fact.permit(ZY-1)', 'desk.history.fact.until(@1000)'],
    });
    expect(tell(entry({ kind: 'alarm.unshelved', actor: 'clock', data: { automatic: true, maintenance: 'w1' } }), words).title).toBe('desk.history.kind.unshelvedMaintenance');
    expect(tell(entry({ kind: 'alarm.unshelved', actor: 'clock', data: { automatic: true } }), words).title).toBe('desk.history.kind.unshelvedAutomatic');
    expect(tell(entry({ data: { level: 'red', maintenance: 'w1' } }), words).facts).toEqual(['desk.history.fact.duringMaintenance']);
  });

  it('tells a rise in level, a hand-over and a shelf with its end', () => {
    expect(tell(entry({ kind: 'alarm.levelRaised', data: { fromLevel: 'yellow', level: 'red', value: 12 } }), words).facts).toEqual(['desk.history.fact.levels(黄,红)', 'desk.history.fact.value(12)']);
    expect(tell(entry({ kind: 'alarm.transferred', data: { fromOwner: 'wang', toOwner: 'li' } }), words).facts).toEqual(['desk.history.fact.owners(<wang>,<li>)']);
    expect(tell(entry({ kind: 'alarm.shelved', data: { until: 1000 } }), words).facts).toEqual(['desk.history.fact.until(@1000)']);
  });

  it('shows a kind it does not know by its own name, and survives odd data', () => {
    expect(tell(entry({ kind: 'alarm.teleported', data: { until: 'never', escalation: 'x', level: 7 } }), words)).toMatchObject({ title: 'alarm.teleported', facts: [] });
  });
});

describe('the whole history', () => {
  it('goes newest first and folds repeats that follow one another, only those', () => {
    const history = [
      entry({ sequence: 1 }),
      entry({ sequence: 2, kind: 'alarm.repeated', at: 't2' }),
      entry({ sequence: 3, kind: 'alarm.repeated', at: 't3' }),
      entry({ sequence: 4, kind: 'alarm.acknowledged', actor: 'wang' }),
      entry({ sequence: 5, kind: 'alarm.repeated', at: 't5' }),
    ];
    expect(tellAll(history, words).map((line) => [line.sequence, line.times, line.since])).toEqual([[5, 1, 't5'], [4, 1, expect.any(String)], [3, 2, 't2'], [1, 1, expect.any(String)]]);
  });
});
