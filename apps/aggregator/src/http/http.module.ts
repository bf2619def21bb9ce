import { Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { DocsController } from './docs.controller.js';
import { ErrorsFilter } from './errors.filter.js';

/** What every answer goes through, and the API's own description. */
@Module({ controllers: [DocsController], providers: [{ provide: APP_FILTER, useClass: ErrorsFilter }] })
export class HttpModule {}
