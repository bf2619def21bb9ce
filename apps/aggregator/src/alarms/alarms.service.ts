import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { AlarmWithHistory, AlarmView, BulkResult } from '@one-screen/contracts';
import { conflict, covers, DEFAULT_RULES, DomainError, EVERYTHING, unavailable, type Alarm, type AlarmCommand, type AlarmRules, type Sector, type AlarmSignal } from '@one-screen/domain';
import { CONFIG } from '../config/config.module.js';
import type { Config } from '../config/config.js';
import { Database } from '../database/database.js';
import { DatabaseHealth } from '../database/database-health.js';
import { AuditService } from '../identity/audit.service.js';
import type { Identity } from '../identity/identity.js';
import { iso } from '../journal/instant.js';
import { JournalRepository } from '../journal/journal.repository.js';
import { LedgerService } from '../ledger/ledger.service.js';
import { Metrics } from '../operations/metrics.js';
import { PushService } from '../push/push.service.js';
import { notFound, type SignalResult } from './alarm-fold.js';
import { AlarmWriter } from './alarm-writer.js';
import { toView } from './alarm.view.js';
import { AlarmsRepository } from './alarms.repository.js';
import { MaintenanceWindows } from './maintenance/maintenance-windows.js';

type Command = Omit<AlarmCommand, 'actor'>;

/** Accepts signals and commands, saves them through the one writer, and tells the screens after the commit. */
@Injectable()
export class AlarmsService implements OnModuleInit {
  readonly rules: AlarmRules;
  private readonly writer: AlarmWriter;
  private readonly listeners: ((alarms: readonly Alarm[]) => void)[] = [];

  constructor(
    private readonly alarms: AlarmsRepository,
    private readonly journal: JournalRepository,
    private readonly health: DatabaseHealth,
    private readonly push: PushService,
    private readonly metrics: Metrics,
    private readonly audit: AuditService,
    database: Database,
    ledger: LedgerService,
    windows: MaintenanceWindows,
    @Inject(CONFIG) config: Config,
  ) {
    const { red, orange, yellow, blue } = config.signSeconds;
    this.rules = { ...DEFAULT_RULES, signWithin: { red: red * 1000, orange: orange * 1000, yellow: yellow * 1000, blue: blue * 1000 } };
    this.writer = new AlarmWriter(database, alarms, journal, audit, this.rules, (code) => ledger.objectOf(code), windows, (changed, head) => this.tell(changed, head), {
      committed: (operations, milliseconds) => metrics.committed(operations, milliseconds),
      failed: (error) => {
        metrics.commitFailed();
        health.suspect(error);
      },
    });
  }

  onModuleInit(): void {
    this.metrics.gauge('one_screen_commit_queue', 'Signals and commands waiting for a commit', () => this.writer.depth);
  }

  /** Hears of every committed change on this instance. */
  onCommitted(listener: (alarms: readonly Alarm[]) => void): void {
    this.listeners.push(listener);
  }

  /**
   * Takes a source's signals. Resolves, in the order given, only when all are durable; a message already known is a `repeat`.
   * Throws DomainError kind `unavailable` when the database is away.
   */
  async accept(source: { id: string; sector: Sector }, signals: readonly AlarmSignal[], receivedAt: number): Promise<SignalResult[]> {
    if (!signals.length) return [];
    this.health.demand();
    return (await withLimit(this.writer.submit({ kind: 'signals', source, signals, receivedAt }))) as SignalResult[];
  }

  /** Which of these alarms still have their condition. */
  async standing(ids: readonly string[]): Promise<Set<string>> {
    const found = ids.length ? await this.alarms.findMany(ids, EVERYTHING) : [];
    return new Set(found.flatMap(({ id, conditionActive }) => (conditionActive ? [id] : [])));
  }

  /** Open alarms of a sector whose condition is there, about an object, no drills. */
  standingIn(sector: Sector): Promise<Alarm[]> {
    return this.alarms.standingIn(sector);
  }

