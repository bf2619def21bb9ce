import { Module } from '@nestjs/common';
import { DevicesController } from './devices.controller.js';
import { DevicesRepository } from './devices.repository.js';
import { DevicesService } from './devices.service.js';
import { FilesController } from './files/files.controller.js';
import { FilesRepository } from './files/files.repository.js';
import { FilesService } from './files/files.service.js';
import { GridKeeperController } from './grids/grid-keeper.controller.js';
import { GridKeeper } from './grids/grid-keeper.service.js';
import { GridsRepository } from './grids.repository.js';
import { HazardsController } from './hazards/hazards.controller.js';
import { HazardsService } from './hazards/hazards.service.js';
import { LedgerController } from './ledger.controller.js';
import { LedgerService } from './ledger.service.js';
import { ObjectsRepository } from './objects.repository.js';
import { HistoryService } from './history/history.service.js';
import { LedgerRules } from './ledger-rules.js';
import { LedgerBooks } from './records/ledger-books.js';
import { TallyRepository } from './tally/tally.repository.js';
import { Tally } from './tally/tally.js';

/** The ledger: what is watched over, and where it lies. */
@Module({
  controllers: [LedgerController, DevicesController, GridKeeperController, FilesController, HazardsController],
  providers: [GridsRepository, GridKeeper, ObjectsRepository, LedgerService, DevicesRepository, DevicesService, TallyRepository, Tally, LedgerBooks, LedgerRules, HistoryService, FilesRepository, FilesService, HazardsService],
  exports: [LedgerService, DevicesService, GridsRepository, ObjectsRepository, LedgerBooks, LedgerRules, HistoryService, FilesService, Tally],
})
export class LedgerModule {}
