import { Inject, Injectable } from '@nestjs/common';
import type { HazardActionBody, HazardDetail, HazardReportBody, HazardView, RecordPage } from '@one-screen/contracts';
import { actOnHazard, covers, invalid, may, mayOnHazard, registerHazard, type Hazard, type HazardCommand } from '@one-screen/domain';
import { CLOCK, type Clock } from '../../identity/clock.js';
import type { Identity } from '../../identity/identity.js';
import { FilesService } from '../files/files.service.js';
import { LedgerRules } from '../ledger-rules.js';
import { LedgerService } from '../ledger.service.js';
import { authorOf, LedgerBooks } from '../records/ledger-books.js';
import { viewed } from '../records/record-view.js';
import { afterCursor, conditionsOf, cursorOf, type HazardsQuery } from './hazard-filter.js';
import { hazardView } from './hazard.view.js';

const refused = (code: string, path: string, zh: string, en: string) => invalid(code, zh, en, [{ path, message: { zh, en } }]);
const msOf = (instant: string | undefined): number | undefined => (instant === undefined ? undefined : Date.parse(instant));

/** Hazards 隐患 as people work with them: list, one with its history, register, act. The rules are the domain's, the writing the book's. */
@Injectable()
export class HazardsService {
  constructor(
    private readonly books: LedgerBooks,
    private readonly ledger: LedgerService,
    private readonly files: FilesService,
    private readonly rules: LedgerRules,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** One page in the reader's scope, found last first. */
  async list(who: Identity, query: HazardsQuery): Promise<RecordPage<HazardView>> {
    const now = this.clock();
    const { records, last } = await this.books.hazards.records.page(who.scope, conditionsOf(query, who.name, now), 'found_at', query.limit, afterCursor(query.cursor));
    return { items: await this.views(records, now), ...(last && { nextCursor: cursorOf(last) }) };
  }

  /** Throws 404 `no-such-record` when there is none in scope. */
  async detail(who: Identity, id: string): Promise<HazardDetail> {
    return this.detailed(who, await this.books.hazards.find(who.scope, id));
  }

  /** Registers a hazard. Throws 422 naming the field: unknown object, another sector than the object's, a grid that is none of the author's, an unknown file. */
  async register(who: Identity, body: HazardReportBody): Promise<HazardDetail> {
    const object = this.ledger.objectOf(body.objectCode);
    if (!object || !covers(who.scope, object)) throw refused('unknown-object', 'objectCode', '没有这个监管对象，或不在您的数据范围内', 'No such supervised object, or outside your data scope');
    if (object.sector !== body.sector) throw refused('other-sector', 'sector', '领域与监管对象不一致', 'The sector is not that of the object');
    const inScope = body.gridCode.startsWith(who.scope.gridPrefix) && (await this.ledger.gridNames([body.gridCode])).has(body.gridCode);
    if (!inScope) throw refused('unknown-grid', 'gridCode', '没有这个网格，或不在您的数据范围内', 'No such grid, or outside your data scope');
    await this.files.demand(body.photosBefore, 'photosBefore');
    if (body.inspectionId !== undefined) await this.demand('inspections', who, body.inspectionId, 'inspectionId');
    const hazard = await this.books.hazards.create(authorOf(who), (id, now) => registerHazard(id, { ...body, foundAt: Date.parse(body.foundAt) }, who.name, now));
    return this.detailed(who, hazard);
  }

  /** One step of its life. Throws 404; 409 `stale-revision` with `details.record`, `not-allowed`; 403; 422 naming each field. */
  async act(who: Identity, id: string, body: HazardActionBody): Promise<HazardDetail> {
    if (body.photosAfter) await this.files.demand(body.photosAfter, 'photosAfter');
    if (body.caseId !== undefined) await this.demand('cases', who, body.caseId, 'caseId');
    const author = authorOf(who);
    const { five } = body;
    const command: HazardCommand = {
      ...body, actor: author, deadline: msOf(body.deadline), until: msOf(body.until),
      five: five && Object.fromEntries(Object.entries({ ...five, finishBy: msOf(five.finishBy) }).filter(([, value]) => value !== undefined)),
    };
    const hazard = await this.books.hazards.act(author, id, body.action, (record, now) => actOnHazard(record, command, now, this.rules.hazard));
    return this.detailed(who, hazard);
  }

  private async demand(book: 'cases' | 'inspections', who: Identity, id: string, path: string): Promise<void> {
    if (!(await this.books[book].records.find(id, who.scope))) throw refused('unknown-record', path, '没有这条记录，或不在您的数据范围内', 'No such record, or outside your data scope');
  }

  private async detailed(who: Identity, hazard: Hazard): Promise<HazardDetail> {
    const now = this.clock();
    const [[view], history] = await Promise.all([this.views([hazard], now), this.books.hazards.history(hazard.id)]);
    return { ...(view as HazardView), history: history.map((entry) => viewed(entry)), may: may(who.role, 'handle-alarms') ? mayOnHazard(hazard, authorOf(who), now, this.rules.hazard) : [] };
  }

  private async views(hazards: readonly Hazard[], now: number): Promise<HazardView[]> {
    const grids = await this.ledger.gridNames(hazards.map(({ gridCode }) => gridCode));
    return hazards.map((hazard) => hazardView(hazard, this.ledger.objectOf(hazard.objectCode)?.name, grids.get(hazard.gridCode), now, this.rules.hazard.rules));
  }
}
