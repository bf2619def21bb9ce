import type { BreakdownView, DaysView, HeatView, OverdueRiskView, ParetoView, PartView, RatesView, RecordsView, RepeatsView, ScopeView, TrendView, WarnedView } from '@one-screen/contracts';
import { accidentDecline, accidentsIn, addDays, dayOf, keepsTarget, lastYearOf, periodOf, previousOf, RATE_IDS, rangeOfDays, rateOf, startOfDay, type Period, type PeriodKind, type RateId, type RateScope } from '@one-screen/domain';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database } from '../../apps/aggregator/src/database/database.js';
import { Aggregator, type Person } from '../support/aggregator.js';
import { throwawayDatabase } from '../support/mysql.js';
import { accidentsThatCount, enter, GRIDS, randomLedger, recordsOf, type RandomLedger } from '../support/random-ledger.js';
import { withMysql } from '../support/services.js';

type Sides = { numerator: number; denominator: number };
const sides = ({ numerator, denominator }: Sides): Sides => ({ numerator, denominator });

const stories = (databaseUrl: () => Promise<{ url: string; drop?: () => Promise<void> }>) => () => {
  let ledger: RandomLedger;
  let aggregator: Aggregator;
  let leader: Person;
  let drop: (() => Promise<void>) | undefined;
  let url = '';
  const now = Date.now();

  beforeAll(async () => {
    const given = await databaseUrl();
    drop = given.drop;
    url = given.url;
    const dataDir = mkdtempSync(join(tmpdir(), 'rates-'));
    ledger = randomLedger(20261125, now);
    const database = await Database.open({ databaseUrl: given.url, dataDir });
    await enter(database, ledger);
    await database.close();
    aggregator = await Aggregator.start({ dataDir, env: given.url ? { DATABASE_URL: given.url } : {} });
    leader = await aggregator.signIn('leader');
  });
  afterAll(async () => {
    await aggregator?.close();
    await drop?.();
  });

  const ask = async <T>(path: string, person = leader): Promise<T> => {
    const { status, body } = await person.get(path);
    if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
    return body as T;
  };
  const periodIn = ({ kind, from, to }: ScopeView): Period => (kind === 'range' ? rangeOfDays(from, to) : periodOf(kind as PeriodKind, startOfDay(from)));
  const scopeOf = (view: ScopeView, period = periodIn(view)): RateScope => ({ period, asOf: Math.min(Date.parse(view.asOf), period.to), gridPrefix: view.grid, ...(view.sector && { sector: view.sector }) });

  const today = dayOf(now);
  const monthsAgo = (months: number) => dayOf(periodOf('month', now - months * 30 * 86_400_000).from);
  const periods = ['', 'period=day', `period=day&at=${addDays(today, -40)}`, 'period=week', `period=week&at=${addDays(today, -30)}`, `period=month&at=${monthsAgo(3)}`, 'period=quarter', `period=quarter&at=${monthsAgo(7)}`, 'period=year', `period=year&at=${monthsAgo(13)}`, `from=${addDays(today, -100)}&to=${addDays(today, -20)}`, `from=${addDays(today, -10)}&to=${today}`];
  const places = ['', 'grid=331082', 'grid=331082001', 'grid=331082001001', 'grid=331082001001005', 'grid=3310820', 'grid=331082113', 'sector=fire', 'sector=industry&grid=331082001', 'sector=marine'];

  it.each(places)('tells every rate as its definition does, for the period, the one before and the year before: %s', async (place) => {
    const records = recordsOf(ledger);
    for (const period of periods) {
      const view = await ask<RatesView>(`/api/rates?${[place, period].filter(Boolean).join('&')}`);
      const present = periodIn(view.scope);
      for (const [name, of, sidesOf] of [
        ['present', present, (rate: RatesView['rates'][number]) => rate], ['previous', previousOf(present), (rate: RatesView['rates'][number]) => rate.previous], ['last year', lastYearOf(present), (rate: RatesView['rates'][number]) => rate.lastYear],
      ] as const) {
        const scope = { ...scopeOf(view.scope, of), asOf: Math.min(view.scope.running ? Date.parse(view.scope.asOf) : Date.now(), of.to) };
        const told = Object.fromEntries(view.rates.map((rate) => [rate.id, sides(sidesOf(rate))]));
        const meant = Object.fromEntries(RATE_IDS.map((id) => [id, sides(rateOf(id, records, scope))]));
        expect({ period, name, ...told }).toEqual({ period, name, ...meant });
      }
      for (const { id, numerator, denominator, value, kept } of view.rates) {
        expect(value).toEqual(denominator === 0 ? undefined : (numerator / denominator) * 100);
        expect(kept).toEqual(keepsTarget(id, value, present, view.scope.running));
      }
    }
  });

  it('compares accidents over the months since January with the three years before, and says which years it does not know', async () => {
    const view = await ask<RatesView>('/api/rates?grid=331082');
    const period = rangeOfDays(`${today.slice(0, 4)}-01-01`, dayOf(periodIn(view.scope).to - 1));
    const first = Math.min(...ledger.accidents.map(({ occurredAt }) => occurredAt));
    for (const decline of view.declines) {
      const meant = accidentDecline(accidentsThatCount(ledger), { ...scopeOf(view.scope), period }, decline.measure, periodOf('year', first).from);
      expect([decline.current.count, ...decline.before.map(({ count }) => count)]).toEqual([meant.current.count, ...meant.before.map(({ count }) => count)]);
      expect([decline.comparison, decline.missingYears.length]).toEqual([meant.comparison.kind, meant.missingYears.length]);
    }
    expect(view.declines.map(({ measure }) => measure)).toEqual(['accidents', 'deaths']);
    expect(view.declines[0]?.comparison).toBe('unknown');
  });

  const open = (scope: RateScope, object?: string) => {
    const end = Math.min(scope.period.to, scope.asOf);
    const standing = ledger.hazards.filter((hazard) => hazard.state !== 'dismissed' && hazard.foundAt < end && (!hazard.closed || hazard.closed.at >= end)
      && (!scope.sector || hazard.sector === scope.sector) && hazard.gridCode.startsWith(scope.gridPrefix) && !scope.except?.some((code) => hazard.gridCode.startsWith(code)) && (object === undefined || hazard.objectCode === object));
    return { hazardsOpen: standing.length, majorOpen: standing.filter(({ grade }) => grade === 'major').length, overdue: standing.filter(({ deadline, closed, submitted }) => deadline !== undefined && deadline < end && !(!closed && submitted && submitted.at < deadline)).length };
  };
  const expectPart = (part: PartView, scope: RateScope, object?: string) => {
    const records = recordsOf(ledger, object);
    const accidents = accidentsIn(accidentsThatCount(ledger), scope).filter(({ objectCode }) => object === undefined || objectCode === object);
    const told = { rates: Object.fromEntries(RATE_IDS.map((id) => [id, sides(part.rates[id])])), accidents: part.accidents, hazardsOpen: part.hazardsOpen, majorOpen: part.majorOpen, overdue: part.overdue };
    expect({ key: part.key, ...told }).toEqual({ key: part.key, rates: Object.fromEntries(RATE_IDS.map((id) => [id, sides(rateOf(id, records, scope))])), accidents: accidents.length, ...open(scope, object) });
  };
  const expectSum = ({ whole, parts }: BreakdownView) => {
    for (const id of RATE_IDS) for (const side of ['numerator', 'denominator'] as const) expect([id, side, parts.reduce((sum, part) => sum + part.rates[id][side], 0)]).toEqual([id, side, whole.rates[id][side]]);
    for (const count of ['accidents', 'deaths', 'hazardsOpen', 'majorOpen', 'overdue'] as const) expect([count, parts.reduce((sum, part) => sum + part[count], 0)]).toEqual([count, whole[count]]);
  };

  it.each(['331082', '331082001', '331082001001'].flatMap((grid) => ['period=month', `period=month&at=${monthsAgo(3)}`, 'period=year', `from=${addDays(today, -100)}&to=${today}`].map((period) => [grid, period] as const)))('breaks %s down into the grids below and what is kept at the level itself, which sum to the whole (%s)', async (grid, period) => {
    const view = await ask<BreakdownView>(`/api/rates/breakdown?by=grid&grid=${grid}&${period}`);
    const scope = scopeOf(view.scope);
    expectSum(view);
    expectPart(view.whole, scope);
    const below = view.parts.filter(({ own }) => !own).map(({ key }) => key);
    for (const part of view.parts) expectPart(part, part.own ? { ...scope, except: below } : { ...scope, gridPrefix: part.key });
    expect(below.every((key) => key.startsWith(grid) && key.length > grid.length)).toBe(true);
    expect(view.parts.filter(({ own }) => own)).toHaveLength(1);
  });

  it('breaks a scope down by sector and by month', async () => {
    const sectors = await ask<BreakdownView>('/api/rates/breakdown?by=sector&period=year');
    expectSum(sectors);
    for (const part of sectors.parts) expectPart(part, { ...scopeOf(sectors.scope), sector: part.key as 'fire' });
    const months = await ask<BreakdownView>(`/api/rates/breakdown?by=month&period=year&grid=331082001`);
    for (const part of months.parts) expectPart(part, scopeOf(months.scope, periodOf('month', startOfDay(`${part.key}-01`))));
    expect(months.parts.at(-1)?.key).toBe(today.slice(0, 7));
  });

  it('breaks a village down into its objects, the rest folded when there are more than asked for', async () => {
    const view = await ask<BreakdownView>('/api/rates/breakdown?by=object&grid=331082001001&period=year');
    expectSum(view);
    expect(view.parts.length).toBeGreaterThan(5);
    for (const part of view.parts.filter(({ own }) => !own)) expectPart(part, scopeOf(view.scope), part.key);
    const short = await ask<BreakdownView>('/api/rates/breakdown?by=object&grid=331082001001&period=year&limit=3');
    expectSum(short);
    expect(short.parts.filter(({ key }) => key.startsWith('OBJ-'))).toHaveLength(3);
    expect((await leader.get('/api/rates/breakdown?by=object&grid=331082001')).body).toMatchObject({ code: 'too-wide' });
  });

  const opened = async (rate: string, side: string, query: string): Promise<{ first: RecordsView; ids: string[] }> => {
    let page = await ask<RecordsView>(`/api/rates/${rate}/records?side=${side}&limit=23&${query}`);
    const first = page;
    const ids = page.items.map(({ id }) => id);
    while (page.nextCursor) {
      page = await ask<RecordsView>(`/api/rates/${rate}/records?side=${side}&limit=23&${query}&cursor=${encodeURIComponent(page.nextCursor)}`);
      ids.push(...page.items.map(({ id }) => id));
    }
    return { first, ids };
  };

  it.each(RATE_IDS)('opens %s down to exactly the records its definition counts', async (rate: RateId) => {
    const records = recordsOf(ledger);
    for (const query of ['period=year&grid=331082001', `period=month&at=${monthsAgo(3)}`, 'period=month&sector=fire']) {
      for (const side of ['denominator', 'numerator', 'missed'] as const) {
        if (side === 'missed' && (rate === 'penalty' || rate === 'hazards-per-hundred')) {
          expect((await leader.get(`/api/rates/${rate}/records?side=missed&${query}`)).status).toBe(422);
          continue;
        }
        const { first, ids } = await opened(rate, side, query);
        const meant = rateOf(rate, records, scopeOf(first.scope));
        const keys = { denominator: meant.denominatorKeys, numerator: meant.numeratorKeys, missed: meant.denominatorKeys.filter((key) => !meant.numeratorKeys.includes(key)) }[side];
        expect([...ids].sort()).toEqual([...keys].sort());
        expect([first.numerator, first.denominator, first.total]).toEqual([meant.numerator, meant.denominator, keys.length]);
      }
    }
  });

  it('opens accidents, what is open and what is overdue, to as many records as it counts', async () => {
    const { whole } = await ask<BreakdownView>('/api/rates/breakdown?by=sector&period=year&grid=331082001');
    for (const [rate, count] of [['accidents', whole.accidents], ['hazards-open', whole.hazardsOpen], ['major-open', whole.majorOpen], ['overdue', whole.overdue]] as const) {
      const { first, ids } = await opened(rate, 'denominator', 'period=year&grid=331082001');
      expect([rate, first.total, first.numerator, new Set(ids).size]).toEqual([rate, count, count, count]);
    }
    expect((await ask<RecordsView>('/api/rates/deaths/records?period=year&grid=331082001')).numerator).toBe(whole.deaths);
    expect((await leader.get('/api/rates/nonsense/records')).status).toBe(404);
  });

  const hazardsIn = (view: ScopeView, at: (hazard: RandomLedger['hazards'][number]) => number | undefined) => {
    const { from, to } = periodIn(view);
    return ledger.hazards.filter((hazard) => hazard.state !== 'dismissed' && hazard.gridCode.startsWith(view.grid) && (at(hazard) ?? -1) >= from && (at(hazard) ?? -1) < Math.min(to, Date.parse(view.asOf)));
  };
  const tallied = (keys: readonly string[]) => keys.reduce<Record<string, number>>((sums, key) => ({ ...sums, [key]: (sums[key] ?? 0) + 1 }), {});

  it('ranks the types of hazards, and finds where the same came back after it was signed off', async () => {
    const pareto = await ask<ParetoView>('/api/analysis/pareto?period=year&grid=331082001');
    const found = hazardsIn(pareto.scope, ({ foundAt }) => foundAt);
    expect(Object.fromEntries(pareto.items.map(({ category, count }) => [category, count]))).toEqual(tallied(found.map(({ category }) => category)));
    expect([pareto.total, pareto.items.reduce((sum, { major }) => sum + major, 0)]).toEqual([found.length, found.filter(({ grade }) => grade === 'major').length]);
    expect(pareto.items.at(-1)?.running).toBeCloseTo(100);
    expect(pareto.items.map(({ count }) => count)).toEqual(pareto.items.map(({ count }) => count).sort((a, b) => b - a));

    const repeats = await ask<RepeatsView>('/api/analysis/repeats?period=year&grid=331082001001');
    const again = hazardsIn(repeats.scope, ({ foundAt }) => foundAt).filter((hazard) => ledger.hazards.some((before) => before.state !== 'dismissed' && before.objectCode === hazard.objectCode && before.category === hazard.category && (before.closed?.at ?? Infinity) < hazard.foundAt));
    expect(again.length).toBeGreaterThan(3);
    expect(Object.fromEntries(repeats.items.map(({ objectCode, category, times }) => [`${objectCode} ${category}`, times]))).toEqual(tallied(again.map(({ objectCode, category }) => `${objectCode} ${category}`)));
  });

  it('counts the days to rectify of what was signed off, late ones apart', async () => {
    const view = await ask<DaysView>('/api/analysis/days-to-rectify?period=year&grid=331082');
    const closed = hazardsIn(view.scope, (hazard) => hazard.closed?.at);
    const days = closed.map((hazard) => Math.floor((hazard.closed!.at - hazard.foundAt) / 86_400_000)).sort((a, b) => a - b);
    expect([view.count, view.longest, view.median, view.p90]).toEqual([days.length, days.at(-1), days[Math.ceil(days.length / 2) - 1], days[Math.ceil(days.length * 0.9) - 1]]);
    expect(view.bins.map(({ from, to, count }) => [from, to, count])).toEqual(view.bins.map(({ from, to }) => [from, to, days.filter((day) => day >= from && day < (to ?? Infinity)).length]));
    expect(view.bins.reduce((sum, { late }) => sum + late, 0)).toBe(closed.filter(({ deadline, closed: at }) => deadline !== undefined && deadline < at!.at).length);
    expect(await ask<DaysView>('/api/analysis/days-to-rectify?sector=marine')).toMatchObject({ count: 0, bins: expect.any(Array) });
  });

  it('ranks objects with overdue hazards by points that say where they come from', async () => {
    const view = await ask<OverdueRiskView>('/api/analysis/overdue-risk?grid=331082001');
    expect(view.items.reduce((sum, { overdue }) => sum + overdue, 0)).toBe(open(scopeOf(view.scope)).overdue);
    for (const { points, reasons, majorOverdue, overdue } of view.items) {
      expect(reasons.reduce((sum, reason) => sum + reason.points, 0)).toBe(points);
      expect(majorOverdue).toBeLessThanOrEqual(overdue);
    }
    expect(view.items.map(({ points }) => points)).toEqual(view.items.map(({ points }) => points).sort((a, b) => b - a));
  });

  it('draws each rate over twelve months', async () => {
    const view = await ask<TrendView>('/api/analysis/trend?grid=331082001');
    expect([view.months.length, view.months.at(-1)]).toEqual([12, today.slice(0, 7)]);
    for (const [index, month] of view.months.entries()) {
      const scope = scopeOf(view.scope, periodOf('month', startOfDay(`${month}-01`)));
      expect([month, ...RATE_IDS.map((id) => sides(view.rates[id][index]!))]).toEqual([month, ...RATE_IDS.map((id) => sides(rateOf(id, recordsOf(ledger), scope)))]);
      expect(view.accidents[index]).toBe(accidentsIn(accidentsThatCount(ledger), scope).length);
    }
    expect((await leader.get('/api/analysis/nonsense')).status).toBe(404);
  });

  it('shows when alarms come, drills left out, and which hazards they had warned of', async () => {
    const object = ledger.hazards.find(({ sector }) => sector === 'fire')!.objectCode;
    const raised = { sector: 'fire', level: 'yellow', title: '烟感报警', occurredAt: new Date().toISOString(), objectCode: object, gridCode: '331082001001' };
    expect((await aggregator.intake([{ ...raised, key: 'real' }, { ...raised, key: 'drill', drill: true }], 'fire')).status).toBe(202);
    const heat = await ask<HeatView>('/api/analysis/heat?sector=fire');
    expect(heat.alarms.flat().reduce((sum, count) => sum + count, 0)).toBe(1);
    expect(heat.busiest?.count).toBe(1);
    expect(heat.accidents.flat().reduce((sum, count) => sum + count, 0)).toBe(accidentsIn(accidentsThatCount(ledger), scopeOf(heat.scope)).length);

    const before = await ask<WarnedView>('/api/analysis/warned?sector=fire&period=day');
    const database = await Database.open({ databaseUrl: url, dataDir: aggregator.dataDir });
    const later = { ...ledger.hazards.find(({ sector, state }) => sector === 'fire' && state !== 'dismissed')!, id: 'YH-later', objectCode: object, foundAt: Date.now(), inspectionId: undefined, caseIds: [], closed: undefined, state: 'registered' as const };
    ledger.hazards.push(later);
    await enter(database, { hazards: [later], inspections: [], cases: [], accidents: [], spans: new Map() });
    await database.close();
    const warned = await ask<WarnedView>('/api/analysis/warned?sector=fire&period=day');
    expect([warned.hazards, warned.warned]).toEqual([before.hazards + 1, before.warned + 1]);
    expect(warned.items[0]).toMatchObject({ hazardId: 'YH-later', objectCode: object, alarms: 1, leadDays: 0 });
  });

  it('tells a reader only of his own sectors and grids', async () => {
    const admin = await aggregator.signIn('admin');
    const scope = { sectors: ['fire', 'tourism'], gridPrefix: '331082001' };
    expect((await admin.post('/api/users', { username: 'street', displayName: '街道', role: 'operator', scope, password: 'Street-2026-x' })).status).toBe(201);
    const street = await aggregator.signIn('street', 'Street-2026-x');
    const view = await ask<RatesView>('/api/rates?period=year', street);
    expect(view.scope.grid).toBe('331082001');
    const records = recordsOf(ledger);
    const both = (['fire', 'tourism'] as const).map((sector) => rateOf('rectification', records, { ...scopeOf(view.scope), sector }));
    expect(view.rates.find(({ id }) => id === 'rectification')).toMatchObject({ numerator: both[0]!.numerator + both[1]!.numerator, denominator: both[0]!.denominator + both[1]!.denominator });
    expect((await ask<BreakdownView>('/api/rates/breakdown?by=sector', street)).parts.map(({ key }) => key)).toEqual(['fire', 'tourism']);
    for (const path of ['/api/rates?grid=331082', '/api/rates?grid=331082002', '/api/rates?sector=industry', '/api/rates/breakdown?by=grid&grid=331082', '/api/rates/coverage/records?sector=road']) {
      const { status, body } = await street.get(path);
      expect([path, status, body.code]).toEqual([path, 403, 'outside-scope']);
    }
  });

  it('refuses half a range, two periods, a period to come and what is no period, naming the field', async () => {
    for (const [query, field] of [['from=2026-01-01', 'to'], ['from=2026-01-01&to=2026-02-01&period=month', 'period'], ['at=2090-01-01', 'at'], ['period=decade', 'period'], ['grid=x', 'grid']]) {
      const { status, body } = await leader.get(`/api/rates?${query}`);
      expect([query, status, body.details[0].path]).toEqual([query, 422, field]);
    }
    expect(GRIDS).toContain('331082113001');
  });
};

describe('the rates of a ledger', stories(() => Promise.resolve({ url: '' })));
withMysql('the rates of a ledger on MariaDB', () => describe('with the same records', stories(throwawayDatabase)));
