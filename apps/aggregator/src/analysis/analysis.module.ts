import { Module } from '@nestjs/common';
import { CountedAccidentsRepository } from './accidents.repository.js';
import { BreakdownService } from './breakdown.service.js';
import { CausesController } from './causes.controller.js';
import { CausesRepository } from './causes.repository.js';
import { CausesService } from './causes.service.js';
import { FiguresService } from './figures.service.js';
import { KeptFiguresRepository } from './kept-figures.repository.js';
import { NamesRepository } from './names.repository.js';
import { RatesController } from './rates.controller.js';
import { RatesService } from './rates.service.js';
import { RecordFiguresRepository } from './record-figures.repository.js';
import { RecordLinesRepository } from './record-lines.repository.js';
import { RecordsService } from './records.service.js';
import { StandingFiguresRepository } from './standing-figures.repository.js';

/** The numbers of the trade, asked of the ledger's records and the counts kept with them; writes nothing. */
@Module({
  controllers: [RatesController, CausesController],
  providers: [KeptFiguresRepository, RecordFiguresRepository, StandingFiguresRepository, FiguresService, CountedAccidentsRepository, NamesRepository, RatesService, BreakdownService, RecordLinesRepository, RecordsService, CausesRepository, CausesService],
  exports: [FiguresService, CountedAccidentsRepository, NamesRepository, RatesService],
})
export class AnalysisModule {}
