import { dayOf } from '@one-screen/domain';
import type { Dialect, Transaction } from '../../database/database.js';
import { onConflictUpdate } from '../../database/sql.js';

/** The next number of the day, `YH20261125-0007`; within the journal head's lock, so no two get the same. */
export const nextNumber = async (transaction: Transaction, dialect: Dialect, prefix: string, now: number): Promise<string> => {
  const name = `${prefix}${dayOf(now).replaceAll('-', '')}`;
  const [row] = (await transaction.query('SELECT last_number FROM number_series WHERE name = ?', [name])) as { last_number: number }[];
  const next = Number(row?.last_number ?? 0) + 1;
  await transaction.query(`INSERT INTO number_series (name, last_number) VALUES (?, ?)${onConflictUpdate(dialect, ['name'], ['last_number'])}`, [name, next]);
  return `${name}-${String(next).padStart(4, '0')}`;
};
