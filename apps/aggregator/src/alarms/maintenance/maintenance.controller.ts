import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { MaintenanceApproveBody, MaintenanceBody, MaintenanceDecisionBody, type MaintenanceView } from '@one-screen/contracts';
import { z } from 'zod';
import { zod } from '../../http/zod.pipe.js';
import { Needs, Who } from '../../identity/guard.js';
import type { Identity } from '../../identity/identity.js';
import { MaintenanceService } from './maintenance.service.js';

const ListQuery = z.object({ past: z.coerce.number().int().min(0).max(500).default(100) });

/** Maintenance windows 检维修屏蔽: an officer asks, a leader who is somebody else decides, whoever handles alarms may end one early. */
@Controller('api/maintenance')
export class MaintenanceController {
  constructor(private readonly maintenance: MaintenanceService) {}

  @Get()
  @Needs('view')
  async list(@Who() who: Identity, @Query(zod(ListQuery)) query: z.infer<typeof ListQuery>): Promise<{ items: MaintenanceView[] }> {
    return { items: await this.maintenance.list(who, query.past) };
  }

  @Post()
  @Needs('handle-alarms')
  request(@Who() who: Identity, @Body(zod(MaintenanceBody)) body: MaintenanceBody): Promise<MaintenanceView> {
    return this.maintenance.request(who, body);
  }

  @Post(':id/approve')
  @Needs('approve')
  @HttpCode(200)
  approve(@Who() who: Identity, @Param('id') id: string, @Body(zod(MaintenanceApproveBody)) body: z.infer<typeof MaintenanceApproveBody>): Promise<MaintenanceView> {
    return this.maintenance.decide(who, id, { ...body, action: 'approve' });
  }

  @Post(':id/refuse')
  @Needs('approve')
  @HttpCode(200)
  refuse(@Who() who: Identity, @Param('id') id: string, @Body(zod(MaintenanceDecisionBody)) body: z.infer<typeof MaintenanceDecisionBody>): Promise<MaintenanceView> {
    return this.maintenance.decide(who, id, { ...body, action: 'refuse' });
  }

  @Post(':id/end')
  @Needs('handle-alarms')
  @HttpCode(200)
  end(@Who() who: Identity, @Param('id') id: string, @Body(zod(MaintenanceDecisionBody)) body: z.infer<typeof MaintenanceDecisionBody>): Promise<MaintenanceView> {
    return this.maintenance.decide(who, id, { ...body, action: 'end' });
  }
}
