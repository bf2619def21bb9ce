import { Inject, Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { GridAdjustBody, GridCloseBody, GridView } from '@one-screen/contracts';
import { adjustGrid, closeGrid, conflict, DomainError, gridLevelOf, invalid, missing, parentGridOf } from '@one-screen/domain';
import { ulid } from 'ulid';
import { Database, type Transaction } from '../../database/database.js';
import { AuditService } from '../../identity/audit.service.js';
import { CLOCK, type Clock } from '../../identity/clock.js';
import type { Identity } from '../../identity/identity.js';
import { JournalRepository } from '../../journal/journal.repository.js';
import { GridsRepository } from '../grids.repository.js';
import { ringFaults } from '../ledger.service.js';
import type { StoredVersion } from './grid.row.js';

const LOOK_EVERY = 5_000;

/** Adjusts and closes grids 动态调整: each step a version of its own with its reason, in journal and audit; what is planned takes effect by the clock. */
@Injectable()
export class GridKeeper implements OnModuleInit, OnApplicationShutdown {
  private readonly log = new Logger('grids');
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly database: Database,
    private readonly grids: GridsRepository,
    private readonly journal: JournalRepository,
    private readonly audit: AuditService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.timer = setInterval(() => void this.takeEffect().catch((error: unknown) => this.log.warn(`planned grids wait: ${String(error)}`)), LOOK_EVERY);
    this.timer.unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** The next version of a grid. Throws `no-grid` (404), `grid-stale` (409 with details.version), `outline`, `past-change`, `same-beginning`, `outside-parent` (422). */
  adjust(who: Identity, code: string, { version, from, reason, ...changes }: GridAdjustBody): Promise<GridView> {
    const faults = (['rings', 'holes'] as const).flatMap((field) => (changes[field] ?? []).flatMap((ring, index) => ringFaults(ring, `${field}[${index}]`)));
    if (faults.length) return Promise.reject(invalid('outline', '网格轮廓有误', 'The outline is wrong', faults));
    return this.step(who, code, 'adjusted', reason, version, from, 'from', (versions, current, at, now) => {
      const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as Partial<GridView>;
      const grid: GridView = { ...current.grid, ...given };
      const next = { id: ulid(now), code, name: grid.name, from: at, reason };
      return adjustGrid(versions, next).map((each) => (each.id === next.id ? { ...each, grid, by: who.name, at: now, present: false } : (each as StoredVersion)));
    });
  }

  /** The end of a grid. Throws `no-grid` (404), `grid-stale`, `children-active`, `later-version`, `objects-within` (409), `past-change` (422). */
  close(who: Identity, code: string, { version, until, reason }: GridCloseBody): Promise<GridView> {
    return this.step(who, code, 'closed', reason, version, until, 'until', (versions, _current, at) => closeGrid(versions, code, at) as StoredVersion[]);
  }

  private async step(
    who: Identity, code: string, verb: 'adjusted' | 'closed', reason: string, seen: string, when: string | undefined, field: string,
    change: (versions: StoredVersion[], current: StoredVersion, at: number, now: number) => StoredVersion[],
  ): Promise<GridView> {
    const action = `grid.${verb}`;
    try {
      return await this.database.write(async (transaction) => {
        const head = await this.journal.lock(transaction);
        const now = this.clock();
        const at = when === undefined ? now : Date.parse(when);
        if (at < now) throw invalid('past-change', '不能改动过去的网格', 'The past of a grid stays as it was', [{ path: field, message: '不能早于现在 / cannot lie in the past' }]);
        const parent = parentGridOf(code);
        const own = await this.grids.versionsOf([code, ...(parent === undefined ? [] : [parent])], transaction);
        const current = code.startsWith(who.scope.gridPrefix) ? own.find((each) => each.code === code && each.from <= now && now < (each.until ?? Infinity)) : undefined;
        if (!current || !gridLevelOf(code)) throw missing('no-grid', '没有这个网格，或不在您的数据范围内', 'No such grid, or outside your data scope');
        if (current.id !== seen) throw conflict('grid-stale', '该网格已被他人调整，请按最新版本操作', 'The grid has been adjusted meanwhile; act on its present version', { version: current.id });
        if (verb === 'closed') await this.refuseWithObjects(transaction, code);
        const before = new Map([...own, ...(await this.grids.versionsWithin(transaction, code))].map((each) => [each.id, each]));
        const after = change([...before.values()], current, at, now).filter((each) => before.get(each.id) !== each);
        // What ends is written before what begins in its place.
        await this.grids.saveVersions(transaction, after);
        await this.grids.present(transaction, [code], now);
        await this.journal.append(transaction, head, [{ at: now, kind: action, subjectType: 'grid', subjectId: code, revision: 0, actor: who.name, note: reason, data: { [field]: at, versions: after.map(({ id }) => id) } }]);
        await this.audit.append(transaction, [{ actor: who.name, action, object: `grid:${code}`, result: 'done', ip: who.ip, detail: reason }]);
        return (after.find(({ from }) => from === at) ?? current).grid;
      });
    } catch (error) {
      if (error instanceof DomainError) await this.audit.refused({ actor: who.name, action, object: `grid:${code}`, ip: who.ip, detail: error.code });
      throw error;
    }
  }

  private async refuseWithObjects(transaction: Transaction, code: string): Promise<void> {
    const count = await this.grids.objectsIn(transaction, code);
    if (count > 0) throw conflict('objects-within', `网格内还有 ${count} 个监管对象，请先划入其他网格`, `${count} supervised objects still lie in it: move them to other grids first`, { count });
  }

  /** What was planned and whose time has come becomes what the hot path reads; whichever instance comes first does it. */
  async takeEffect(): Promise<void> {
    if (!(await this.grids.due(this.clock())).length) return;
    await this.database.write(async (transaction) => {
      const head = await this.journal.lock(transaction);
      const now = this.clock();
      const codes = [...new Set((await this.grids.due(now, transaction)).map(({ code }) => code))];
      await this.grids.present(transaction, codes, now);
      await this.journal.append(transaction, head, codes.map((code) => ({ at: now, kind: 'grid.in-effect', subjectType: 'grid', subjectId: code, revision: 0, actor: 'clock' })));
      await this.audit.append(transaction, codes.map((code) => ({ actor: 'clock', action: 'grid.in-effect', object: `grid:${code}`, result: 'done' as const, ip: '-' })));
    });
  }
}
