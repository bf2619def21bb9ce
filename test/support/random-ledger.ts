import { countable, isEffective, isPenalised, type AccidentFile, type EnforcementCase, type Hazard, type Inspection, type RateRecords, type Sector, type SpanFact } from '@one-screen/domain';
import { AuditRepository } from '../../apps/aggregator/src/identity/audit.repository.js';
import { AuditService } from '../../apps/aggregator/src/identity/audit.service.js';
import type { Database } from '../../apps/aggregator/src/database/database.js';
import { JournalRepository } from '../../apps/aggregator/src/journal/journal.repository.js';
import { LedgerBooks } from '../../apps/aggregator/src/ledger/records/ledger-books.js';
import { TallyRepository } from '../../apps/aggregator/src/ledger/tally/tally.repository.js';
import { Tally } from '../../apps/aggregator/src/ledger/tally/tally.js';
import type { PushService } from '../../apps/aggregator/src/push/push.service.js';

const DAY = 86_400_000;
/** Kept at the level itself, in villages, and with one enterprise. */
export const GRIDS = ['331082', '331082001', '331082001001', '331082001001005', '331082001202', '331082002', '331082002004', '331082113001'];
const SECTORS_USED: Sector[] = ['fire', 'industry', 'tourism'];

/** The same ledger for the same seed: thirty months, with objects that moved and left, hazards signed off long after their period, and places where nothing ever happened. */
export interface RandomLedger {
  hazards: Hazard[];
  inspections: Inspection[];
  cases: EnforcementCase[];
  accidents: AccidentFile[];
  spans: Map<string, SpanFact[]>;
}

const dice = (seed: number) => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return { chance: (share: number) => next() < share, below: (end: number) => Math.floor(next() * end), one: <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T };
};

/** `now` is when the newest of it is known. */
export const randomLedger = (seed: number, now: number): RandomLedger => {
  const { chance, below, one } = dice(seed);
  const since = now - 900 * DAY;
  const spans = new Map<string, SpanFact[]>();
  for (let index = 0; index < 70; index++) {
    const sector = one(SECTORS_USED);
    const first = chance(0.8) ? 0 : since + below(600 * DAY);
    const moves = chance(0.25) ? now - below(500 * DAY) : undefined;
    const leaves = chance(0.15) ? now - below(200 * DAY) : undefined;
    const list: SpanFact[] = [{ sector, gridCode: one(GRIDS), from: first, ...(moves && moves > first && { until: moves }) }];
    if (list[0]?.until !== undefined) list.push({ sector, gridCode: one(GRIDS), from: list[0].until });
    const last = list.at(-1) as SpanFact;
    if (leaves && leaves > last.from) last.until = leaves;
    spans.set(`OBJ-${index}`, list);
  }
  const objects = [...spans.keys()];
  const stood = (object: string, at: number) => {
    const list = spans.get(object) as SpanFact[];
    return list.find(({ from, until }) => from <= at && at < (until ?? Infinity)) ?? (list.at(-1) as SpanFact);
  };
  const inspections = Array.from({ length: 900 }, (_, index): Inspection => {
    const objectCode = one(objects);
    const at = since + below(now - since - 1000);
    const { sector, gridCode } = stood(objectCode, at);
    const finished = chance(0.92);
    return {
      id: `JC-${index}`, revision: 1, state: finished ? 'finished' : 'planned', kind: 'street', sector, gridCode, objectCode, plannedFor: at, officers: ['甲', '乙'], checklist: ['1'],
      planned: { by: '甲', at }, items: finished ? [{ code: '1', verdict: 'pass' }] : [], ...(finished && { finishedAt: at, reached: chance(0.93) }),
    } as Inspection;
  });
  const hazards = Array.from({ length: 1100 }, (_, index): Hazard => {
    const visit = chance(0.7) ? one(inspections.filter(({ finishedAt }) => finishedAt !== undefined)) : undefined;
    const foundAt = visit?.finishedAt ?? since + below(now - since - 1000);
    const objectCode = visit?.objectCode ?? one(objects);
    const { sector, gridCode } = visit ?? stood(objectCode, foundAt);
    const assigned = chance(0.93);
    const deadline = assigned ? foundAt + (1 + below(45)) * DAY : undefined;
    const closedAt = deadline === undefined ? undefined : chance(0.1) ? deadline : foundAt + below(chance(0.15) ? 300 * DAY : 40 * DAY);
    const closed = closedAt !== undefined && closedAt < now - 1000 ? { by: '丙', at: closedAt } : undefined;
    const dismissed = chance(0.05);
    const submitted = !closed && deadline !== undefined && chance(0.2) ? { by: '丁', at: Math.min(now - 1000, deadline - DAY) } : undefined;
    return {
      id: `YH-${index}`, revision: 1, state: dismissed ? 'dismissed' : closed ? 'closed' : submitted ? 'submitted' : assigned ? 'rectifying' : 'registered', source: 'street', sector, objectCode, gridCode,
      place: '车间', description: `隐患${index}`, category: one(['用电', '通道', '设备', '管理']), foundBy: '甲', foundAt, photosBefore: [], photosAfter: [], failedRechecks: 0, extensions: 0, supervision: 'village', caseIds: [],
      registered: { by: '甲', at: foundAt }, grade: chance(0.12) ? 'major' : 'general', ...(visit && { inspectionId: visit.id }), ...(deadline !== undefined && { deadline, assigned: { by: '甲', at: foundAt, to: '丁' } }),
      ...(closed && !dismissed && { closed }), ...(submitted && !dismissed && { submitted }), ...(dismissed && { dismissed: { by: '乙', at: foundAt } }),
    } as Hazard;
  });
  const cases = Array.from({ length: 150 }, (_, index): EnforcementCase => {
    const hazard = one(hazards);
    const filedAt = Math.min(now - 5000, hazard.foundAt + below(120 * DAY));
    const decidedAt = filedAt + below(60 * DAY);
    const decided = decidedAt < now - 1000 && chance(0.8);
    const id = `AJ-${index}`;
    hazard.caseIds.push(id);
    return {
      id, revision: 1, state: chance(0.1) ? 'withdrawn' : decided ? 'decided' : 'filed', sector: hazard.sector, objectCode: hazard.objectCode, gridCode: hazard.gridCode, facts: `线索${index}`, foundAt: hazard.foundAt, hazardIds: [hazard.id],
      registered: { by: '甲', at: filedAt }, filed: { by: '戊', at: filedAt, grounds: '', number: id }, investigators: [], evidence: [],
      ...(decided && { decided: { by: '戊', at: decidedAt, kind: chance(0.2) ? 'none' : 'fine', amount: 1000, basis: '', document: '', serveBy: decidedAt } }),
    } as EnforcementCase;
  });
  const accidents = Array.from({ length: 40 }, (_, index): AccidentFile => {
    const occurredAt = since + below(now - since - 1000);
    const harm = [{ deaths: below(2), seriousInjuries: below(3), loss: 1000, at: occurredAt, by: '甲' }];
    if (chance(0.3)) harm.push({ deaths: 3, seriousInjuries: 0, loss: 1000, at: Math.min(now - 1000, occurredAt + 20 * DAY), by: '甲' });
    return {
      id: `SG-${index}`, key: `SG-${index}`, revision: 1, state: chance(0.1) ? 'rejected' : 'reported', sector: one(SECTORS_USED), gridCode: one(GRIDS), objectCode: chance(0.5) ? one(objects) : undefined, place: '', category: '其他', summary: `事故${index}`,
      occurredAt, harm, nonProduction: chance(0.1), registered: { by: '甲', at: occurredAt }, told: {}, followUps: [], checks: {},
    } as AccidentFile;
  });
  return { hazards, inspections, cases, accidents, spans };
};

