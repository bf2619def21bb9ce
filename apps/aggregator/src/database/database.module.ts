import { Global, Module, type DynamicModule } from '@nestjs/common';
import { Database } from './database.js';
import { DatabaseHealth } from './database-health.js';

/** Hands the open database to every room above. */
@Global()
@Module({})
export class DatabaseModule {
  static with(database: Database): DynamicModule {
    return { module: DatabaseModule, providers: [{ provide: Database, useValue: database }, DatabaseHealth], exports: [Database, DatabaseHealth] };
  }
}
