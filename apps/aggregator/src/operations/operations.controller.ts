import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DatabaseHealth } from '../database/database-health.js';
import { Public } from '../identity/guard.js';
import { iso } from '../journal/instant.js';
import { Bus } from '../bus/bus.js';
import { Metrics } from './metrics.js';

/** Health, readiness and metrics. */
@Controller()
export class OperationsController {
  constructor(
    @Inject(DatabaseHealth) private readonly health: DatabaseHealth,
    private readonly bus: Bus,
    private readonly metrics: Metrics,
  ) {}

  @Public()
  @Get('api/health/live')
  live() {
    return { status: 'up', at: iso(Date.now()) };
  }

  @Public()
  @Get('api/health/ready')
  ready(@Res({ passthrough: true }) reply: FastifyReply) {
    const parts = {
      database: { state: this.health.state, since: iso(this.health.since) },
      // The schema is brought up to date before the doors open.
      migrations: { state: 'up' },
      bus: { state: this.bus.state, kind: this.bus.kind },
    };
    const ready = parts.database.state === 'up' && parts.bus.state === 'up';
    void reply.status(ready ? 200 : 503);
    return { status: ready ? 'ready' : 'not-ready', parts };
  }

  @Public()
  @Get('metrics')
  async figures(@Res({ passthrough: true }) reply: FastifyReply) {
    void reply.header('content-type', this.metrics.registry.contentType);
    return this.metrics.registry.metrics();
  }
}
