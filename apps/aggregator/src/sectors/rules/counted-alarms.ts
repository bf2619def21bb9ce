import { Injectable } from '@nestjs/common';
import type { AlarmSignal, Sector } from '@one-screen/domain';
import { AlarmsService } from '../../alarms/alarms.service.js';
import type { Accepted } from '../intake-answer.js';
import { RulesService } from './rules.service.js';

/** Alarms that come ready-made, past every measurement: only rules that count alarms 组合规则 look at them. */
@Injectable()
export class CountedAlarms {
  constructor(
    private readonly rules: RulesService,
    private readonly alarms: AlarmsService,
  ) {}

  /**
   * Lets the rules count what is durable, each alarm in its own sector; costs nothing where no rule of the sector counts it. An alarm counts
   * while it stands: one sent once more, or late, after its end does not; nor does a drill.
   */
  async count(source: { id: string; sector: Sector }, signals: readonly AlarmSignal[], accepted: readonly Accepted[], now: number): Promise<void> {
    const bySector = new Map<Sector, { signal: AlarmSignal; id: string | undefined }[]>();
    signals.forEach((signal, index) => {
      const sector = signal.sector ?? source.sector;
      if ((signal.drill && !signal.cleared) || !this.rules.counts(sector, signal, now)) return;
      const counted = bySector.get(sector) ?? [];
      counted.push({ signal, id: accepted[index]?.id });
      bySector.set(sector, counted);
    });
    for (const [sector, counted] of bySector) {
      const standing = await this.alarms.standing(counted.flatMap(({ signal, id }) => (signal.cleared || id === undefined ? [] : [id])));
      const worth = counted.flatMap(({ signal, id }) => (signal.cleared || (id !== undefined && standing.has(id)) ? [signal] : []));
      if (worth.length) await this.rules.take({ id: source.id, sector }, worth, now);
    }
  }
}
