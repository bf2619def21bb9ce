import { Module, type OnModuleInit } from '@nestjs/common';
import { Database } from '../database/database.js';
import { LedgerModule } from '../ledger/ledger.module.js';
import { Metrics } from '../operations/metrics.js';
import { AlarmClockService } from './alarm-clock.service.js';
import { AlarmLoadService } from './alarm-load.service.js';
import { AlarmsController } from './alarms.controller.js';
import { AlarmsRepository } from './alarms.repository.js';
import { AlarmsService } from './alarms.service.js';
import { JournalController } from './journal.controller.js';
import { MaintenanceClockService } from './maintenance/maintenance-clock.service.js';
import { MaintenanceController } from './maintenance/maintenance.controller.js';
import { MaintenanceRepository } from './maintenance/maintenance.repository.js';
import { MaintenanceService } from './maintenance/maintenance.service.js';
import { MaintenanceWindows } from './maintenance/maintenance-windows.js';
import { ShownService } from './shown.service.js';

@Module({
  imports: [LedgerModule],
  controllers: [AlarmsController, JournalController, MaintenanceController],
  providers: [AlarmsRepository, AlarmsService, AlarmClockService, AlarmLoadService, ShownService, MaintenanceRepository, MaintenanceWindows, MaintenanceService, MaintenanceClockService],
  exports: [AlarmsService, AlarmClockService, MaintenanceClockService, ShownService],
})
export class AlarmsModule implements OnModuleInit {
  constructor(
    private readonly metrics: Metrics,
    private readonly database: Database,
  ) {}

  onModuleInit(): void {
    this.metrics.openAlarms(() => this.database.read('SELECT sector, level, state, COUNT(*) AS alarms FROM alarm WHERE is_open = 1 GROUP BY sector, level, state'));
  }
}
