import {
  actOnCase, actOnHazard, actOnInspection, afterDays, CASE_ACTIONS, CASE_STATES, DEFAULT_CASE_RULES, DEFAULT_HAZARD_RULES, DomainError, EVERYTHING, HAZARD_ACTIONS, HAZARD_STATES, INSPECTION_STATES, PROGRAMME_PARTS,
  registerHazard, takeUpClue, planInspection, type EnforcementCase, type Hazard, type Inspection, type Programme, type Sector,
} from '@one-screen/domain';
import type { LedgerService } from '../ledger.service.js';
import type { LedgerBooks } from '../records/ledger-books.js';

const at = (text: string) => Date.parse(`${text}+08:00`);
const DAY = 86_400_000;
/** Where periods begin and end: a leap day, an ISO week over new year, quarters' ends, last milliseconds; and days between. */
export const INSTANTS = [
  '2024-02-28T23:59:59.999', '2024-02-29T00:00:00', '2024-02-29T23:59:59.999', '2024-03-01T00:00:00', '2025-12-28T23:59:59.999', '2025-12-29T00:00:00', '2025-12-31T23:59:59.999',
  '2026-01-01T00:00:00', '2026-01-04T23:59:59.999', '2026-01-05T00:00:00', '2026-03-31T12:00:00', '2026-03-31T23:59:59.999', '2026-04-01T00:00:00', '2026-04-15T09:30:00',
].map(at);
/** Villages of two towns, a group within one, and what hangs on a town and on the city itself. */
export const GRIDS = ['331082001001', '331082001002', '331082002001', '331082001001005', '331082001', '331082'];
export const STREET: Sector[] = ['fire', 'industry'];

/** Each step of a random history: what is done, and the dice it is done with. */
export interface Step {
  what: (typeof STEPS)[number];
  dice: number[];
}
export const STEPS = ['putHazards', 'putInspections', 'putCases', 'registerHazard', 'actOnHazard', 'planInspection', 'actOnInspection', 'takeUpClue', 'actOnCase', 'putObjects', 'putTwice'] as const;

const five = (now: number) => ({ responsible: 'zhou', measures: '整改', funds: 0, finishBy: now + 1, contingency: '停用' });
const programme = Object.fromEntries(PROGRAMME_PARTS.map((part) => [part, '已明确'])) as Programme;
const entry = { code: 'm-1', sector: 'fire' as const, grade: 'major' as const, document: '号', clause: '条', text: '文', from: 0 };
const workingDays = afterDays;

/** Plays random steps on a ledger through the doors everybody uses; what the rules refuse changes nothing and is passed over. */
export class RandomLedger {
  now = at('2026-04-20T08:00:00');
  private dice: number[] = [];
  private thrown = 0;

  constructor(
    private readonly books: () => LedgerBooks,
    private readonly ledger: () => LedgerService,
  ) {}

  async play(steps: readonly Step[]): Promise<void> {
    for (const { what, dice } of steps) {
      [this.dice, this.thrown] = [dice, 0];
      this.now += this.of([1, 1000, DAY / 2, 3 * DAY]);
      try {
        await this[what]();
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
      }
    }
  }

  private throw(): number {
    this.thrown += 1;
    return (this.dice[this.thrown % this.dice.length] ?? 0) + this.thrown * 7;
  }
  private of<T>(list: readonly T[]): T {
    return list[this.throw() % list.length] as T;
  }
  private maybe<T>(value: T): T | undefined {
    return this.throw() % 3 ? value : undefined;
  }
  private some<T>(list: readonly T[]): T[] {
    return list.filter(() => this.throw() % 3 === 0);
  }
  private readonly author = { name: 'lin', leader: true, ip: '127.0.0.1', scope: EVERYTHING };
  private placed() {
    return { sector: this.of(STREET), gridCode: this.of(GRIDS), objectCode: this.of(OBJECTS) };
  }
  private mark() {
    return { by: 'lin', at: this.of(INSTANTS) };
  }

