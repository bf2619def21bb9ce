import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { setImmediate as turn } from 'node:timers/promises';
import { halvesOf } from '@one-screen/domain';
import type { Importer, LedgerTarget, Misfit, Tally } from '../ledger-target.js';
import type { CellFault } from '../sheets/row.js';
import type { LedgerImport } from './imports.repository.js';
import { readApart } from './reading-thread.js';
import type { Batch, ReadingTask } from './reading.js';

/** Rows a transaction writes: few enough that an alarm waits for no more than one such. */
const SLICE = 200;

/** What an import asks of its room while it runs. */
export interface RunRoom {
  target: LedgerTarget;
  importer: Importer;
  faults(faults: readonly CellFault[]): Promise<void>;
  progress(): Promise<void>;
  signal: AbortSignal;
}

/** Reads and checks the whole file; counts stand in `one`, good rows in the spool. Throws DomainError when the file as a whole is refused. */
export const checkFile = async (one: LedgerImport, task: Omit<ReadingTask, 'context'>, { target, importer, faults, progress, signal }: RunRoom): Promise<void> => {
  await readApart({ ...task, context: await target.context() }, async (batch) => {
    const verdict = batch.rows.length ? await target.check(batch.rows, importer) : { inserted: 0, updated: 0, unchanged: 0, misfits: [] };
    const found = [...batch.faults, ...verdict.misfits.map((misfit) => faultOf(misfit, batch))].sort((a, b) => a.row - b.row);
    const bad = new Set(found.map(({ row }) => row));
    one.unknownHeaders.push(...batch.unknown);
    one.rowsRead += batch.read;
    one.rowsBad += bad.size;
    one.rowsGood += batch.read - bad.size;
    add(one, verdict);
    if (found.length) await faults(found);
    await progress();
    return verdict.misfits.map(({ row }) => row);
  }, signal);
};

/** Writes what the spool holds, slice by slice, each in its own short transaction. A row that no longer fits is a fault like any other. */
export const writeSpool = async (one: LedgerImport, spool: string, { target, importer, faults, progress, signal }: RunRoom): Promise<void> => {
  Object.assign(one, { inserted: 0, updated: 0, unchanged: 0 } satisfies Tally);
  let rows: { row: number; entry: unknown }[] = [];
  const flush = async (): Promise<void> => {
    signal.throwIfAborted();
    const verdict = await target.write(rows, importer);
    add(one, verdict);
    const { misfits } = verdict;
    if (misfits.length) {
      const bad = new Set(misfits.map(({ row }) => row)).size;
      one.rowsBad += bad;
      one.rowsGood -= bad;
      await faults(misfits.map((misfit) => faultOf(misfit, undefined)));
    }
    rows = [];
    await progress();
    // Whoever waits for the loop or for the writer comes in between.
    await turn();
  };
  for await (const line of createInterface({ input: createReadStream(spool, 'utf8'), crlfDelay: Infinity })) {
    if (line === '') continue;
    rows.push(JSON.parse(line) as { row: number; entry: unknown });
    if (rows.length >= SLICE) await flush();
  }
  if (rows.length) await flush();
  await target.settle?.();
};

const add = (one: LedgerImport, { inserted, updated, unchanged }: Tally): void => {
  one.inserted += inserted;
  one.updated += updated;
  one.unchanged += unchanged;
};

const faultOf = ({ row, key = '', message }: Misfit, batch: Batch | undefined): CellFault => {
  const headed = batch?.headed[key];
  return { row, column: headed?.letter ?? '', header: headed?.heading ?? '', value: batch?.rows.find((each) => each.row === row)?.seen[key] ?? '', message: halvesOf(message) };
};
