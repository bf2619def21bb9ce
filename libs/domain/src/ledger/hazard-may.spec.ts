import { afterWorkdays, knownWorkdays } from '../index';
import { DEFAULT_HAZARD_RULES } from './hazard-clock';
import { actOnHazard, type HazardAction, type HazardCommand } from './hazard-life';
import { mayOnHazard } from './hazard-may';
import { registerHazard, type Hazard } from './hazard';

const NOW = Date.parse('2026-05-12T09:00:00+08:00');
const calendar = knownWorkdays();
const context = { rules: DEFAULT_HAZARD_RULES, catalogue: [], workingDays: (from: number, days: number) => afterWorkdays(calendar, from, days) };
const chen = { name: 'chen', leader: false };
const lin = { name: 'lin', leader: true };
const may = (hazard: Hazard, actor = chen): HazardAction[] => mayOnHazard(hazard, actor, NOW, context);
const registered = registerHazard('YH20260512-0001', { source: 'street', sector: 'fire', objectCode: 'F-1', gridCode: '331082001001', place: '三楼', description: '通道堵塞', category: 'escape', foundBy: '陈某', foundAt: NOW - 1000, photosBefore: [] }, 'chen', NOW);
const after = (hazard: Hazard, command: Partial<HazardCommand> & { action: HazardAction }, actor = chen): Hazard => actOnHazard(hazard, { revision: hazard.revision, actor, ...command }, NOW, context).record;

describe('what a person may do to a hazard', () => {
  it('is what its state allows, without what only a leader does', () => {
    expect(may(registered)).toEqual(['grade', 'return', 'note']);
    expect(may(registered, lin)).toEqual(['grade', 'return', 'dismiss', 'suspend', 'note']);
  });

  it('leaves out what nobody does to their own work, and offers it to another', () => {
    const graded = after(registered, { action: 'grade', grade: 'general' }, lin);
    expect(may(graded, lin)).not.toContain('endorse');
    expect(may(graded, { name: 'wang', leader: true })).toContain('endorse');
    expect(may(graded)).not.toContain('assign');
  });

  it('offers a step that only wants its fields filled, and an extension only until it is asked for', () => {
    let hazard = after(registered, { action: 'grade', grade: 'general' });
    hazard = after(hazard, { action: 'endorse', signature: '林' }, lin);
    expect(may(hazard)).toContain('assign');
    hazard = after(hazard, { action: 'assign', to: 'zhao' });
    expect(may(hazard)).not.toContain('accept');
    hazard = after(hazard, { action: 'accept' }, { name: 'zhao', leader: false });
    expect(may(hazard)).toEqual(expect.arrayContaining(['begin', 'askExtension']));
    hazard = after(hazard, { action: 'askExtension', until: (hazard.deadline ?? 0) + 1000, note: '等材料' });
    expect(may(hazard)).not.toContain('askExtension');
    expect(may(hazard, lin)).toContain('decideExtension');
  });

  it('is nothing once it is closed', () => {
    expect(may({ ...registered, state: 'closed' }, lin)).toEqual([]);
  });
});
