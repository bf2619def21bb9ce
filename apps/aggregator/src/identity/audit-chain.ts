import { createHash } from 'node:crypto';

/** What is written to the audit trail 审计: who did what to which, from where, and whether it was let through. */
export interface AuditEntry {
  /** Epoch milliseconds; the time of writing when not given. */
  at?: number;
  actor: string;
  /** `<thing>.<verb>`, up to 60 characters. */
  action: string;
  object: string;
  result: 'done' | 'refused';
  ip: string;
  detail?: string | undefined;
}

/** An entry as it lies in the chain. */
export interface AuditRecord {
  sequence: number;
  at: number;
  actor: string;
  action: string;
  object: string;
  result: 'done' | 'refused';
  ip: string;
  detail: string | null;
  /** SHA-256 over the hash before and this entry; hex. */
  hash: string;
}

/** Text as every database gives it back: no control characters, no broken surrogates, not longer than its column. */
const storable = (text: string, limit: number): string => Buffer.from(text.replaceAll(/\p{Cc}/gu, ' ').slice(0, limit), 'utf8').toString('utf8');

/** Each record's hash covers the one before, so a change, a gap or a new order shows in every later one. */
export const chainHash = (previous: string, record: Omit<AuditRecord, 'hash'>): string => {
  const { sequence, at, actor, action, object, result, ip, detail } = record;
  return createHash('sha256').update(previous).update(JSON.stringify([sequence, at, actor, action, object, result, ip, detail])).digest('hex');
};

/** Entries as the records that follow the head. */
export const chained = (head: { sequence: number; hash: string }, entries: readonly AuditEntry[], now: number): AuditRecord[] => {
  let { sequence, hash } = head;
  return entries.map((entry) => {
    sequence += 1;
    const record = {
      sequence,
      at: Math.trunc(entry.at ?? now),
      actor: storable(entry.actor, 80),
      action: storable(entry.action, 60),
      object: storable(entry.object, 120),
      result: entry.result,
      ip: storable(entry.ip, 64),
      detail: entry.detail === undefined ? null : storable(entry.detail, 2000),
    };
    hash = chainHash(hash, record);
    return { ...record, hash };
  });
};
