import { Module } from '@nestjs/common';
import { AccidentsController } from '../accidents/accidents.controller.js';
import { AccidentsService } from '../accidents/accidents.service.js';
import { CasesController } from '../cases/cases.controller.js';
import { CasesService } from '../cases/cases.service.js';
import { CoverageRepository } from '../inspections/coverage.repository.js';
import { CoverageService } from '../inspections/coverage.service.js';
import { DrawsRepository } from '../inspections/draws.repository.js';
import { DrawsService } from '../inspections/draws.service.js';
import { InspectionsController } from '../inspections/inspections.controller.js';
import { InspectionsService } from '../inspections/inspections.service.js';
import { LedgerModule } from '../ledger.module.js';
import { PlaceNamesRepository } from './place-names.repository.js';
import { RecordPlaces } from './record-places.js';

/** The doors of the ledger's books: inspections, cases, accidents. */
@Module({
  imports: [LedgerModule],
  controllers: [InspectionsController, CasesController, AccidentsController],
  providers: [PlaceNamesRepository, RecordPlaces, InspectionsService, DrawsRepository, DrawsService, CoverageRepository, CoverageService, CasesService, AccidentsService],
  exports: [RecordPlaces],
})
export class RecordsModule {}
