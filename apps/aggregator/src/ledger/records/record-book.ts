import { DomainError, missing, type Actor, type DataScope, type LedgerChange, type Living } from '@one-screen/domain';
import type { JournalEntry } from '@one-screen/contracts';
import type { Database, SqlRow, Transaction } from '../../database/database.js';
import type { AuditService } from '../../identity/audit.service.js';
import type { Clock } from '../../identity/clock.js';
import type { JournalRepository, NewEntry } from '../../journal/journal.repository.js';
import type { Changed } from '../tally/tally.js';
import { nextNumber } from './number-series.js';
import { viewed } from './record-view.js';
import type { RecordsRepository } from './records.repository.js';

/** Who writes: a person or a source, with what the rules ask of them. */
export interface Author extends Actor {
  ip: string;
  scope: DataScope;
}

/** What else a change has to see to in its transaction. */
export interface BookRules<T extends Living<string>> {
  /** First values of the columns that follow from other records. */
  derived(transaction: Transaction, records: readonly T[]): Promise<(record: T) => SqlRow>;
  /** Counts that change with it; called after the rows are saved. */
  tally(transaction: Transaction, changed: readonly Changed<T>[]): Promise<void>;
  /** After the commit: whoever listens. */
  told(records: readonly T[], sequence: number): void;
}

/** How many of a file were new, different, or as they stood. */
export interface BookWritten {
  inserted: number;
  updated: number;
  unchanged: number;
}

/**
 * The one way a record of the ledger is written: under the journal head's lock its present state is read, the rule decides, and row, counts,
 * journal and audit are one transaction. A refusal changes nothing and is audited.
 */
export class RecordBook<T extends Living<string>> {
  constructor(
    private readonly database: Database,
    readonly records: RecordsRepository<T>,
    private readonly journal: JournalRepository,
    private readonly audit: AuditService,
    private readonly clock: Clock,
    private readonly rules: BookRules<T>,
  ) {}

  /** A new record; `make` throws what is wrong with it. Outside the author's scope: 403 by the caller's own check before. */
  async create(author: Author, make: (id: string, now: number) => T): Promise<T> {
    const [record] = await this.createAll(author, 'create', () => Promise.resolve([make]));
    return record as T;
  }

  /** Several new records, all or none; `plan` says how each is made, and saves in the same transaction what else belongs to them. */
  async createAll(author: Author, action: string, plan: (transaction: Transaction, now: number) => Promise<readonly ((id: string, now: number) => T)[]>): Promise<T[]> {
    return this.attempt(author, action, '', async (transaction, head, now) => {
      const records: T[] = [];
      for (const make of await plan(transaction, now)) records.push(make(await this.freeNumber(transaction, now), now));
      await this.save(transaction, records.map((after) => ({ after })));
      const entries = records.map((record): NewEntry => ({ ...this.entry(record, `${this.shelf.subject}.registered`, author.name, now), to: record.state }));
      const [first, ...others] = records;
      await this.write(transaction, head, author, entries, action, first?.id ?? '', others.length ? `${records.length}` : undefined);
      return records;
    });
  }

  /** One person's step; `step` throws what is wrong with it, 404 `no-such-record` when it is not in scope. */
  async act(author: Author, id: string, action: string, step: (record: T, now: number) => LedgerChange<T>): Promise<T> {
    if (!(await this.records.find(id, author.scope))) throw this.noSuch();
    const [record] = await this.attempt(author, action, id, async (transaction, head, now) => {
      const before = (await this.records.present(transaction, [id])).get(id);
      if (!before) throw this.noSuch();
      const change = step(before, now);
      await this.save(transaction, [{ before, after: change.record }]);
      await this.write(transaction, head, author, [{
        ...this.entry(change.record, change.kind, change.actor, change.at), from: change.from, to: change.to, ...(change.note !== undefined && { note: change.note }), ...(change.data && { data: change.data }),
      }], action, id, change.note);
      return [change.record];
    });
    return record as T;
  }

