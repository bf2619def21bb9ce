import { Controller, Get, Query } from '@nestjs/common';
import type { JournalPage } from '@one-screen/contracts';
import { z } from 'zod';
import { zod } from '../http/zod.pipe.js';
import { Who } from '../identity/guard.js';
import type { Identity } from '../identity/identity.js';
import { JournalRepository } from '../journal/journal.repository.js';
import { toView } from './alarm.view.js';
import { AlarmsRepository } from './alarms.repository.js';

const JournalQuery = z.object({
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
});

/** What happened since, in order: how a screen that was away catches up exactly. */
@Controller('api/journal')
export class JournalController {
  constructor(
    private readonly journal: JournalRepository,
    private readonly alarms: AlarmsRepository,
  ) {}

  @Get()
  async since(@Who() who: Identity, @Query(zod(JournalQuery)) query: z.infer<typeof JournalQuery>): Promise<JournalPage> {
    const entries = await this.journal.after(query.after, query.limit);
    const ids = new Set(entries.filter((entry) => entry.subject.type === 'alarm').map((entry) => entry.subject.id));
    const alarms = await this.alarms.findMany([...ids], who.scope);
    const visible = new Set(alarms.map((alarm) => alarm.id));
    return {
      items: entries.filter((entry) => entry.subject.type !== 'alarm' || visible.has(entry.subject.id)),
      alarms: alarms.map(toView),
      through: entries.at(-1)?.sequence ?? query.after,
      more: entries.length === query.limit,
    };
  }
}
