import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ObjectView } from '@one-screen/contracts';
import { EVERYTHING, gravity, LEVELS, type Level } from '@one-screen/domain';
import * as fc from 'fast-check';
import { Database } from '../database/database.js';
import { AuditRepository } from '../identity/audit.repository.js';
import { AuditService } from '../identity/audit.service.js';
import type { Identity } from '../identity/identity.js';
import { JournalRepository } from '../journal/journal.repository.js';
import { GridsRepository } from '../ledger/grids.repository.js';
import { LedgerService } from '../ledger/ledger.service.js';
import { ObjectsRepository } from '../ledger/objects.repository.js';
import { TallyRepository } from '../ledger/tally/tally.repository.js';
import { Tally } from '../ledger/tally/tally.js';
import { RiskFactsRepository } from './risk-facts.repository.js';
import { RiskPapersRepository } from './risk-papers.repository.js';
import { RiskRepository } from './risk.repository.js';
import { RiskService } from './risk.service.js';

const DAY = 86_400_000;
const START = Date.parse('2026-01-05T12:00:00+08:00');
const person = (name: string, role = 'officer'): Identity => ({ kind: 'person', name, displayName: name, role, scope: EVERYTHING, ip: '127.0.0.1' }) as unknown as Identity;
const [lin, zhou, wang] = [person('lin'), person('zhou'), person('wang', 'leader')];
const by = { name: 'admin', ip: '127.0.0.1' };

