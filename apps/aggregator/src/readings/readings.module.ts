import { Module } from '@nestjs/common';
import { PositionsController } from './positions.controller.js';
import { PositionsRepository } from './positions.repository.js';
import { PositionsService } from './positions.service.js';
import { ReadingsController } from './readings.controller.js';
import { ReadingsRepository } from './readings.repository.js';
import { ReadingsService } from './readings.service.js';
import { RetentionRepository } from './retention.repository.js';
import { RetentionService } from './retention.service.js';

/** What devices measure and where they are: stored, thinned, kept as long as it is wanted. */
@Module({
  controllers: [ReadingsController, PositionsController],
  providers: [ReadingsRepository, ReadingsService, PositionsRepository, PositionsService, RetentionRepository, RetentionService],
  exports: [ReadingsService, PositionsService],
})
export class ReadingsModule {}
