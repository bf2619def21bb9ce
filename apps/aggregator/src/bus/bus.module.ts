import { Global, Module } from '@nestjs/common';
import { Bus } from './bus.js';

/** What carries news between instances. */
@Global()
@Module({ providers: [Bus], exports: [Bus] })
export class BusModule {}
