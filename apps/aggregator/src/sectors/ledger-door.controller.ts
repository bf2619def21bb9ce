import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { DevicesBody, GridsBody, ObjectsBody, type GridView, type ObjectView } from '@one-screen/contracts';
import type { FastifyRequest } from 'fastify';
import { zod } from '../http/zod.pipe.js';
import { SourceToken } from '../identity/guard.js';
import { DevicesService } from '../ledger/devices.service.js';
import { LedgerService, type LedgerWritten } from '../ledger/ledger.service.js';
import { LedgerAuthors } from './ledger-authors.service.js';

/**
 * Writing the ledger: arrays, added or replaced by code, all or nothing. For administrators, and for sources whose
 * options say `ledger`. It stands in this room because the ledger's own knows no sources.
 */
@Controller('api')
export class LedgerDoorController {
  constructor(
    private readonly ledger: LedgerService,
    private readonly devices: DevicesService,
    private readonly authors: LedgerAuthors,
  ) {}

  @Post('grids')
  @SourceToken()
  @HttpCode(200)
  async grids(@Req() request: FastifyRequest, @Body() body: unknown): Promise<LedgerWritten> {
    const author = await this.authors.of(request, 'ledger.grids', 'administer');
    return this.ledger.putGrids(author, zod(GridsBody).transform(body, { type: 'body' }) as GridView[]);
  }

  @Post('objects')
  @SourceToken()
  @HttpCode(200)
  async objects(@Req() request: FastifyRequest, @Body() body: unknown): Promise<LedgerWritten> {
    const author = await this.authors.of(request, 'ledger.objects', 'administer');
    return this.ledger.putObjects(author, zod(ObjectsBody).transform(body, { type: 'body' }) as ObjectView[]);
  }

  @Post('devices')
  @SourceToken()
  @HttpCode(200)
  async deviceList(@Req() request: FastifyRequest, @Body() body: unknown): Promise<{ count: number }> {
    const author = await this.authors.of(request, 'ledger.devices', 'administer');
    return this.devices.registerAll(author, zod(DevicesBody).transform(body, { type: 'body' }) as DevicesBody);
  }
}
