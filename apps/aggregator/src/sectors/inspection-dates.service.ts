import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { LEDGER_SOURCE } from '@one-screen/contracts';
import { daysUntil, type ReadingSignal } from '@one-screen/domain';
import { LedgerService } from '../ledger/ledger.service.js';
import { ReadingsService } from '../readings/readings.service.js';
import { FieldLead } from './field-lead.js';
import { RulesService } from './rules/rules.service.js';

const LOOK_EVERY = 3_000;
const INSPECTION_POINT = 'inspection-days';

/**
 * Counts the days to every inspection the ledger knows of, as readings of the object (`inspection-days`): so the rules judge them, their
 * limits are kept with the other rules', and the pages show them. Told when the number changes, when a date is renewed, and at the start.
 */
@Injectable()
export class InspectionDates implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('inspections');
  private readonly told = new Map<string, number>();
  private looking: Promise<void> = Promise.resolve();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly ledger: LedgerService,
    private readonly readings: ReadingsService,
    private readonly rules: RulesService,
    private readonly lead: FieldLead,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.looking = this.looking.then(() => this.look(Date.now())).catch((error: unknown) => this.log.debug(`later: ${error instanceof Error ? error.message : String(error)}`));
    }, LOOK_EVERY);
    this.timer.unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.looking;
  }

  /** Tells what has changed since it was told last. Rejects with `unavailable` when it cannot be stored now; then all of it is told again. */
  async look(now: number): Promise<void> {
    if (!this.lead.leads) {
      this.told.clear();
      return;
    }
    const inspected = this.ledger.inspected();
    for (const sector of new Set(inspected.map((object) => object.sector))) {
      const changed = inspected.filter((object) => object.sector === sector).map((object) => ({ object, days: daysUntil(object.inspectionDue, now) })).filter(({ object, days }) => this.told.get(object.code) !== days);
      if (!changed.length) continue;
      const signals = changed.map(({ object: { code }, days }): ReadingSignal => ({ kind: 'reading', deviceCode: code, objectCode: code, point: INSPECTION_POINT, value: days, unit: 'd', quality: 'good', at: now }));
      const source = { id: LEDGER_SOURCE, sector };
      await this.readings.take(source, signals, now);
      await this.rules.take(source, signals, now);
      for (const { object, days } of changed) this.told.set(object.code, days);
    }
  }
}
