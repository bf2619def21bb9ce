import type { ImportFaultView, ImportView } from '@one-screen/contracts';
import type { Language } from '../../../http/language.js';
import { iso } from '../../../journal/instant.js';
import type { CellFault } from '../sheets/row.js';
import type { LedgerImport } from './imports.repository.js';

export const faultView = ({ row, column, header, value, message }: CellFault, language: Language): ImportFaultView => ({ row, column, header, value, message: message[language] });

/** An import as told, in the reader's language. */
export const importView = (one: LedgerImport, faults: readonly CellFault[], language: Language): ImportView => ({
  id: one.id, ledger: one.ledger, fileName: one.fileName, state: one.state, dryRun: one.dryRun, onError: one.onError, by: one.actor, startedAt: iso(one.startedAt),
  ...(one.finishedAt !== undefined && { finishedAt: iso(one.finishedAt) }),
  rowsRead: one.rowsRead, rowsGood: one.rowsGood, rowsBad: one.rowsBad, inserted: one.inserted, updated: one.updated, unchanged: one.unchanged,
  faultCount: one.faultCount, faults: faults.map((fault) => faultView(fault, language)), unknownHeaders: one.unknownHeaders,
  ...(one.problem && { problem: { code: one.problem.code, message: one.problem.text[language] } }),
});
