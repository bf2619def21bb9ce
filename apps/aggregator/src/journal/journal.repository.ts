import { Injectable } from '@nestjs/common';
import type { JournalEntry } from '@one-screen/contracts';
import { Database, type Transaction } from '../database/database.js';
import { forUpdate, insertRows } from '../database/sql.js';
import { iso } from './instant.js';

/** What is to be journalled; the sequence is given inside the transaction. */
export interface NewEntry {
  at: number;
  kind: string;
  subjectType: string;
  subjectId: string;
  revision: number;
  actor: string;
  from?: string;
  to?: string;
  note?: string;
  data?: Record<string, unknown>;
  /** Identity of the signal that caused it; unique for ever, so a repeat is known. */
  signalHash?: string;
}

interface JournalRow {
  sequence: number | string;
  at: number | string;
  kind: string;
  subject_type: string;
  subject_id: string;
  revision: number;
  actor: string;
  from_state: string | null;
  to_state: string | null;
  note: string | null;
  data: string | null;
}

const COLUMNS = ['sequence', 'at', 'kind', 'subject_type', 'subject_id', 'revision', 'actor', 'from_state', 'to_state', 'note', 'data', 'signal_hash'] as const;

/** Append-only history. Every transaction that journals locks the head first, so sequences have no gap and follow commit order. */
@Injectable()
export class JournalRepository {
  constructor(private readonly database: Database) {}

  /** Locks the head for this transaction and returns the last sequence given. Call before reading what the entries depend on. */
  async lock(transaction: Transaction): Promise<number> {
    return (await this.lockWithMark(transaction)).sequence;
  }

  /** The same, and the mark that `mark` moves: whoever keeps something in memory learns here, with no further question, that it has changed. */
  async lockWithMark(transaction: Transaction): Promise<{ sequence: number; mark: number }> {
    const [head] = (await transaction.query(`SELECT sequence, mark FROM journal_head WHERE id = 1${forUpdate(this.database.dialect)}`)) as { sequence: number | string; mark: number | string }[];
    return { sequence: Number(head?.sequence), mark: Number(head?.mark) };
  }

  /** Moves the mark, within a transaction that holds the head. */
  async mark(transaction: Transaction): Promise<void> {
    await transaction.query('UPDATE journal_head SET mark = mark + 1 WHERE id = 1');
  }

  /** Appends entries after `head` (from `lock`); entry i gets sequence head + 1 + i. Returns the new head. */
  async append(transaction: Transaction, head: number, entries: readonly NewEntry[]): Promise<number> {
    if (!entries.length) return head;
    const rows = entries.map((entry, index) => ({
      sequence: head + 1 + index,
      at: entry.at,
      kind: entry.kind,
      subject_type: entry.subjectType,
      subject_id: entry.subjectId,
      revision: entry.revision,
      actor: entry.actor,
      from_state: entry.from ?? null,
      to_state: entry.to ?? null,
      note: entry.note ?? null,
      data: entry.data && Object.keys(entry.data).length ? JSON.stringify(entry.data) : null,
      signal_hash: entry.signalHash ?? null,
    }));
    await insertRows(transaction, 'journal', COLUMNS, rows);
    const next = head + entries.length;
    await transaction.query('UPDATE journal_head SET sequence = ? WHERE id = 1', [next]);
    return next;
  }

  /** The mark as committed. */
  async presentMark(): Promise<number> {
    const [head] = await this.database.read<{ mark: number | string }>('SELECT mark FROM journal_head WHERE id = 1');
    return Number(head?.mark ?? 0);
  }

  async latest(): Promise<number> {
    const [head] = await this.database.read<{ sequence: number | string }>('SELECT sequence FROM journal_head WHERE id = 1');
    return Number(head?.sequence ?? 0);
  }

  /** Entries after a sequence, oldest first. */
  async after(sequence: number, limit: number): Promise<JournalEntry[]> {
    return (await this.database.read<JournalRow>('SELECT * FROM journal WHERE sequence > ? ORDER BY sequence LIMIT ?', [sequence, limit])).map(toEntry);
  }

  /** The whole history of one thing, oldest first. */
  async of(subjectType: string, subjectId: string, limit = 2000): Promise<JournalEntry[]> {
    return (await this.database.read<JournalRow>('SELECT * FROM journal WHERE subject_type = ? AND subject_id = ? ORDER BY sequence LIMIT ?', [subjectType, subjectId, limit])).map(toEntry);
  }
}

const toEntry = (row: JournalRow): JournalEntry => ({
  sequence: Number(row.sequence),
  at: iso(Number(row.at)),
  kind: row.kind,
  subject: { type: row.subject_type, id: row.subject_id },
  revision: Number(row.revision),
  actor: row.actor,
  ...(row.from_state !== null && { from: row.from_state }),
  ...(row.to_state !== null && { to: row.to_state }),
  ...(row.note !== null && { note: row.note }),
  ...(row.data !== null && { data: JSON.parse(row.data) as Record<string, unknown> }),
});
