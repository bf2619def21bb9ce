import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { JournalModule } from '../journal/journal.module.js';
import { GridsRepository } from './grids.repository.js';
import { LedgerController } from './ledger.controller.js';
import { LedgerService } from './ledger.service.js';
import { ObjectsRepository } from './objects.repository.js';

/** The ledger: what is watched over, and where it lies. */
@Module({
  imports: [JournalModule, IdentityModule],
  controllers: [LedgerController],
  providers: [GridsRepository, ObjectsRepository, LedgerService],
  exports: [LedgerService],
})
export class LedgerModule {}