/** Enters it through the books, as a file would be. */
export const enter = async (database: Database, { hazards, inspections, cases, accidents, spans }: RandomLedger): Promise<void> => {
  const tally = new Tally(new TallyRepository(database));
  const silent = { reached: () => undefined, publish: () => undefined } as unknown as PushService;
  const books = new LedgerBooks(database, new JournalRepository(database), new AuditService(database, new AuditRepository(database), Date.now), tally, silent, Date.now);
  const author = { name: 'file', leader: false, ip: '127.0.0.1', scope: { sectors: [...SECTORS_USED], gridPrefix: '' } };
  await database.write((transaction) => tally.objects(transaction, [...spans].map(([object, after]) => ({ object, before: [], after }))));
  await books.inspections.put(author, inspections, 'test');
  await books.hazards.put(author, hazards, 'test');
  await books.cases.put(author, cases, 'test');
  await books.accidents.put(author, accidents, 'test');
};

/** The same as the domain's definition of the rates reads it. */
export const recordsOf = ({ hazards, inspections, cases, spans }: RandomLedger, object?: string): RateRecords => {
  const mine = <T extends { objectCode: string }>(list: readonly T[]): T[] => list.filter(({ objectCode }) => object === undefined || objectCode === object);
  return {
    objects: [...spans].filter(([key]) => object === undefined || key === object).flatMap(([key, list]) => list.map(({ sector, gridCode, from, until }) => ({ key, sector, gridCode, from, ...(until !== undefined && { until }) }))),
    visits: mine(inspections).flatMap((each) => (each.finishedAt === undefined ? [] : [{ key: each.id, sector: each.sector, gridCode: each.gridCode, objectKey: each.objectCode, at: each.finishedAt, valid: isEffective(each) }])),
    hazards: mine(hazards).filter(({ state }) => state !== 'dismissed').map((hazard) => {
      const filed = cases.filter(({ hazardIds }) => hazardIds.includes(hazard.id)).map(({ filed }) => filed?.at ?? Infinity);
      return {
        key: hazard.id, sector: hazard.sector, gridCode: hazard.gridCode, foundAt: hazard.foundAt, major: hazard.grade === 'major', dueAt: hazard.deadline ?? Infinity,
        ...(hazard.inspectionId && { visitKey: hazard.inspectionId }), ...(hazard.closed && { closedAt: hazard.closed.at }), ...(filed.length && { filedAt: Math.min(...filed) }),
      };
    }),
    penalties: mine(cases).flatMap((each) => (isPenalised(each) && each.state !== 'withdrawn' && each.decided ? [{ key: each.id, sector: each.sector, gridCode: each.gridCode, at: each.decided.at }] : [])),
  };
};

export const accidentsThatCount = ({ accidents }: RandomLedger): AccidentFile[] => countable(accidents);
