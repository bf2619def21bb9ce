import { Body, Controller, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { GridAdjustBody, GridCloseBody, type GridView } from '@one-screen/contracts';
import { zod } from '../../http/zod.pipe.js';
import { Needs, Who } from '../../identity/guard.js';
import type { Identity } from '../../identity/identity.js';
import { LedgerService } from '../ledger.service.js';
import { GridKeeper } from './grid-keeper.service.js';

/** Versions of a grid, and changing it: leaders and administrators. */
@Controller('api/grids')
export class GridKeeperController {
  constructor(
    private readonly keeper: GridKeeper,
    private readonly ledger: LedgerService,
  ) {}

  @Get(':code/versions')
  @Needs('view')
  async versions(@Who() who: Identity, @Param('code') code: string): Promise<{ items: unknown[] }> {
    return { items: await this.ledger.gridVersions(who.scope, code) };
  }

  @Patch(':code')
  @Needs('keep-grids')
  adjust(@Who() who: Identity, @Param('code') code: string, @Body(zod(GridAdjustBody)) body: GridAdjustBody): Promise<GridView> {
    return this.keeper.adjust(who, code, body);
  }

  @Post(':code/close')
  @Needs('keep-grids')
  @HttpCode(200)
  close(@Who() who: Identity, @Param('code') code: string, @Body(zod(GridCloseBody)) body: GridCloseBody): Promise<GridView> {
    return this.keeper.close(who, code, body);
  }
}
