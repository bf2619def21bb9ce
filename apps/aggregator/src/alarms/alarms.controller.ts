import { Body, Controller, Get, HttpCode, Param, Post, Put, Query, Req } from '@nestjs/common';
import {
  AcknowledgeBody,
  ActionBody,
  BulkAcknowledgeBody,
  Instant,
  MergeBody,
  ShelveBody,
  ShownBody,
  TransferBody,
  type AlarmPage,
  type AlarmView,
  type TimelineView,
} from '@one-screen/contracts';
import { ALARM_STATES, invalid, isLevel, isSector, LEVELS, may, SECTORS, type AlarmState, type Level, type Sector } from '@one-screen/domain';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { languageOf } from '../http/language.js';
import { zod } from '../http/zod.pipe.js';
import { AccountsRepository } from '../identity/accounts.repository.js';
import { Needs, Who } from '../identity/guard.js';
import type { Identity } from '../identity/identity.js';
import { iso } from '../journal/instant.js';
import { JournalRepository } from '../journal/journal.repository.js';
import { AlarmLoadService } from './alarm-load.service.js';
import { toView } from './alarm.view.js';
import { AlarmsRepository } from './alarms.repository.js';
import { AlarmsService } from './alarms.service.js';
import { ShownService } from './shown.service.js';

/** A comma-separated list of known words. */
const listOf = (known: readonly string[], words: string) =>
  z
    .string()
    .transform((text) => text.split(',').filter(Boolean))
    .refine((values) => values.every((value) => known.includes(value)), { error: `one or more of ${words}, with commas` })
    .optional();

const ListQuery = z.object({
  state: listOf(['open', ...ALARM_STATES], `open, ${ALARM_STATES.join(', ')}`),
  level: listOf(LEVELS, LEVELS.join(', ')),
  sector: listOf(SECTORS, SECTORS.join(', ')),
  since: z.union([z.string().regex(/^\d{1,15}$/), Instant], { error: 'a journal sequence, or an ISO 8601 instant' }).optional(),
  objectCode: z.string().max(64).optional(),
  sourceId: z.string().max(64).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  cursor: z.string().regex(/^\d{1,15}$/, { error: 'nextCursor of the page before' }).optional(),
});
type ListQuery = z.infer<typeof ListQuery>;

const TimelineQuery = z.object({ from: Instant, to: Instant, bucketMinutes: z.coerce.number().int().min(1).max(1440).default(15), sector: listOf(SECTORS, SECTORS.join(', ')) });
const LoadQuery = z.object({ minutes: z.coerce.number().int().min(1).max(1440).default(60) });
const BUCKETS_AT_MOST = 1500;

/** The desk's and the walls' door to alarms. */
@Controller('api')
export class AlarmsController {
  constructor(
    private readonly alarms: AlarmsService,
    private readonly rows: AlarmsRepository,
    private readonly journal: JournalRepository,
    private readonly load: AlarmLoadService,
    private readonly shown: ShownService,
    private readonly accounts: AccountsRepository,
  ) {}

  @Get('alarms')
  async list(@Who() who: Identity, @Query(zod(ListQuery)) query: ListQuery): Promise<AlarmPage> {
    // Read before the rows: the page is at least as new as this.
    const latest = await this.journal.latest();
    const bySequence = query.since !== undefined && /^\d+$/.test(query.since);
    const found = await this.rows.list(
      {
        open: query.state?.includes('open'),
        states: query.state?.filter((state): state is AlarmState => state !== 'open'),
        levels: query.level?.filter(isLevel) satisfies Level[] | undefined,
        sectors: query.sector?.filter(isSector) satisfies Sector[] | undefined,
        sinceSequence: bySequence ? Number(query.since) : undefined,
        sinceTime: query.since !== undefined && !bySequence ? Date.parse(query.since) : undefined,
        objectCode: query.objectCode,
        sourceId: query.sourceId,
        before: query.cursor === undefined ? undefined : Number(query.cursor),
        limit: query.limit + 1,
      },
      who.scope,
    );
    const items = found.slice(0, query.limit).map(toView);
    const last = items.at(-1);
    return { items, ...(found.length > query.limit && last && { nextCursor: String(last.sequence) }), latest };
  }

  @Get('alarms/load')
  async loadFigures(@Query(zod(LoadQuery)) query: z.infer<typeof LoadQuery>) {
    return { items: await this.load.recent(query.minutes) };
  }

  @Get('alarms/timeline')
  async timeline(@Who() who: Identity, @Query(zod(TimelineQuery)) query: z.infer<typeof TimelineQuery>): Promise<TimelineView> {
    const bucketMs = query.bucketMinutes * 60_000;
    const from = Date.parse(query.from) - (Date.parse(query.from) % bucketMs);
    const to = Date.parse(query.to);
    if (to <= from || (to - from) / bucketMs > BUCKETS_AT_MOST) throw invalid('bad-range', '时间范围不正确或过长', `"to" must follow "from" by at most ${BUCKETS_AT_MOST} buckets`);
    const sectors = query.sector?.filter(isSector);
    const scope = sectors ? { ...who.scope, sectors: who.scope.sectors.filter((sector) => sectors.includes(sector)) } : who.scope;
    const counted = scope.sectors.length ? await this.rows.timeline(from, to, bucketMs, scope) : [];
    const buckets = Array.from({ length: Math.ceil((to - from) / bucketMs) }, (_, index) => ({ at: iso(from + index * bucketMs), red: 0, orange: 0, yellow: 0, blue: 0 }));
    for (const row of counted) {
      const bucket = buckets[(Number(row.bucket) - from) / bucketMs];
      if (bucket && isLevel(row.level)) bucket[row.level] += Number(row.alarms);
    }
    return { bucketMs, from: iso(from), to: iso(to), buckets };
  }

