import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import type { MaintenanceBody, MaintenanceView } from '@one-screen/contracts';
import {
  conflict, decide, DomainError, forbidden, invalid, lapse, liesWithin, missing, phaseOf, request, type MaintenanceActor, type MaintenanceCommand, type MaintenanceRequest, type MaintenanceWindow, type Sector,
} from '@one-screen/domain';
import { ulid } from 'ulid';
import { Database, type Transaction } from '../../database/database.js';
import { AuditService } from '../../identity/audit.service.js';
import { CLOCK, type Clock } from '../../identity/clock.js';
import type { Identity } from '../../identity/identity.js';
import { JournalRepository } from '../../journal/journal.repository.js';
import { DevicesService } from '../../ledger/devices.service.js';
import { LedgerService } from '../../ledger/ledger.service.js';
import { Metrics } from '../../operations/metrics.js';
import { PushService } from '../../push/push.service.js';
import { AlarmsService } from '../alarms.service.js';
import { MaintenanceWindows } from './maintenance-windows.js';
import { MaintenanceRepository } from './maintenance.repository.js';
import { toView } from './maintenance.view.js';

/** Asks for, decides on and ends maintenance windows 检维修屏蔽, each step with its journal and audit entry, and tells the screens after the commit. */
@Injectable()
export class MaintenanceService implements OnModuleInit {
  private readonly log = new Logger('maintenance');

  constructor(
    private readonly database: Database,
    private readonly repository: MaintenanceRepository,
    private readonly windows: MaintenanceWindows,
    private readonly alarms: AlarmsService,
    private readonly journal: JournalRepository,
    private readonly audit: AuditService,
    private readonly ledger: LedgerService,
    private readonly devices: DevicesService,
    private readonly push: PushService,
    private readonly metrics: Metrics,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.metrics.gauge('one_screen_maintenance_windows', 'Maintenance windows in force', () => this.windows.open.filter((window) => phaseOf(window, this.clock()) === 'in-force').length);
  }

  /** All that are open and the newest `pastAtMost` of the others, newest first, within the reader's scope. */
  async list(who: Identity, pastAtMost: number): Promise<MaintenanceView[]> {
    return this.viewsOf(await this.repository.list(who.scope, pastAtMost));
  }

  /** Throws `scope-required`, `until-*`, `from-too-far`, `unknown-*`, `sectors-differ` (422), `out-of-scope` (403), `same-window` (409). */
  async request(who: Identity, body: MaintenanceBody): Promise<MaintenanceView> {
    const asked = await this.placed(body);
    const made = await this.attempt(who, 'request', body.permit, async (transaction, now) => {
      const window = request(ulid(now), asked, actorOf(who), now);
      if (!liesWithin(who.scope, window)) throw outOfScope();
      const { open } = await this.repository.live(transaction);
      const same = open.find((one) => SAME.every((name) => one[name] === window[name]) && now < one.until && one.from < window.until && window.from < one.until);
      if (same) throw conflict('same-window', `作业票 ${window.permit} 已有同一范围、时段重叠的申请`, `Permit ${window.permit} already has a window over the same thing and time`, { window: await this.viewOf(same) });
      return { window, from: undefined };
    });
    return this.viewOf(made);
  }

  /** One person's decision. Throws what `decide` throws (domain maintenance.ts), `no-such-window` (404), `out-of-scope` (403). */
  async decide(who: Identity, id: string, command: Omit<MaintenanceCommand, 'actor'>): Promise<MaintenanceView> {
    if (!(await this.repository.find(id, who.scope))) throw noSuchWindow();
    const made = await this.attempt(who, command.action, id, async (transaction, now) => {
      const before = await this.repository.present(transaction, id);
      if (!before) throw noSuchWindow();
      if (command.action !== 'end' && !liesWithin(who.scope, before)) throw outOfScope();
      return { window: decide(before, { ...command, actor: actorOf(who) }, now), from: before.state };
    }, command.note);
    // What it held comes back now; the clock sees to it as well, should we not get so far.
    if (made.state === 'ended') await this.release(id).catch((error: unknown) => this.log.warn(`later: ${error instanceof Error ? error.message : String(error)}`));
    return this.viewOf(made);
  }

  /** The time of a window is up: whichever instance comes first ends it. */
  async lapse(id: string): Promise<void> {
    const done = await this.database.write(async (transaction) => {
      const head = await this.journal.lock(transaction);
      const before = await this.repository.present(transaction, id);
      const after = before && lapse(before, this.clock());
      if (before && after) await this.write(transaction, head, after, before.state, undefined);
      return after;
    });
    await this.windows.refresh();
    if (done) this.tell(await this.viewOf(done));
  }

  /** What an ended window held comes back; then it is written down that nothing is held any more. */
  async release(id: string): Promise<void> {
    await this.alarms.release(id);
    await this.database.write(async (transaction) => {
      await this.journal.lock(transaction);
      await this.repository.released(transaction, id);
      await this.journal.mark(transaction);
    });
    await this.windows.refresh();
  }

