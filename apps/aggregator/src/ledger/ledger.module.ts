import { Module } from '@nestjs/common';
import { GridsRepository } from './grids.repository.js';
import { LedgerController } from './ledger.controller.js';
import { LedgerService } from './ledger.service.js';
import { ObjectsRepository } from './objects.repository.js';

/** The ledger: what is watched over, and where it lies. */
@Module({
  controllers: [LedgerController],
  providers: [GridsRepository, ObjectsRepository, LedgerService],
  exports: [LedgerService],
})
export class LedgerModule {}