  /** One person's action on one alarm, checked against rules, scope and revision. Returns the alarm after the commit. */
  async act(who: Identity, alarmId: string, command: Command): Promise<AlarmView> {
    this.health.demand();
    const before = await this.alarms.find(alarmId, who.scope);
    if (!before) throw notFound();
    const op = { kind: 'command', alarmId, ip: who.ip, command: { ...command, actor: { name: who.name, leader: who.role === 'leader' } } } as const;
    try {
      return toView((await withLimit(this.writer.submit(op))) as Alarm);
    } catch (error) {
      throw withView(error);
    }
  }

  /** Signs several at once. Red is refused in bulk (domain.md section 0: a red is looked at by itself). */
  async actOnMany(who: Identity, items: readonly { id: string; revision: number }[], command: Omit<Command, 'revision'>, locale: 'zh' | 'en'): Promise<BulkResult> {
    const results = await Promise.all(
      items.map(async ({ id, revision }): Promise<BulkResult['results'][number]> => {
        try {
          const alarm = await this.alarms.find(id, who.scope);
          if (alarm?.level === 'red') throw conflict('red-not-in-bulk', '红色告警不能批量签收', 'A red alarm cannot be signed in bulk');
          return { id, status: 'done', alarm: await this.act(who, id, { ...command, revision }) };
        } catch (error) {
          if (!(error instanceof DomainError)) throw error;
          const view = (error.details as { alarm?: AlarmView } | undefined)?.alarm;
          return { id, status: 'refused', ...(view && { alarm: view }), error: { code: error.code, message: error.text[locale] } };
        }
      }),
    );
    return { results };
  }

  /** Applies what time alone has done to these alarms. */
  async tick(alarmIds: readonly string[]): Promise<void> {
    if (alarmIds.length) await this.writer.submit({ kind: 'tick', alarmIds });
  }

  /** Brings back every alarm a window holds, once the window is over. Resolves when none is left. */
  async release(windowId: string): Promise<void> {
    for (let alarmIds = await this.alarms.heldBy(windowId, RELEASED_AT_ONCE); alarmIds.length; alarmIds = await this.alarms.heldBy(windowId, RELEASED_AT_ONCE)) {
      await this.writer.submit({ kind: 'release', windowId, alarmIds });
    }
  }

  async dueNow(limit = 500): Promise<string[]> {
    return this.alarms.due(Date.now(), limit);
  }

  async history(who: Identity, id: string): Promise<AlarmWithHistory> {
    const alarm = await this.alarms.find(id, who.scope);
    if (!alarm) throw notFound();
    const [history, shown] = await Promise.all([this.journal.of('alarm', id), this.alarms.shownOf(id)]);
    return {
      ...toView(alarm),
      history,
      shown: shown.map((row) => ({ wallId: row.wall_id, wallName: row.wall_name, revision: row.revision, at: iso(Number(row.at)) })),
    };
  }

  /** Takes no more and waits until all that was taken is durable. */
  stop(): Promise<void> {
    return this.writer.stop();
  }

  private tell(changed: readonly Alarm[], head: number): void {
    this.push.reached(head);
    for (const alarm of changed) {
      this.metrics.alarm(alarm.sector, alarm.level, alarm.state);
      this.push.publish('alarm', toView(alarm));
    }
    for (const listener of this.listeners) listener(changed);
  }

  visible(who: Identity, alarm: Alarm): boolean {
    return covers(who.scope, alarm);
  }
}

const RELEASED_AT_ONCE = 500;
const ANSWER_LIMIT = 15_000;

/** A database that hangs must not hang the sender: it is told to come back, and its repeat is recognised. */
const withLimit = async <T>(work: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(unavailable('slow-commit', '数据库响应超时，请稍后重试', 'The database is slow; try again', { retryAfterSeconds: 5 })), ANSWER_LIMIT);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
};

/** Rules speak of alarms; people are shown views. */
const withView = (error: unknown): unknown => {
  if (!(error instanceof DomainError)) return error;
  const alarm = (error.details as { alarm?: Alarm } | undefined)?.alarm;
  return alarm ? new DomainError(error.kind, error.code, error.text, { alarm: toView(alarm) }) : error;
};