  /** Runs a step under the journal's head, and writes down also that it was refused. */
  private async attempt(who: Identity, action: string, object: string, step: (transaction: Transaction, now: number) => Promise<{ window: MaintenanceWindow; from: string | undefined }>, note?: string): Promise<MaintenanceWindow> {
    try {
      const window = await this.database.write(async (transaction) => {
        // Whoever journals holds the head's lock, so of two decisions the second sees the first.
        const head = await this.journal.lock(transaction);
        const made = await step(transaction, this.clock());
        await this.write(transaction, head, made.window, made.from, note);
        await this.audit.append(transaction, [{ actor: who.name, action: `maintenance.${action}`, object: `maintenance:${made.window.id}`, result: 'done', ip: who.ip, detail: note ?? made.window.permit }]);
        return made.window;
      });
      await this.windows.refresh();
      this.tell(await this.viewOf(window));
      return window;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      await this.audit.refused({ actor: who.name, action: `maintenance.${action}`, object: `maintenance:${object}`, ip: who.ip, detail: error.code });
      const stale = (error.details as { window?: MaintenanceWindow } | undefined)?.window;
      throw stale && typeof stale.from === 'number' ? new DomainError(error.kind, error.code, error.text, { window: await this.viewOf(stale) }) : error;
    }
  }

  private async write(transaction: Transaction, head: number, window: MaintenanceWindow, from: string | undefined, note: string | undefined): Promise<void> {
    const { id, state, permit, sourceId, deviceCode, objectCode, point, until, includesRed } = window;
    await this.repository.save(transaction, window);
    await this.journal.mark(transaction);
    await this.journal.append(transaction, head, [{
      at: this.clock(), kind: `maintenance.${state}`, subjectType: 'maintenance', subjectId: id, revision: window.revision, actor: state === 'requested' ? window.requestedBy : (window.endedBy ?? window.decidedBy ?? 'clock'),
      ...(from !== undefined && { from }), to: state, note: note ?? (state === 'requested' ? window.reason : undefined),
      data: { permit, from: window.from, until, ...(sourceId && { sourceId }), ...(deviceCode && { deviceCode }), ...(objectCode && { objectCode }), ...(point && { point }), ...(state === 'approved' && { includesRed }), ...(window.endedBy === 'clock' && { automatic: true }) },
    }]);
  }

  /** What is asked for, with the sector and grid of what it names. */
  private async placed(body: MaintenanceBody): Promise<MaintenanceRequest> {
    const source = body.sourceId === undefined ? undefined : (await this.repository.sources(body.sourceId)).get(body.sourceId);
    const device = body.deviceCode === undefined ? undefined : this.devices.find(body.deviceCode);
    const object = body.objectCode === undefined ? undefined : this.ledger.objectOf(body.objectCode);
    const faults = [
      ...(body.sourceId !== undefined && !source ? [{ path: 'sourceId', message: '没有这个数据源 / no such source' }] : []),
      ...(body.deviceCode !== undefined && !device ? [{ path: 'deviceCode', message: '没有这个设备 / no such device' }] : []),
      ...(body.objectCode !== undefined && !object ? [{ path: 'objectCode', message: '没有这个监管对象 / no such object' }] : []),
    ];
    if (faults.length) throw invalid('unknown-thing', '检维修对象不存在', 'What is worked on does not exist', faults);
    const sectors = new Set([source?.sector, device?.sector, object?.sector].filter((sector): sector is Sector => sector !== undefined));
    if (sectors.size > 1) throw invalid('sectors-differ', '数据源、设备、监管对象不属于同一领域', 'Source, device and object are of different sectors', [{ path: 'scope', message: '不属于同一领域 / of different sectors' }]);
    const [sector] = sectors;
    const gridCode = object?.gridCode ?? (body.deviceCode === undefined ? undefined : this.devices.objectOf(body.deviceCode)?.gridCode);
    // Without any of the three the domain refuses before the sector matters.
    return { ...body, sector: sector ?? 'city', ...(gridCode !== undefined && { gridCode }), from: Date.parse(body.from), until: Date.parse(body.until) };
  }

  private tell(view: MaintenanceView): void {
    this.push.publish('maintenance', view);
  }

  private async viewOf(window: MaintenanceWindow): Promise<MaintenanceView> {
    const [view] = await this.viewsOf([window]);
    return view as MaintenanceView;
  }

  private async viewsOf(windows: readonly MaintenanceWindow[]): Promise<MaintenanceView[]> {
    if (!windows.length) return [];
    const now = this.clock();
    const [held, sources] = await Promise.all([this.repository.held(), this.repository.sources()]);
    return windows.map((window) => {
      const { id, sourceId, deviceCode, objectCode } = window;
      const object = objectCode === undefined ? (deviceCode === undefined ? undefined : this.devices.objectOf(deviceCode)) : this.ledger.objectOf(objectCode);
      return toView(window, {
        held: held.get(id) ?? 0,
        ...(sourceId !== undefined && { sourceName: sources.get(sourceId)?.name }),
        ...(deviceCode !== undefined && { deviceName: this.devices.nameOf(deviceCode) }),
        ...(object && { objectName: object.name }),
      }, now);
    });
  }
}

/** What makes two open requests the same. */
const SAME = ['permit', 'sourceId', 'deviceCode', 'objectCode', 'point'] as const;
const actorOf = (who: Identity): MaintenanceActor => ({ name: who.name, leader: who.role === 'leader' });
const noSuchWindow = () => missing('no-such-window', '没有这个检维修申请，或不在您的数据范围内', 'No such maintenance window, or outside your data scope');
const outOfScope = () => forbidden('out-of-scope', '检维修范围超出您的数据范围', 'It reaches beyond your data scope');
