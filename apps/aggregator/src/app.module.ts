import { Module, type DynamicModule } from '@nestjs/common';
import { AlarmsModule } from './alarms/alarms.module.js';
import { AnalysisModule } from './analysis/analysis.module.js';
import { BusModule } from './bus/bus.module.js';
import { ConfigModule } from './config/config.module.js';
import type { Config } from './config/config.js';
import { DatabaseModule } from './database/database.module.js';
import type { Database } from './database/database.js';
import { HttpModule } from './http/http.module.js';
import { IdentityModule } from './identity/identity.module.js';
import { JournalModule } from './journal/journal.module.js';
import { ExchangeModule } from './ledger/exchange/exchange.module.js';
import { LedgerModule } from './ledger/ledger.module.js';
import { RecordsModule } from './ledger/records/records.module.js';
import { MetricsModule } from './operations/metrics.module.js';
import { OperationsController } from './operations/operations.controller.js';
import { PushModule } from './push/push.module.js';
import { RiskModule } from './risk/risk.module.js';
import { SectorsModule } from './sectors/sectors.module.js';

/** The one list of rooms. */
@Module({})
export class AppModule {
  static with(config: Config, database: Database): DynamicModule {
    return {
      module: AppModule,
      imports: [ConfigModule.with(config), DatabaseModule.with(database), MetricsModule, BusModule, JournalModule, IdentityModule, HttpModule, PushModule, LedgerModule, RecordsModule, ExchangeModule, AlarmsModule, SectorsModule, RiskModule, AnalysisModule],
      controllers: [OperationsController],
    };
  }
}
