import { setImmediate as turn } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { HISTORY_AT_ONCE, PastAccidentBody, PastCaseBody, PastHazardBody, PastInspectionBody, type HistoryBook, type HistoryWritten } from '@one-screen/contracts';
import { DomainError, invalid, replayAccident, replayCase, replayHazard, replayInspection, type FieldFault, type Living, type Sector } from '@one-screen/domain';
import { z } from 'zod';
import { zod } from '../../http/zod.pipe.js';
import { CLOCK, type Clock } from '../../identity/clock.js';
import { LedgerRules } from '../ledger-rules.js';
import { LedgerService } from '../ledger.service.js';
import { LedgerBooks } from '../records/ledger-books.js';
import type { Author, RecordBook } from '../records/record-book.js';

type Placed = Living<string> & { sector: Sector; gridCode: string; objectCode?: string | undefined };
const LIVES_A_TURN = 50;
const MAX_FAULTS = 200;

/**
 * Takes whole lives from other systems and from history: each is lived again by the rules (domain ledger/history), then all are written, or
 * none with every fault told. The same again changes nothing.
 */
@Injectable()
export class HistoryService {
  constructor(
    private readonly books: LedgerBooks,
    private readonly ledger: LedgerService,
    private readonly rules: LedgerRules,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Throws `ledger-faults` (422) with the path of each fault, `[3].steps[2].signature`. */
  write(author: Author, book: HistoryBook, body: unknown, origin: string): Promise<HistoryWritten> {
    const now = this.clock();
    switch (book) {
      case 'hazards': return this.put(author, this.books.hazards, PastHazardBody, body, origin, (life) => replayHazard(life, now, this.rules.hazard));
      case 'inspections': return this.put(author, this.books.inspections, PastInspectionBody, body, origin, (life) => replayInspection(life, now));
      case 'cases': return this.put(author, this.books.cases, PastCaseBody, body, origin, (life) => replayCase(life, now, this.rules.case));
      case 'accidents': return this.put(author, this.books.accidents, PastAccidentBody, body, origin, (life) => replayAccident(life, now, this.rules.reports));
    }
  }

  private async put<S extends z.ZodType<{ id: string }>, T extends Placed>(author: Author, book: RecordBook<T>, schema: S, body: unknown, origin: string, replay: (life: z.output<S>) => T): Promise<HistoryWritten> {
    const lives = zod(z.array(schema).min(1).max(HISTORY_AT_ONCE)).transform(body, { type: 'body' }) as z.output<S>[];
    const faults: FieldFault[] = [];
    const records: T[] = [];
    const seen = new Set<string>();
    for (const [index, life] of lives.entries()) {
      // Other things have their turn between: the alarms' path is in this process.
      if (index % LIVES_A_TURN === LIVES_A_TURN - 1) await turn();
      const path = `[${index}]`;
      if (seen.has(life.id)) faults.push({ path: `${path}.id`, message: `编号 ${life.id} 重复 / ${life.id} is given twice` });
      seen.add(life.id);
      try {
        const record = replay(life);
        faults.push(...this.placeFaults(author, record, `${path}.begin`));
        records.push(record);
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        faults.push(...(error.details as FieldFault[]).map((fault) => ({ ...fault, path: `${path}.${fault.path}` })));
      }
      if (faults.length >= MAX_FAULTS) break;
    }
    if (faults.length) throw invalid('ledger-faults', `有 ${faults.length} 处错误，未写入`, `${faults.length} faults; nothing was written`, faults.slice(0, MAX_FAULTS));
    return book.put(author, records, origin);
  }

  /** The object is known and of that sector, and the place lies where the author may write. The grid is the one of that time, which the object may have left. */
  private placeFaults(author: Author, { sector, gridCode, objectCode }: Placed, path: string): FieldFault[] {
    const object = objectCode === undefined ? undefined : this.ledger.objectOf(objectCode);
    return [
      ...(objectCode !== undefined && !object ? [{ path: `${path}.objectCode`, message: `没有监管对象 ${objectCode} / there is no object ${objectCode}` }] : []),
      ...(object && object.sector !== sector ? [{ path: `${path}.sector`, message: '与监管对象的领域不符 / not the sector of the object' }] : []),
      ...(!/^\d{6,20}$/.test(gridCode) ? [{ path: `${path}.gridCode`, message: '网格码无效 / no grid code' }] : []),
      ...(!author.scope.sectors.includes(sector) || !gridCode.startsWith(author.scope.gridPrefix) ? [{ path: `${path}.gridCode`, message: '超出您的数据范围 / outside your data scope' }] : []),
    ];
  }
}
