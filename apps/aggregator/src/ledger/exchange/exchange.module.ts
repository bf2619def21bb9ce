import { Module } from '@nestjs/common';
import { LedgerModule } from '../ledger.module.js';
import { ExportsController } from './exports/exports.controller.js';
import { ExportsService } from './exports/exports.service.js';
import { GridsTarget } from './grids.target.js';
import { ImportsRepository } from './imports/imports.repository.js';
import { ImportsService } from './imports/imports.service.js';
import { LedgerTargets } from './ledger-targets.js';
import { ObjectsTarget } from './objects.target.js';

/** Files in and out of the ledger. Taking them in has its door in sectors/, for sources may use it too. */
@Module({
  imports: [LedgerModule],
  controllers: [ExportsController],
  providers: [ObjectsTarget, GridsTarget, LedgerTargets, ImportsRepository, ImportsService, ExportsService],
  exports: [ImportsService, ImportsRepository, LedgerTargets],
})
export class ExchangeModule {}