  @Get('alarms/:id')
  one(@Who() who: Identity, @Param('id') id: string) {
    return this.alarms.history(who, id);
  }

  @Needs('handle-alarms')
  @Post('alarms/bulk-acknowledge')
  @HttpCode(200)
  bulk(@Who() who: Identity, @Body(zod(BulkAcknowledgeBody)) body: z.infer<typeof BulkAcknowledgeBody>, @Req() request: FastifyRequest) {
    return this.alarms.actOnMany(who, body.items, { action: 'acknowledge', disposition: body.disposition, note: body.note }, languageOf(request.headers['accept-language']));
  }

  @Needs('handle-alarms')
  @Post('alarms/:id/acknowledge')
  @HttpCode(200)
  acknowledge(@Who() who: Identity, @Param('id') id: string, @Body(zod(AcknowledgeBody)) body: z.infer<typeof AcknowledgeBody>): Promise<AlarmView> {
    return this.alarms.act(who, id, { ...body, action: 'acknowledge', promiseUntil: at(body.promiseUntil) });
  }

  @Needs('handle-alarms')
  @Post('alarms/:id/handle')
  @HttpCode(200)
  handle(@Who() who: Identity, @Param('id') id: string, @Body(zod(ActionBody)) body: z.infer<typeof ActionBody>) {
    return this.alarms.act(who, id, { ...body, action: 'handle', promiseUntil: at(body.promiseUntil) });
  }

  @Needs('handle-alarms')
  @Post('alarms/:id/shelve')
  @HttpCode(200)
  shelve(@Who() who: Identity, @Param('id') id: string, @Body(zod(ShelveBody)) body: z.infer<typeof ShelveBody>) {
    return this.alarms.act(who, id, { revision: body.revision, note: body.note, action: 'shelve', until: at(body.until) });
  }

  @Needs('handle-alarms')
  @Post('alarms/:id/unshelve')
  @HttpCode(200)
  unshelve(@Who() who: Identity, @Param('id') id: string, @Body(zod(ActionBody)) body: z.infer<typeof ActionBody>) {
    return this.alarms.act(who, id, { revision: body.revision, note: body.note, action: 'unshelve' });
  }

  @Needs('handle-alarms')
  @Post('alarms/:id/escalate')
  @HttpCode(200)
  escalate(@Who() who: Identity, @Param('id') id: string, @Body(zod(ActionBody)) body: z.infer<typeof ActionBody>) {
    return this.alarms.act(who, id, { revision: body.revision, note: body.note, action: 'escalate' });
  }

  @Needs('handle-alarms')
  @Post('alarms/:id/close')
  @HttpCode(200)
  close(@Who() who: Identity, @Param('id') id: string, @Body(zod(ActionBody)) body: z.infer<typeof ActionBody>) {
    return this.alarms.act(who, id, { revision: body.revision, note: body.note, action: 'close' });
  }

  @Needs('handle-alarms')
  @Post('alarms/:id/reopen')
  @HttpCode(200)
  reopen(@Who() who: Identity, @Param('id') id: string, @Body(zod(ActionBody)) body: z.infer<typeof ActionBody>) {
    return this.alarms.act(who, id, { revision: body.revision, note: body.note, action: 'reopen' });
  }

  @Needs('note')
  @Post('alarms/:id/note')
  @HttpCode(200)
  note(@Who() who: Identity, @Param('id') id: string, @Body(zod(ActionBody)) body: z.infer<typeof ActionBody>) {
    return this.alarms.act(who, id, { ...body, action: 'note', promiseUntil: at(body.promiseUntil) });
  }

  /** 转交: only to someone who may handle alarms. */
  @Needs('handle-alarms')
  @Post('alarms/:id/transfer')
  @HttpCode(200)
  async transfer(@Who() who: Identity, @Param('id') id: string, @Body(zod(TransferBody)) body: z.infer<typeof TransferBody>) {
    const account = await this.accounts.find(body.to);
    if (!account || account.disabled || !may(account.role, 'handle-alarms')) {
      throw invalid('unknown-person', '转交对象不存在或无权处置告警', 'That person does not exist or may not handle alarms', [{ path: 'to', message: 'unknown person' }]);
    }
    return this.alarms.act(who, id, { ...body, action: 'transfer' });
  }

  @Needs('handle-alarms')
  @Post('alarms/:id/takeover')
  @HttpCode(200)
  takeover(@Who() who: Identity, @Param('id') id: string, @Body(zod(ActionBody)) body: z.infer<typeof ActionBody>) {
    return this.alarms.act(who, id, { revision: body.revision, note: body.note, action: 'takeover' });
  }

  @Needs('handle-alarms')
  @Post('alarms/:id/merge')
  @HttpCode(200)
  merge(@Who() who: Identity, @Param('id') id: string, @Body(zod(MergeBody)) body: z.infer<typeof MergeBody>) {
    return this.alarms.act(who, id, { ...body, action: 'merge' });
  }

  /** A screen confirms what it has painted. */
  @Needs('view')
  @Put('walls/me/shown')
  @HttpCode(204)
  async painted(@Who() who: Identity, @Body(zod(ShownBody)) body: z.infer<typeof ShownBody>): Promise<void> {
    if (body.length) await this.shown.report(who, body.map((entry) => ({ ...entry, at: Date.parse(entry.at) })));
  }
}

const at = (instant: string | undefined): number | undefined => (instant === undefined ? undefined : Date.parse(instant));
