import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { WallCreateBody, type WallCreated, type WallView } from '@one-screen/contracts';
import type { z } from 'zod';
import { zod } from '../http/zod.pipe.js';
import { Needs, Who } from './guard.js';
import type { Identity } from './identity.js';
import { WallsService } from './walls.service.js';

/** Screens and their tokens. */
@Controller('api/walls')
@Needs('administer')
export class WallsController {
  constructor(@Inject(WallsService) private readonly walls: WallsService) {}

  @Get()
  async list(): Promise<{ items: WallView[] }> {
    return { items: await this.walls.list() };
  }

  @Post()
  create(@Body(zod(WallCreateBody)) body: z.infer<typeof WallCreateBody>, @Who() who: Identity): Promise<WallCreated> {
    return this.walls.create(body, who);
  }

  @Delete(':id')
  @HttpCode(204)
  async revoke(@Param('id') id: string, @Who() who: Identity): Promise<void> {
    await this.walls.revoke(id, who);
  }
}
