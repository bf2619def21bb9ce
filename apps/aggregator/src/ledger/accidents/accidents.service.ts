import { Inject, Injectable } from '@nestjs/common';
import type { AccidentBody, AccidentDetail, AccidentsQuery, AccidentStep, AccidentView, RecordPage } from '@one-screen/contracts';
import {
  ACCIDENT_ACTIONS, actOnAccident, approvalDueAt, followUpDueAt, gradeAt, invalid, investigationDueAt, may, reportAccident, reportClocks, supplementUntil, type AccidentFile, type HopClock,
} from '@one-screen/domain';
import { CLOCK, type Clock } from '../../identity/clock.js';
import type { Identity } from '../../identity/identity.js';
import { iso, isoOr } from '../../journal/instant.js';
import { LedgerRules } from '../ledger-rules.js';
import { authorOf, LedgerBooks } from '../records/ledger-books.js';
import { is, listed, mayNow, oneOf } from '../records/record-list.js';
import { RecordPlaces } from '../records/record-places.js';
import { viewed } from '../records/record-view.js';

/** Accidents 事故, from the first report to the four closing checks. */
@Injectable()
export class AccidentsService {
  constructor(
    private readonly books: LedgerBooks,
    private readonly places: RecordPlaces,
    private readonly rules: LedgerRules,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  list(who: Identity, query: AccidentsQuery): Promise<RecordPage<AccidentView>> {
    const more = [...oneOf('state', query.state), ...oneOf('grade', query.grade), ...is('counts', query.counts === undefined ? undefined : Number(query.counts))];
    return listed(this.books.accidents.records, who.scope, query, 'occurred_at', more, (records) => this.views(records));
  }

  /** One with its history, every clock and what the reader may do now; 404 outside the scope. */
  async find(who: Identity, id: string): Promise<AccidentDetail> {
    return this.detail(who, await this.books.accidents.find(who.scope, id));
  }

  /** Throws 422 `unknown-thing`, and what `reportAccident` throws. The enterprise may be registered elsewhere, but is of its sector. */
  async report(who: Identity, body: AccidentBody): Promise<AccidentDetail> {
    await this.places.grid(who.scope, body.sector, body.gridCode);
    if (body.objectCode !== undefined) this.places.objects({ sectors: who.scope.sectors, gridPrefix: '' }, [{ objectCode: body.objectCode, sector: body.sector }]);
    return this.detail(who, await this.books.accidents.create(authorOf(who), (id, now) => reportAccident(id, body, who.name, now)));
  }

  /** Throws what `actOnAccident` throws, 404 outside the scope, 422 where it names an accident that is not there. */
  async act(who: Identity, id: string, step: AccidentStep): Promise<AccidentDetail> {
    if (step.action === 'exclude' && step.sameAs && !(await this.books.accidents.records.find(step.sameAs, who.scope))) throw invalid('accident-unknown', '没有所指的事故', 'There is no such accident', [{ path: 'sameAs', message: `没有事故 ${step.sameAs} / no accident ${step.sameAs}` }]);
    const author = authorOf(who);
    return this.detail(who, await this.books.accidents.act(author, id, step.action, (record, now) => actOnAccident(record, { ...step, actor: author }, now, this.rules.reports)));
  }

  private async views(records: readonly AccidentFile[]): Promise<AccidentView[]> {
    const named = await this.places.naming(records);
    const now = this.clock();
    return records.map((record) => ({
      ...viewed(record), ...named(record), told: Object.fromEntries(Object.entries(record.told).map(([hop, at]) => [hop, iso(at)])), grade: gradeAt(record, now).grade,
    }));
  }

  private async detail(who: Identity, record: AccidentFile): Promise<AccidentDetail> {
    const [[view], history] = await Promise.all([this.views([record]), this.books.accidents.history(record.id)]);
    const author = authorOf(who);
    const now = this.clock();
    const { occurredAt, told, state } = record;
    const { grade } = gradeAt(record, now);
    const dues = {
      followUpDueAt: isoOr(followUpDueAt(record, now)),
      investigationDueAt: state === 'final' || state === 'investigating' ? iso(investigationDueAt(record)) : undefined,
      approvalDueAt: state === 'submitted' ? isoOr(approvalDueAt(record)) : undefined,
    };
    return {
      ...(view as AccidentView), history,
      may: may(who.role, 'handle-alarms') ? mayNow(ACCIDENT_ACTIONS, (action) => actOnAccident(record, { action, revision: record.revision, actor: author }, now, this.rules.reports)) : [],
      schemes: this.rules.reports.map((scheme) => ({ id: scheme.id, hops: reportClocks(scheme, { occurredAt, grade }, told, now).map(hopOf) })),
      supplementUntil: iso(supplementUntil(record)),
      ...(dues.followUpDueAt && { followUpDueAt: dues.followUpDueAt }), ...(dues.investigationDueAt && { investigationDueAt: dues.investigationDueAt }), ...(dues.approvalDueAt && { approvalDueAt: dues.approvalDueAt }),
    };
  }
}

const hopOf = ({ hop: { id, zh, en, source }, state, dueAt, toldAt }: HopClock): AccidentDetail['schemes'][number]['hops'][number] => ({
  id, zh, en, source, state, ...(dueAt !== undefined && { dueAt: iso(dueAt) }), ...(toldAt !== undefined && { toldAt: iso(toldAt) }),
});
