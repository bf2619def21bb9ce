import { Controller, Get } from '@nestjs/common';
import type { SectorView } from '@one-screen/contracts';
import { Needs, Who } from '../identity/guard.js';
import type { Identity } from '../identity/identity.js';
import { SectorsService } from './sectors.service.js';

@Controller('api/sectors')
export class SectorsController {
  constructor(private readonly sectors: SectorsService) {}

  /** The sectors in the reader's scope. */
  @Get()
  @Needs('view')
  async list(@Who() who: Identity): Promise<{ items: SectorView[] }> {
    return { items: await this.sectors.views(who.scope) };
  }
}