describe('the risk room', () => {
  let dataDir: string;
  let database: Database;
  let risk: RiskService;
  let ledger: LedgerService;
  let now: number;
  let numbers = 0;

  const plant = (over: Partial<ObjectView> = {}): ObjectView => ({ code: 'P-1', name: '示范化工', sector: 'industry', kind: '危化企业', gridCode: '331082001001', location: { lon: 121.1, lat: 28.8 }, risk: 'blue', ...over });
  const hazard = (over: { major?: boolean; due?: number; closed?: number } = {}): Promise<unknown> => database.write((transaction) => transaction.query(
    `INSERT INTO hazard (id, revision, state, sector, grid_code, object_code, source, category, major, counts, is_open, found_at, due_at, closed_at, late_at, is_late, body) VALUES (?, 1, 'rectifying', 'industry', '331082001001', 'P-1', 'street', 'x', ?, 1, ?, ?, ?, ?, NULL, 0, '{}')`,
    [`YH-${(numbers += 1)}`, over.major ? 1 : 0, over.closed === undefined ? 1 : 0, now, over.due ?? null, over.closed ?? null]));
  const close = (): Promise<unknown> => database.write((transaction) => transaction.query('UPDATE hazard SET closed_at = ?, is_open = 0', [now]));
  const colour = async (): Promise<Level> => (await ledger.object(EVERYTHING, 'P-1')).risk;
  const lec = (likelihood: number, exposure: number, consequence: number) => ({ units: [{ method: 'lec' as const, unit: '罐区', likelihood, exposure, consequence }] });

  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'risk-'));
    database = await Database.open({ databaseUrl: '', dataDir });
    now = START;
    const clock = () => now;
    const [journal, audit] = [new JournalRepository(database), new AuditService(database, new AuditRepository(database), clock)];
    ledger = new LedgerService(database, new GridsRepository(database), new ObjectsRepository(database), journal, audit, new Tally(new TallyRepository(database)), clock);
    risk = new RiskService(database, new RiskRepository(database), new RiskFactsRepository(database), new RiskPapersRepository(database), ledger, journal, audit, clock);
    await ledger.putGrids(by, [{ code: '331082001001', name: '文化社区', kind: 'community', schematic: false, centre: { lon: 121.1, lat: 28.8 }, rings: [[[121, 28], [122, 28], [122, 29], [121, 28]]] }]);
    await ledger.putObjects(by, [plant()]);
    await risk.look();
  });
  afterEach(async () => {
    await database.close();
    rmSync(dataDir, { recursive: true });
  });

  it('raises at once by a graver assessment and keeps the colour at a lighter one', async () => {
    // 6×6×7 = 252: orange. Then 1×1×7 = 7: blue, which only lets a review lower it.
    expect(await risk.assess(lin, 'P-1', lec(6, 6, 7))).toMatchObject({ colour: 'orange', assessed: 'orange', declared: false, assessments: [{ by: 'lin', units: [{ score: 252, colour: 'orange', cuts: 'lec@1' }] }] });
    now += DAY;
    expect(await risk.assess(lin, 'P-1', lec(1, 1, 7))).toMatchObject({ colour: 'orange', assessed: 'blue' });
    expect(await colour()).toBe('orange');
    expect((await risk.of(EVERYTHING, 'P-1')).history.map(({ from, to, rule }) => [from, to, rule])).toEqual([[undefined, 'blue', 'assessment'], ['blue', 'orange', 'assessment']]);
  });

  it('raises by itself, once for each cause, and writes journal and audit', async () => {
    now += DAY;
    await hazard({ major: true });
    expect([await risk.look(), await risk.look()]).toEqual([1, 0]);
    expect(await colour()).toBe('yellow');
    await hazard({ due: now - 16 * DAY });
    expect([await risk.look(), await risk.look(), await colour()]).toEqual([1, 0, 'orange']);
    const changed = (await new JournalRepository(database).of('risk', 'P-1')).filter(({ kind }) => kind === 'risk.changed');
    expect(changed.map(({ from, to, actor, data }) => [from, to, actor, (data as { rule: string }).rule])).toEqual([['blue', 'yellow', 'clock', 'major-hazard'], ['yellow', 'orange', 'clock', 'overdue']]);
    expect(await database.read("SELECT action, result FROM audit WHERE action = 'risk.raise'")).toEqual([{ action: 'risk.raise', result: 'done' }, { action: 'risk.raise', result: 'done' }]);
  });

  it('is red directly for a first or second class installation', async () => {
    await ledger.changeObject(by, EVERYTHING, 'P-1', { revision: 1, attributes: { majorSourceClass: '2' } } as never);
    expect(await risk.look()).toBe(1);
    expect(await risk.of(EVERYTHING, 'P-1')).toMatchObject({ colour: 'red', standing: [{ rule: 'major-source', evidence: ['class-2'] }] });
  });

  it('is not declared lighter by a list that comes again', async () => {
    now += DAY;
    await hazard({ major: true });
    await risk.look();
    await ledger.putObjects(by, [plant({ risk: 'blue' })]);
    expect(await colour()).toBe('yellow');
  });

  it('lowers only by request, visit and another’s approval, after 90 clean days, one step at a time', async () => {
    await hazard({ major: true });
    await hazard({ major: true });
    await risk.look();
    expect(await colour()).toBe('orange');
    const first = await risk.requestReview(lin, 'P-1', '隐患已整改');
    await expect(risk.requestReview(lin, 'P-1', '再次')).rejects.toMatchObject({ code: 'review-open' });
    await expect(risk.approve(wang, 'P-1', first.id, 1)).rejects.toMatchObject({ code: 'not-allowed' });
    const visited = await risk.visit(zhou, 'P-1', first.id, 1, ['现场照片']);
    await expect(risk.approve(wang, 'P-1', first.id, visited.revision)).rejects.toMatchObject({ code: 'cause-stands' });
    now += DAY;
    await close();
    await expect(risk.approve(wang, 'P-1', first.id, visited.revision)).rejects.toMatchObject({ code: 'not-clean-enough' });
    now += 90 * DAY;
    await expect(risk.approve(zhou, 'P-1', first.id, visited.revision)).rejects.toMatchObject({ code: 'own-review' });
    await expect(risk.approve(wang, 'P-1', first.id, 1)).rejects.toMatchObject({ code: 'stale-revision' });
    expect(await colour()).toBe('orange');
    expect(await risk.approve(wang, 'P-1', first.id, visited.revision)).toMatchObject({ state: 'approved', decidedBy: 'wang' });
    expect(await colour()).toBe('yellow');
    expect((await risk.of(EVERYTHING, 'P-1')).history.at(-1)).toMatchObject({ from: 'orange', to: 'yellow', rule: 'review', by: 'wang', evidence: [`review:${first.id}`, '现场照片'] });
    expect(await risk.look()).toBe(0);
  });

  it('counts colours at the end of each month, this one as it is now', async () => {
    now = Date.parse('2026-02-10T12:00:00+08:00');
    await hazard({ major: true });
    await risk.look();
    now = Date.parse('2026-03-15T12:00:00+08:00');
    const { months } = await risk.colours(EVERYTHING, { months: 4 });
    expect(months.map(({ month, blue, yellow, total }) => [month, blue, yellow, total])).toEqual([['2025-12', 0, 0, 0], ['2026-01', 1, 0, 1], ['2026-02', 0, 1, 1], ['2026-03', 0, 1, 1]]);
    expect((await risk.colours({ ...EVERYTHING, sectors: ['road'] }, { months: 1 })).months[0]?.total).toBe(0);
  });

  it('never lowers by itself, whatever comes', async () => {
    const event = fc.oneof(fc.constant('major' as const), fc.constant('overdue' as const), fc.constant('close' as const), fc.constant('assess' as const), fc.constant('declare' as const), fc.constant('wait' as const));
    await fc.assert(fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 8 }), async (events) => {
      for (const each of events) {
        const before = await colour();
        if (each === 'major') await hazard({ major: true });
        if (each === 'overdue') await hazard({ due: now - 20 * DAY });
        if (each === 'close') await close();
        if (each === 'assess') await risk.assess(lin, 'P-1', lec(1, 1, 7));
        if (each === 'declare' && !(await risk.of(EVERYTHING, 'P-1')).declared) await ledger.putObjects(by, [plant({ risk: 'blue' })]);
        now += DAY;
        await risk.look();
        expect(gravity(await colour())).toBeGreaterThanOrEqual(gravity(before));
        expect(LEVELS).toContain(await colour());
      }
    }), { numRuns: 12 });
  });
});
