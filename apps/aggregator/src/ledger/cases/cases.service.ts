import { Inject, Injectable } from '@nestjs/common';
import type { CaseBody, CaseDetail, CasesQuery, CaseStep, CaseView, RecordPage } from '@one-screen/contracts';
import {
  actOnCase, CASE_ACTIONS, dayOf, daysBetween, decisionDueAt, handOverDue, invalid, isCaseOverdue, may, takeUpClue, type EnforcementCase, type FieldFault,
} from '@one-screen/domain';
import { CLOCK, type Clock } from '../../identity/clock.js';
import type { Identity } from '../../identity/identity.js';
import { iso } from '../../journal/instant.js';
import { LedgerRules } from '../ledger-rules.js';
import { authorOf, LedgerBooks } from '../records/ledger-books.js';
import { is, listed, mayNow, oneOf } from '../records/record-list.js';
import { RecordPlaces } from '../records/record-places.js';
import { viewed } from '../records/record-view.js';

const RUNNING: EnforcementCase['state'][] = ['filed', 'investigated', 'notified', 'heard'];

/** Cases of enforcement 执法案件, from the clue to the publication. */
@Injectable()
export class CasesService {
  constructor(
    private readonly books: LedgerBooks,
    private readonly places: RecordPlaces,
    private readonly rules: LedgerRules,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  list(who: Identity, query: CasesQuery): Promise<RecordPage<CaseView>> {
    const more = [...oneOf('state', query.state), ...is('is_open', query.open === undefined ? undefined : Number(query.open))];
    return listed(this.books.cases.records, who.scope, query, 'found_at', more, (records) => this.views(records));
  }

  /** One with its history, clocks and what the reader may do now; 404 outside the scope. */
  async find(who: Identity, id: string): Promise<CaseDetail> {
    return this.detail(who, await this.books.cases.find(who.scope, id));
  }

  /** Throws 422 `unknown-thing`, `records-unknown`, and what `takeUpClue` throws. */
  async takeUp(who: Identity, body: CaseBody): Promise<CaseDetail> {
    const [object] = this.places.objects(who.scope, [body]);
    await this.knownRecords(who, body);
    if (!object) throw new Error('an object that fits is there');
    const clue = { ...body, hazardIds: [...new Set(body.hazardIds)], sector: object.sector, gridCode: object.gridCode };
    return this.detail(who, await this.books.cases.create(authorOf(who), (id, now) => takeUpClue(id, clue, who.name, now)));
  }

  /** Throws what `actOnCase` throws, 404 outside the scope. */
  async act(who: Identity, id: string, step: CaseStep): Promise<CaseDetail> {
    const author = authorOf(who);
    return this.detail(who, await this.books.cases.act(author, id, step.action, (record, now) => actOnCase(record, { ...step, actor: author }, now, this.rules.case)));
  }

  /** Hazards and the inspection a clue rests on must be records of the same object. */
  private async knownRecords(who: Identity, { objectCode, hazardIds, inspectionId }: CaseBody): Promise<void> {
    const [hazards, inspections] = await Promise.all([this.books.hazards.records.findMany(hazardIds, who.scope), this.books.inspections.records.findMany(inspectionId === undefined ? [] : [inspectionId], who.scope)]);
    const own = new Set(hazards.filter((hazard) => hazard.objectCode === objectCode).map(({ id }) => id));
    const faults: FieldFault[] = [
      ...hazardIds.flatMap((id, index) => (own.has(id) ? [] : [{ path: `hazardIds.${index}`, message: `该对象没有隐患 ${id} / the object has no hazard ${id}` }])),
      ...(inspectionId !== undefined && inspections[0]?.objectCode !== objectCode ? [{ path: 'inspectionId', message: `该对象没有检查 ${inspectionId} / the object has no inspection ${inspectionId}` }] : []),
    ];
    if (faults.length) throw invalid('records-unknown', '关联的隐患或检查不存在', 'What it rests on is unknown', faults);
  }

  private async views(records: readonly EnforcementCase[]): Promise<CaseView[]> {
    const named = await this.places.naming(records);
    const now = this.clock();
    return records.map((record) => {
      const dueAt = decisionDueAt(record, this.rules.case.rules);
      return { ...viewed(record), ...named(record), ...(dueAt !== undefined && { decisionDueAt: iso(dueAt) }), overdue: isCaseOverdue(record, this.rules.case.rules, now) };
    });
  }

  private async detail(who: Identity, record: EnforcementCase): Promise<CaseDetail> {
    const [[view], history] = await Promise.all([this.views([record]), this.books.cases.history(record.id)]);
    const author = authorOf(who);
    const now = this.clock();
    const [dueAt, handOver] = [decisionDueAt(record, this.rules.case.rules), handOverDue(record, this.rules.case.rules)];
    return {
      ...(view as CaseView), history,
      may: may(who.role, 'handle-alarms') ? mayNow(CASE_ACTIONS, (action) => actOnCase(record, { action, revision: record.revision, actor: author }, now, this.rules.case)) : [],
      // The last day counts to its end, so the day of the (exclusive) limit itself is already one too many.
      ...(dueAt !== undefined && RUNNING.includes(record.state) && { daysLeft: daysBetween(dayOf(now), dayOf(dueAt)) - 1 }),
      ...(handOver && { handOver: { step: handOver.step, dueAt: iso(handOver.dueAt), overdue: now >= handOver.dueAt } }),
    };
  }
}
