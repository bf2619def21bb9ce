import { Inject, Injectable } from '@nestjs/common';
import type { InspectionBody, InspectionDetail, InspectionsQuery, InspectionStep, InspectionView, PlansBody, RecordPage } from '@one-screen/contracts';
import { actOnInspection, ALL_CHECKLISTS, checklistAt, CHECKLISTS, checklistsFor, INSPECTION_ACTIONS, invalid, may, planInspection, type FieldFault, type Inspection } from '@one-screen/domain';
import { AccountsRepository } from '../../identity/accounts.repository.js';
import { CLOCK, type Clock } from '../../identity/clock.js';
import type { Identity } from '../../identity/identity.js';
import type { PlacedObject } from '../objects.repository.js';
import { authorOf, LedgerBooks } from '../records/ledger-books.js';
import { is, listed, mayNow, oneOf } from '../records/record-list.js';
import { RecordPlaces, type NamedPlace } from '../records/record-places.js';
import { viewed } from '../records/record-view.js';

const ITEMS = new Map(ALL_CHECKLISTS.flatMap(({ items }) => items).map((item) => [item.code, item]));

/** Inspections 检查: planned one by one, from a list or by a draw, held by their officers, read within the reader's scope. */
@Injectable()
export class InspectionsService {
  constructor(
    private readonly books: LedgerBooks,
    private readonly places: RecordPlaces,
    private readonly accounts: AccountsRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  list(who: Identity, query: InspectionsQuery): Promise<RecordPage<InspectionView>> {
    const more = [...oneOf('state', query.state), ...oneOf('kind', query.kind), ...is('draw_id', query.drawId)];
    return listed(this.books.inspections.records, who.scope, query, 'planned_for', more, (records) => this.views(records));
  }

  /** One with its history and what the reader may do now; 404 outside the scope. */
  async find(who: Identity, id: string): Promise<InspectionDetail> {
    return this.detail(who, await this.books.inspections.find(who.scope, id));
  }

  /** Throws 422 `unknown-thing`, `officers-unknown`, `item-unknown`, and what `planInspection` throws. */
  async plan(who: Identity, body: InspectionBody): Promise<InspectionDetail> {
    const [record] = await this.planAll(who, 'create', { ...body, objects: [body] });
    return this.detail(who, record as Inspection);
  }

  /** One for each object of a list 靶向清单, all or none; an object named twice is inspected once. */
  async planMany(who: Identity, body: PlansBody): Promise<InspectionView[]> {
    const objects = [...new Set(body.objectCodes)].map((objectCode) => ({ objectCode }));
    return this.views(await this.planAll(who, 'plan', { ...body, objects }, (index) => `objectCodes.${body.objectCodes.indexOf(objects[index]?.objectCode ?? '')}`));
  }

  /** Throws what `actOnInspection` throws, 404 outside the scope, 422 where an item names a hazard this inspection did not find. */
  async act(who: Identity, id: string, step: InspectionStep): Promise<InspectionDetail> {
    if ('items' in step) await this.knownHazards(who, id, step.items);
    const author = authorOf(who);
    return this.detail(who, await this.books.inspections.act(author, id, step.action, (record, now) => actOnInspection(record, { ...step, actor: author }, now)));
  }

  /** The items of an object's checklist: those given, which must be known for its sector, or those in force for its kind, or where no list is meant for that kind, the first of its sector. Throws 422. */
  checklistFor(object: PlacedObject, at: number, given?: readonly string[]): string[] {
    if (!given?.length) {
      const list = checklistsFor(ALL_CHECKLISTS, object, at)[0] ?? CHECKLISTS[object.sector].find((each) => checklistAt(ALL_CHECKLISTS, each.id, at) === each);
      return list?.items.map(({ code }) => code) ?? [];
    }
    const known = new Set(ALL_CHECKLISTS.filter(({ sector }) => sector === object.sector).flatMap(({ items }) => items.map(({ code }) => code)));
    const faults = given.flatMap((code, index): FieldFault[] => (known.has(code) ? [] : [{ path: `checklist.${index}`, message: `检查表中没有 ${code} / no checklist of the sector has ${code}` }]));
    if (faults.length) throw invalid('item-unknown', '检查项不存在', 'Unknown items', faults);
    return [...given];
  }

  private async planAll(who: Identity, action: string, plan: Omit<PlansBody, 'objectCodes'> & { objects: readonly NamedPlace[] }, pathOf?: (index: number, field: keyof NamedPlace) => string): Promise<Inspection[]> {
    const objects = this.places.objects(who.scope, plan.objects, pathOf);
    await this.knownOfficers(plan.officers);
    const { kind, plannedFor, officers } = plan;
    const plans = objects.map((object) => ({ kind, plannedFor, officers, sector: object.sector, objectCode: object.code, gridCode: object.gridCode, checklist: this.checklistFor(object, plannedFor, plan.checklist) }));
    return this.books.inspections.createAll(authorOf(who), action, () => Promise.resolve(plans.map((each) => (id: string, now: number) => planInspection(id, each, who.name, now))));
  }

  /** Somebody has to be able to sign in and hold it. */
  private async knownOfficers(officers: readonly string[]): Promise<void> {
    const able = new Set((await this.accounts.list()).filter(({ disabled, role }) => !disabled && may(role, 'handle-alarms')).map(({ username }) => username));
    if (!officers.some((name) => able.has(name.trim()))) throw invalid('officers-unknown', '检查人员中至少一人须有可办理的账号', 'At least one officer needs an account that may handle', [{ path: 'officers', message: '至少一人须有可办理的账号 / at least one needs an account' }]);
  }

  private async knownHazards(who: Identity, id: string, items: readonly { hazardId?: string | undefined }[] = []): Promise<void> {
    const named = items.flatMap(({ hazardId }) => hazardId ?? []);
    const found = new Map((await this.books.hazards.records.findMany([...new Set(named)], who.scope)).map((hazard) => [hazard.id, hazard]));
    const faults = items.flatMap(({ hazardId }, index): FieldFault[] =>
      (hazardId === undefined || found.get(hazardId)?.inspectionId === id ? [] : [{ path: `items.${index}.hazardId`, message: `${hazardId} 不是此次检查登记的隐患 / no hazard registered from this inspection` }]));
    if (faults.length) throw invalid('hazard-unknown', '隐患编号不正确', 'Unknown hazards', faults);
  }

  private async views(records: readonly Inspection[]): Promise<InspectionView[]> {
    const named = await this.places.naming(records);
    return records.map((record) => ({ ...viewed(record), ...named(record) }));
  }

  private async detail(who: Identity, record: Inspection): Promise<InspectionDetail> {
    const [[view], history] = await Promise.all([this.views([record]), this.books.inspections.history(record.id)]);
    const author = authorOf(who);
    const now = this.clock();
    return {
      ...(view as InspectionView), history,
      may: may(who.role, 'handle-alarms') ? mayNow(INSPECTION_ACTIONS, (action) => actOnInspection(record, { action, revision: record.revision, actor: author }, now)) : [],
      checklistItems: record.checklist.map((code) => ITEMS.get(code) ?? { code, zh: code, en: code, clause: '' }),
    };
  }
}
