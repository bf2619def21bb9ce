import type { AccidentFile, EnforcementCase, Hazard, Inspection } from '@one-screen/domain';
import type { JournalEntry } from './alarm.contract.js';

/** Fields of the ledger's records that hold an instant: epoch ms within, ISO 8601 with offset on the wire. */
export const INSTANT_FIELDS = [
  'at', 'foundAt', 'deadline', 'finishBy', 'until', 'publishBy', 'decideBy', 'plannedFor', 'startedAt', 'finishedAt', 'occurredAt', 'answerBy', 'serveBy', 'requestedAt', 'lastInspectedAt',
] as const;
type InstantField = (typeof INSTANT_FIELDS)[number];

/** A record of the ledger as sent: its instants as text, all else as it is. */
export type Viewed<T> = T extends readonly (infer E)[] ? Viewed<E>[] : T extends object ? { [K in keyof T]: K extends InstantField ? Extract<T[K], undefined> | string : Viewed<T[K]> } : T;

/** What names the places of a record. */
export interface Named {
  objectName?: string;
  gridName?: string;
}
/** `overdue`: by the clock, as of when it was sent. */
export type HazardView = Viewed<Hazard> & Named & { overdue: boolean; daysOverdue: number; recheckDueAt?: string };
export type InspectionView = Viewed<Inspection> & Named;
export type CaseView = Viewed<EnforcementCase> & Named & { decisionDueAt?: string; overdue: boolean };
/** `told` maps each hop to the instant it was told. */
export type AccidentView = Omit<Viewed<AccidentFile>, 'told'> & Named & { told: Record<string, string>; grade: string };
/** One record with its whole history. */
export type WithHistory<T> = T & { history: JournalEntry[] };
export interface RecordPage<T> {
  items: T[];
  nextCursor?: string;
}
