import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { LEDGER_SOURCE } from '@one-screen/contracts';
import { addDays, dayOf, type AlarmSignal, type Level, type Sector } from '@one-screen/domain';
import { AlarmsService } from '../alarms/alarms.service.js';
import { CLOCK, type Clock } from '../identity/clock.js';
import { LedgerService } from '../ledger/ledger.service.js';
import { EXPIRY_KEY, EXPIRY_WARNING_DAYS, expirySignal } from './expiry.js';
import { ExpiryAlarmsRepository } from './expiry-alarms.repository.js';
import { FieldLead } from './field-lead.js';

const LOOK_EVERY = 5_000;

/**
 * Certificates and due dates that run out are alarms of their own (domain facts, sections 0.7 and 1): raised 30 days before, graver when they
 * have run out, cleared when a new day is entered. What is raised is compared with what is so, so that nothing is missed over restarts.
 */
@Injectable()
export class ExpiryAlarms implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('expiry-alarms');
  /** Alarms that stand, by key; undefined until they were asked for. */
  private standing: Map<string, Level> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly ledger: LedgerService,
    private readonly alarms: AlarmsService,
    private readonly repository: ExpiryAlarmsRepository,
    private readonly lead: FieldLead,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.lead.onChange(() => {
      this.standing = undefined;
    });
    this.schedule();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.looking;
  }

  /** Raises, worsens and clears what has changed since the last look. Rejects with `unavailable` when it cannot be stored now. */
  async look(now: number): Promise<void> {
    if (!this.lead.leads) return;
    const standing = (this.standing ??= await this.repository.standing(LEDGER_SOURCE, EXPIRY_KEY));
    const today = dayOf(now);
    const due = new Map<string, { signal: AlarmSignal & { level: Level }; sector: Sector }>();
    for (const thing of await this.ledger.expiring(addDays(today, EXPIRY_WARNING_DAYS))) {
      const object = this.ledger.objectOf(thing.objectCode);
      const signal = object && expirySignal(thing, object, today);
      if (object && signal) due.set(signal.key, { signal, sector: object.sector });
    }
    for (const [key, { signal, sector }] of due) {
      if (standing.get(key) === signal.level) continue;
      await this.alarms.accept({ id: LEDGER_SOURCE, sector }, [signal], now);
      standing.set(key, signal.level);
    }
    for (const [key, level] of standing) {
      if (due.has(key)) continue;
      const objectCode = key.slice(EXPIRY_KEY.length).split('/')[0] ?? '';
      await this.alarms.accept({ id: LEDGER_SOURCE, sector: this.ledger.objectOf(objectCode)?.sector ?? 'city' }, [{ kind: 'alarm', key, level, title: '已更新有效期', occurredAt: now, cleared: true, onlyIfStanding: true, objectCode }], now);
      standing.delete(key);
    }
  }

  private schedule(): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.looking = this.look(this.clock())
        .catch((error: unknown) => this.log.debug(`later: ${error instanceof Error ? error.message : String(error)}`))
        .finally(() => this.schedule());
    }, LOOK_EVERY);
    this.timer.unref();
  }
}
