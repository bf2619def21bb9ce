import { Module } from '@nestjs/common';
import { AlarmsModule } from '../alarms/alarms.module.js';
import { ExchangeModule } from '../ledger/exchange/exchange.module.js';
import { LedgerModule } from '../ledger/ledger.module.js';
import { ReadingsModule } from '../readings/readings.module.js';
import { ConnectorSources } from './connector-sources.service.js';
import { FieldIntake } from './field-intake.service.js';
import { FieldLead } from './field-lead.js';
import { InspectionDates } from './inspection-dates.service.js';
import { ImportDoorController } from './import-door.controller.js';
import { IntakeController } from './intake.controller.js';
import { IntakeService } from './intake.service.js';
import { HistoryDoorController } from './history-door.controller.js';
import { LedgerAuthors } from './ledger-authors.service.js';
import { LedgerDoorController } from './ledger-door.controller.js';
import { LinkAlarms } from './link-alarms.service.js';
import { MqttSlots } from './mqtt-slots.service.js';
import { MqttSources } from './mqtt-sources.service.js';
import { ExpiryAlarmsRepository } from './expiry-alarms.repository.js';
import { ExpiryAlarms } from './expiry-alarms.service.js';
import { CountedAlarms } from './rules/counted-alarms.js';
import { RuleInboxRepository } from './rules/rule-inbox.repository.js';
import { PastRepository } from './rules/past.repository.js';
import { RulePreview } from './rules/rule-preview.service.js';
import { RulesKeeper } from './rules/rules-keeper.service.js';
import { RulesController } from './rules/rules.controller.js';
import { RulesRepository } from './rules/rules.repository.js';
import { RulesService } from './rules/rules.service.js';
import { SectorCountsRepository } from './sector-counts.repository.js';
import { SectorsController } from './sectors.controller.js';
import { SectorsService } from './sectors.service.js';
import { SignalDoorController } from './signal-door.controller.js';
import { SignalReaders } from './signal-readers.js';
import { SignalTest } from './signal-test.service.js';
import { SourceCheck } from './source-check.service.js';
import { SourceKeeper } from './source-keeper.service.js';
import { SourceLinks } from './source-links.js';
import { SourceRegistry } from './source-registry.js';
import { SourceTest } from './source-test.service.js';
import { SourceTry } from './source-try.service.js';
import { SourceTrialsController } from './source-trials.controller.js';
import { SourcesController } from './sources.controller.js';
import { SourcesRepository } from './sources.repository.js';
import { SourcesService } from './sources.service.js';

/** The sectors: their sources, the doors they send to, the state of every link, and the eight tiles. */
@Module({
  imports: [AlarmsModule, LedgerModule, ExchangeModule, ReadingsModule],
  controllers: [IntakeController, SignalDoorController, LedgerDoorController, ImportDoorController, HistoryDoorController, SourcesController, SourceTrialsController, SectorsController, RulesController],
  providers: [SourcesRepository, SourceRegistry, SourceLinks, SourcesService, SourceKeeper, SourceCheck, SourceTest, SignalTest, SourceTry, IntakeService, LedgerAuthors, SignalReaders, RulesRepository, RuleInboxRepository, RulesService, CountedAlarms, RulesKeeper, PastRepository, RulePreview, FieldLead, FieldIntake, ConnectorSources, InspectionDates, ExpiryAlarmsRepository, ExpiryAlarms, LinkAlarms, MqttSlots, MqttSources, SectorCountsRepository, SectorsService],
  exports: [SectorsService, SourceRegistry],
})
export class SectorsModule {}