  private hazard(): Hazard {
    const state = this.of(HAZARD_STATES);
    const report = { source: 'street' as const, ...this.placed(), place: '一层', description: '通道堵塞', category: '疏散', foundBy: 'wang', foundAt: this.of(INSTANTS), photosBefore: [], inspectionId: this.maybe(this.of(VISITS)) };
    return {
      ...registerHazard(this.of(HAZARDS), report, 'wang', this.now), state, grade: this.of(['general', 'major', undefined] as const), deadline: this.maybe(this.of(INSTANTS)),
      caseIds: this.some(CASES), ...(state === 'closed' && { closed: this.mark() }), ...(state === 'dismissed' && { dismissed: this.mark() }),
    };
  }
  private inspection(): Inspection {
    const state = this.of(INSPECTION_STATES);
    const done = state === 'finished' || (state === 'void' && this.throw() % 2 === 0);
    const plan = { kind: 'street' as const, ...this.placed(), plannedFor: this.of(INSTANTS), officers: ['lin', 'chen'], checklist: ['exit'] };
    return {
      ...planInspection(this.of(VISITS), plan, 'lin', this.now), state,
      ...(done && { finishedAt: this.of(INSTANTS), reached: this.throw() % 4 !== 0, items: [{ code: 'exit', verdict: this.of(['pass', 'pass', 'not-applicable'] as const) }] }),
    };
  }
  private case(): EnforcementCase {
    const state = this.of(CASE_STATES);
    const clue = { ...this.placed(), facts: '违法', foundAt: this.of(INSTANTS), hazardIds: this.some(HAZARDS) };
    const filed = state !== 'clue' && state !== 'declined' && { filed: { ...this.mark(), grounds: '事实', number: '1' } };
    const decided = this.throw() % 2 === 0 && { decided: { ...this.mark(), kind: this.of(['fine', 'warning', 'none'] as const), amount: 1, basis: '法', document: '号', serveBy: this.now } };
    return { ...takeUpClue(this.of(CASES), clue, 'lin', this.now), state, ...filed, ...decided };
  }
  private several<T>(make: () => T): T[] {
    return Array.from({ length: 1 + (this.throw() % 3) }, make);
  }

