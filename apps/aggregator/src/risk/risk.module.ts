import { Module } from '@nestjs/common';
import { LedgerModule } from '../ledger/ledger.module.js';
import { RiskClockService } from './risk-clock.service.js';
import { RiskFactsRepository } from './risk-facts.repository.js';
import { RiskPapersRepository } from './risk-papers.repository.js';
import { RiskController } from './risk.controller.js';
import { RiskRepository } from './risk.repository.js';
import { RiskService } from './risk.service.js';

/** Four-colour risk: what each object's colour is, why, and how it may change. */
@Module({
  imports: [LedgerModule],
  controllers: [RiskController],
  providers: [RiskRepository, RiskFactsRepository, RiskPapersRepository, RiskService, RiskClockService],
  exports: [RiskService],
})
export class RiskModule {}
