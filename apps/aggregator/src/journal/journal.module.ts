import { Global, Module } from '@nestjs/common';
import { JournalRepository } from './journal.repository.js';

@Global()
@Module({ providers: [JournalRepository], exports: [JournalRepository] })
export class JournalModule {}
