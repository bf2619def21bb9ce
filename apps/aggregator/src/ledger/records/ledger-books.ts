import { Inject, Injectable } from '@nestjs/common';
import type { AccidentFile, EnforcementCase, Hazard, Inspection, Living } from '@one-screen/domain';
import { Database, type SqlRow } from '../../database/database.js';
import { AuditService } from '../../identity/audit.service.js';
import { CLOCK, type Clock } from '../../identity/clock.js';
import type { Identity } from '../../identity/identity.js';
import { JournalRepository } from '../../journal/journal.repository.js';
import { PushService } from '../../push/push.service.js';
import { Tally } from '../tally/tally.js';
import { RecordBook, type Author, type BookRules } from './record-book.js';
import { RecordsRepository } from './records.repository.js';
import { ACCIDENTS, CASES, HAZARDS, INSPECTIONS, type Shelf } from './shelf.js';

/** Who acts, as the books ask it. */
export const authorOf = (who: Identity): Author => ({ name: who.name, leader: who.role === 'leader', ip: who.ip, scope: who.scope });

type Placed = Living<string> & Pick<Hazard, 'sector' | 'gridCode'>;

/** The four books of the ledger 台账: hazards 隐患, inspections 检查, enforcement cases 执法案件, accidents 事故. */
@Injectable()
export class LedgerBooks {
  readonly hazards: RecordBook<Hazard>;
  readonly inspections: RecordBook<Inspection>;
  readonly cases: RecordBook<EnforcementCase>;
  readonly accidents: RecordBook<AccidentFile>;

  constructor(
    private readonly database: Database,
    private readonly journal: JournalRepository,
    private readonly audit: AuditService,
    private readonly tally: Tally,
    private readonly push: PushService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.hazards = this.book(HAZARDS, {
      derived: async (transaction, hazards) => {
        const filed = await this.tally.filed(transaction, hazards);
        return ({ id }) => ({ filed_at: filed.get(id) ?? null });
      },
      tally: (transaction, changed) => this.tally.hazards(transaction, changed),
    });
    this.inspections = this.book(INSPECTIONS, {
      derived: async (transaction, inspections) => {
        const found = await this.tally.foundBy(transaction, inspections);
        return ({ id }) => ({ hazards: found.get(id) ?? 0 });
      },
      tally: (transaction, changed) => this.tally.inspections(transaction, changed),
    });
    this.cases = this.book(CASES, { derived: nothing, tally: (transaction, changed) => this.tally.cases(transaction, changed) });
    this.accidents = this.book(ACCIDENTS, { derived: nothing, tally: () => Promise.resolve() });
  }

  private book<T extends Placed>(shelf: Shelf<T>, rules: Omit<BookRules<T>, 'told'>): RecordBook<T> {
    return new RecordBook(this.database, new RecordsRepository(this.database, shelf), this.journal, this.audit, this.clock, { ...rules, told: (records, sequence) => this.told(shelf, records, sequence) });
  }

  /** A line for each of a few; of a whole file only that there was one, to each sector. */
  private told<T extends Placed>({ subject }: Shelf<T>, records: readonly T[], sequence: number): void {
    this.push.reached(sequence);
    if (records.length <= TOLD_SINGLY) for (const { id, revision, state, sector, gridCode } of records) this.push.publish('record', { type: subject, id, revision, state, sector, gridCode });
    else for (const sector of new Set(records.map((record) => record.sector))) this.push.publish('record', { type: subject, sector });
  }
}

const TOLD_SINGLY = 20;
const nothing = (): Promise<() => SqlRow> => Promise.resolve(() => ({}));