  async putHazards(): Promise<void> {
    await this.books().hazards.put(this.author, this.several(() => this.hazard()), 'file');
  }
  async putInspections(): Promise<void> {
    await this.books().inspections.put(this.author, this.several(() => this.inspection()), 'file');
  }
  async putCases(): Promise<void> {
    await this.books().cases.put(this.author, this.several(() => this.case()), 'file');
  }
  /** One number twice in a file: the last line holds. */
  async putTwice(): Promise<void> {
    const [one, other] = [this.hazard(), this.hazard()];
    await this.books().hazards.put(this.author, [one, { ...other, id: one.id }], 'file');
    const [visit, again] = [this.inspection(), this.inspection()];
    await this.books().inspections.put(this.author, [visit, { ...again, id: visit.id }], 'file');
  }
  async registerHazard(): Promise<void> {
    const { source, sector, objectCode, gridCode, place, description, category, foundBy, foundAt, photosBefore, inspectionId } = this.hazard();
    await this.books().hazards.create(this.author, (id, now) => registerHazard(id, { source, sector, objectCode, gridCode, place, description, category, foundBy, foundAt, photosBefore, inspectionId }, 'wang', now));
  }
  async planInspection(): Promise<void> {
    const { kind, sector, objectCode, gridCode, plannedFor, officers, checklist } = this.inspection();
    await this.books().inspections.create(this.author, (id, now) => planInspection(id, { kind, sector, objectCode, gridCode, plannedFor, officers, checklist }, 'lin', now));
  }
  async takeUpClue(): Promise<void> {
    const { sector, objectCode, gridCode, facts, foundAt, hazardIds } = this.case();
    await this.books().cases.create(this.author, (id, now) => takeUpClue(id, { sector, objectCode, gridCode, facts, foundAt, hazardIds }, 'lin', now));
  }
  /** A few steps onwards, so that the far ends of a life are reached; each by whom the rules allow it. */
  async actOnHazard(): Promise<void> {
    const { records } = await this.books().hazards.records.page(EVERYTHING, [], 'found_at', 50);
    if (!records.length) return;
    const { id } = this.of(records);
    const actions = this.throw() % 2 ? (['grade', 'endorse', 'assign', 'accept', 'begin', 'submit', 'recheck', 'close'] as const) : this.several(() => this.of(HAZARD_ACTIONS));
    const more = { grade: this.of(['general', 'major'] as const), entryCode: 'm-1', signature: 's', to: 'zhou', deadline: this.maybe(this.now + 5 * DAY), five: five(this.now), programme, photosAfter: ['b.jpg'], passed: this.throw() % 4 !== 0, until: this.now + 9 * DAY, granted: true, tier: 'town' as const, order: '号', caseId: this.of(CASES) };
    for (const action of actions) {
      // Different people, or the same would re-check what they rectified.
      const actor = { name: `${action}-er`, leader: true };
      await this.passing(() => this.books().hazards.act(this.author, id, action, (hazard, now) => actOnHazard(hazard, { action, revision: hazard.revision, actor, note: '备注', ...more, ...(more.grade === 'general' && { entryCode: undefined }) }, now, { rules: DEFAULT_HAZARD_RULES, catalogue: [entry], workingDays })));
      this.now += this.of([1, DAY, 6 * DAY]);
    }
  }
  async actOnInspection(): Promise<void> {
    const { records } = await this.books().inspections.records.page(EVERYTHING, [], 'planned_for', 50);
    if (!records.length) return;
    const { id } = this.of(records);
    const [reached, when] = [this.throw() % 4 !== 0, this.of(INSTANTS)];
    const items = reached ? [{ code: 'exit', verdict: this.of(['pass', 'not-applicable'] as const) }] : [];
    for (const action of ['start', 'finish', ...(this.throw() % 3 ? [] : ['void' as const])] as const) {
      await this.passing(() => this.books().inspections.act(this.author, id, action, (inspection, now) => actOnInspection(inspection, { action, revision: inspection.revision, actor: this.author, note: '备注', at: when, reached, ...(action === 'finish' && { items }) }, now)));
    }
  }
  async actOnCase(): Promise<void> {
    const { records } = await this.books().cases.records.page(EVERYTHING, [], 'found_at', 50);
    if (!records.length) return;
    const { id } = this.of(records);
    const penalty = this.of(['fine', 'warning', 'none'] as const);
    const actions = this.throw() % 2 ? (['file', 'investigate', 'notify', 'decide', 'serve', ...(this.throw() % 2 ? ['withdraw' as const] : [])] as const) : this.several(() => this.of(CASE_ACTIONS));
    for (const action of actions) {
      await this.passing(() => this.books().cases.act(this.author, id, action, (each, now) => actOnCase(each, { action, revision: each.revision, actor: this.author, note: '备注', number: '1', investigators: ['lin', 'chen'], evidence: ['e'], penalty, amount: 5, basis: '法', document: '号', waived: true }, now, { rules: DEFAULT_CASE_RULES, workingDays })));
      this.now += this.of([1, DAY]);
    }
  }
  async putObjects(): Promise<void> {
    const code = this.of(OBJECTS);
    const since = this.maybe(this.of(DAYS));
    const until = this.throw() % 3 ? undefined : this.of(DAYS);
    await this.ledger().putObjects({ name: 'lin', ip: '127.0.0.1' }, [{
      code, name: code, kind: '重点单位', sector: this.of(STREET), gridCode: this.of(GRIDS), location: { lon: 121.1, lat: 28.8 }, risk: 'yellow',
      ...(since !== undefined && { listedSince: since }), ...(until !== undefined && { listedUntil: until }),
    }]);
  }

  private async passing(step: () => Promise<unknown>): Promise<void> {
    try {
      await step();
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
    }
  }
}

const OBJECTS = ['O-0', 'O-1', 'O-2', 'O-3'];
const HAZARDS = ['H-0', 'H-1', 'H-2', 'H-3', 'H-4', 'H-5'];
const VISITS = ['V-0', 'V-1', 'V-2', 'V-3', 'V-4'];
const CASES = ['C-0', 'C-1', 'C-2'];
const DAYS = ['2024-02-29', '2025-12-31', '2026-01-04', '2026-03-31', '2026-04-10'];
