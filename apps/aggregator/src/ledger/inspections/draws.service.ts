import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { DrawBody, DrawSummary, DrawView } from '@one-screen/contracts';
import { conflict, DEFAULT_DRAW_RULES, drawDoubleRandom, invalid, may, missing, planInspection, reproduces, type DataScope, type DrawOfficer, type DrawRules, type FieldFault } from '@one-screen/domain';
import { Database } from '../../database/database.js';
import { AccountsRepository } from '../../identity/accounts.repository.js';
import { CLOCK, type Clock } from '../../identity/clock.js';
import type { Identity } from '../../identity/identity.js';
import { iso } from '../../journal/instant.js';
import { authorOf, LedgerBooks } from '../records/ledger-books.js';
import { nextNumber } from '../records/number-series.js';
import { RecordPlaces } from '../records/record-places.js';
import { viewed } from '../records/record-view.js';
import { DrawsRepository, type KeptDraw } from './draws.repository.js';
import { InspectionsService } from './inspections.service.js';

const SHOWN = 100;

/** Double random draws 双随机: which objects, and which officers to each, by a chance that anybody can repeat from the log. */
@Injectable()
export class DrawsService {
  constructor(
    private readonly database: Database,
    private readonly repository: DrawsRepository,
    private readonly books: LedgerBooks,
    private readonly inspections: InspectionsService,
    private readonly places: RecordPlaces,
    private readonly accounts: AccountsRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Draws, keeps the whole log and plans the inspections, all in one transaction. Throws 422 naming the field, `nothing-drawn` with the reasons;
   * 409 `draw-overtaken` when somebody planned one of the objects meanwhile.
   */
  async draw(who: Identity, body: DrawBody): Promise<DrawView> {
    const scope = narrowed(who.scope, body);
    const rules: DrawRules = { weights: body.weights ?? DEFAULT_DRAW_RULES.weights, recentDays: body.recentDays ?? DEFAULT_DRAW_RULES.recentDays, team: body.team ?? DEFAULT_DRAW_RULES.team };
    const [officers, objects] = await Promise.all([this.officers(scope, body.officers), this.repository.candidates(scope, this.clock())]);
    const log = drawDoubleRandom({ seed: body.seed ?? randomBytes(16).toString('hex'), at: this.clock(), count: body.count, rules, objects, officers });
    if (!log.drawn.length) {
      const reasons = [...new Set(log.excluded.map(({ reason }) => reason))].map((reason) => ({ path: `excluded.${reason}`, message: `${log.excluded.filter((each) => each.reason === reason).length}` }));
      throw invalid('nothing-drawn', '没有可抽取的对象', 'No object can be drawn', reasons.length ? reasons : [{ path: 'grid', message: '范围内没有在册对象 / nothing is on the list here' }]);
    }
    const drawn = this.places.objects(who.scope, log.drawn.map(({ code }) => ({ objectCode: code })), (index) => `drawn.${index}`);
    const plans = log.drawn.flatMap(({ officers: team }, index) => {
      const object = drawn[index];
      return object ? [{ kind: body.kind, plannedFor: body.plannedFor, officers: team, sector: object.sector, objectCode: object.code, gridCode: object.gridCode, checklist: this.inspections.checklistFor(object, body.plannedFor) }] : [];
    });
    let kept: KeptDraw | undefined;
    await this.books.inspections.createAll(authorOf(who), 'draw', async (transaction, now) => {
      if ((await this.repository.open(plans.map(({ objectCode }) => objectCode), transaction)).size) throw conflict('draw-overtaken', '抽取期间有对象已被安排检查，请重新抽取', 'One of the objects was planned meanwhile; draw again');
      const drawId = await nextNumber(transaction, this.database.dialect, 'CQ', now);
      kept = { id: drawId, at: log.at, by: who.name, kind: body.kind, sectors: scope.sectors, ...(body.sector && { sector: body.sector }), grid: scope.gridPrefix, log };
      await this.repository.save(transaction, kept);
      return plans.map((plan) => (id: string, at: number) => planInspection(id, { ...plan, drawId }, who.name, at));
    });
    return this.view(kept as KeptDraw);
  }

  async list(who: Identity): Promise<DrawSummary[]> {
    return (await this.repository.newest(SHOWN)).filter((draw) => mayRead(who.scope, draw)).map(summaryOf);
  }

  /** The whole log, drawn again to see that it comes to the same; 404 when it reached beyond the reader's scope. */
  async find(who: Identity, id: string): Promise<DrawView> {
    const draw = await this.repository.find(id);
    if (!draw || !mayRead(who.scope, draw)) throw missing('no-such-draw', '没有这次抽取，或不在您的数据范围内', 'No such draw, or outside your data scope');
    return this.view(draw);
  }

  private async view(draw: KeptDraw): Promise<DrawView> {
    const names = Object.fromEntries(draw.log.objects.flatMap(({ code }) => {
      const name = this.places.objectName(code);
      return name === undefined ? [] : [[code, name]];
    }));
    return { ...summaryOf(draw), log: viewed(draw.log), reproduces: reproduces(draw.log), inspections: await this.repository.inspectionsOf(draw.id), names };
  }

  /** The officer list 人员库: accounts that may handle and whose scope reaches over the whole place, or those of them that are named. */
  private async officers(scope: DataScope, named: DrawBody['officers']): Promise<DrawOfficer[]> {
    const able = new Map((await this.accounts.list()).filter((each) => !each.disabled && may(each.role, 'handle-alarms') && scope.gridPrefix.startsWith(each.scope.gridPrefix)).map((each) => [each.username, each.scope.sectors]));
    if (!named) return [...able].map(([name, sectors]) => ({ name, sectors, avoids: [] }));
    const faults = named.flatMap(({ name }, index): FieldFault[] => (able.has(name) ? [] : [{ path: `officers.${index}.name`, message: `${name} 没有可在此范围办理的账号 / has no account that may handle here` }]));
    if (faults.length) throw invalid('officers-unknown', '人员库中有不可用的人员', 'Unknown officers', faults);
    return named.map(({ name, avoids }) => ({ name, sectors: able.get(name) ?? [], avoids }));
  }
}

/** The part of a person's scope a draw is asked for. Throws 422 when it lies outside. */
const narrowed = (scope: DataScope, { sector, grid = '' }: DrawBody): DataScope => {
  const faults: FieldFault[] = [];
  if (sector !== undefined && !scope.sectors.includes(sector)) faults.push({ path: 'sector', message: '不在您的数据范围内 / outside your data scope' });
  if (!grid.startsWith(scope.gridPrefix) && !scope.gridPrefix.startsWith(grid)) faults.push({ path: 'grid', message: '不在您的数据范围内 / outside your data scope' });
  if (faults.length) throw invalid('out-of-scope', '抽取范围超出您的数据范围', 'It reaches beyond your data scope', faults);
  return { sectors: sector ? [sector] : scope.sectors, gridPrefix: grid.length > scope.gridPrefix.length ? grid : scope.gridPrefix };
};

const mayRead = (scope: DataScope, { sectors, grid }: KeptDraw): boolean => grid.startsWith(scope.gridPrefix) && sectors.every((sector) => scope.sectors.includes(sector));

const summaryOf = ({ id, at, by, kind, sector, grid, log }: KeptDraw): DrawSummary => ({
  id, at: iso(at), by, kind, ...(sector && { sector }), ...(grid && { grid }), seed: log.seed, wanted: log.count, drawn: log.drawn.length, excluded: log.excluded.length, candidates: log.objects.length,
});