  /**
   * Whole records from a file or another system, replayed by the domain's rules already: new ones, or in place of those of the same number.
   * One that is as it stood is left alone, so the same file twice changes nothing; of one given twice the last holds.
   */
  async put(author: Author, records: readonly T[], origin: string): Promise<BookWritten> {
    if (!records.length) return { inserted: 0, updated: 0, unchanged: 0 };
    const { written, changed, sequence } = await this.database.write(async (transaction) => {
      const head = await this.journal.lock(transaction);
      const present = await this.records.present(transaction, records.map(({ id }) => id));
      const changed: (Changed<T> & { after: T })[] = [];
      for (const record of new Map(records.map((each) => [each.id, each])).values()) {
        const before = present.get(record.id);
        if (!before) changed.push({ after: { ...record, revision: 1 } });
        else if (JSON.stringify({ ...before, revision: 0 }) !== JSON.stringify({ ...record, revision: 0 })) changed.push({ before, after: { ...record, revision: before.revision + 1 } });
      }
      await this.save(transaction, changed);
      const now = this.clock();
      const entries = changed.map(({ before, after }): NewEntry => ({ ...this.entry(after, `${this.shelf.subject}.imported`, author.name, now), ...(before && { from: before.state }), to: after.state, data: { origin } }));
      const sequence = await this.journal.append(transaction, head, entries);
      if (changed.length) await this.audit.append(transaction, [{ actor: author.name, action: `${this.shelf.subject}.import`, object: `${this.shelf.subject}:${origin}`, result: 'done', ip: author.ip, detail: `${changed.length}` }]);
      const updated = changed.filter(({ before }) => before).length;
      return { written: { inserted: changed.length - updated, updated, unchanged: records.length - changed.length }, changed, sequence };
    });
    if (changed.length) this.rules.told(changed.map(({ after }) => after), sequence);
    return written;
  }

  /** The record, or 404 when it is not in scope. */
  async find(scope: DataScope, id: string): Promise<T> {
    const record = await this.records.find(id, scope);
    if (!record) throw this.noSuch();
    return record;
  }

  /** Everything that happened to it, oldest first. */
  history(id: string): Promise<JournalEntry[]> {
    return this.journal.of(this.shelf.subject, id);
  }

  private get shelf(): RecordsRepository<T>['shelf'] {
    return this.records.shelf;
  }

  /** The next number nobody has: a file may have brought numbers of the same day. */
  private async freeNumber(transaction: Transaction, now: number): Promise<string> {
    for (;;) {
      const number = await nextNumber(transaction, this.database.dialect, this.shelf.prefix, now);
      if (!(await this.records.present(transaction, [number])).size) return number;
    }
  }

  private async save(transaction: Transaction, changed: readonly (Changed<T> & { after: T })[]): Promise<void> {
    const records = changed.map(({ after }) => after);
    await this.records.save(transaction, records, await this.rules.derived(transaction, records));
    await this.rules.tally(transaction, changed);
  }

  private entry(record: T, kind: string, actor: string, at: number): NewEntry {
    return { at, kind, subjectType: this.shelf.subject, subjectId: record.id, revision: record.revision, actor };
  }

  private async write(transaction: Transaction, head: number, author: Author, entries: readonly NewEntry[], action: string, id: string, note?: string): Promise<void> {
    await this.journal.append(transaction, head, entries);
    await this.audit.append(transaction, [{ actor: author.name, action: `${this.shelf.subject}.${action}`, object: `${this.shelf.subject}:${id}`, result: 'done', ip: author.ip, ...(note !== undefined && { detail: note }) }]);
  }

  private async attempt(author: Author, action: string, id: string, step: (transaction: Transaction, head: number, now: number) => Promise<T[]>): Promise<T[]> {
    try {
      const { records, sequence } = await this.database.write(async (transaction) => {
        const head = await this.journal.lock(transaction);
        const records = await step(transaction, head, this.clock());
        return { records, sequence: head + records.length };
      });
      this.rules.told(records, sequence);
      return records;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      await this.audit.refused({ actor: author.name, action: `${this.shelf.subject}.${action}`, object: `${this.shelf.subject}:${id}`, ip: author.ip, detail: error.code });
      const stale = (error.details as { record?: T } | undefined)?.record;
      throw stale ? new DomainError(error.kind, error.code, error.text, { record: viewed(stale) }) : error;
    }
  }

  private noSuch(): DomainError {
    const { zh, en } = this.shelf;
    return missing('no-such-record', `没有这条${zh}记录，或不在您的数据范围内`, `No such ${en}, or outside your data scope`);
  }
}
