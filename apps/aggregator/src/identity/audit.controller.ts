import { Controller, Get, Inject, Query } from '@nestjs/common';
import type { AuditView } from '@one-screen/contracts';
import { z } from 'zod';
import { zod } from '../http/zod.pipe.js';
import { iso } from '../journal/instant.js';
import { AuditService } from './audit.service.js';
import { Needs } from './guard.js';

const AuditQuery = z.object({
  before: z.coerce.number().int().positive().default(Number.MAX_SAFE_INTEGER),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

/** The audit trail, newest first. */
@Controller('api/audit')
@Needs('read-audit')
export class AuditController {
  constructor(@Inject(AuditService) private readonly audit: AuditService) {}

  @Get()
  async page(@Query(zod(AuditQuery)) { before, limit }: z.infer<typeof AuditQuery>): Promise<{ items: AuditView[]; nextCursor?: string }> {
    const records = await this.audit.page(before, limit + 1);
    const items = records.slice(0, limit).map(({ at, detail, ...record }) => ({ ...record, at: iso(at), ...(detail !== null && { detail }) }));
    const last = items.at(-1);
    return { items, ...(records.length > limit && last && { nextCursor: String(last.sequence) }) };
  }
}
