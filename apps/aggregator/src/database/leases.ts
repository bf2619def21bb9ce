import { marks, onConflictIgnore } from './sql.js';
import type { Database } from './database.js';

/** A lease as stored. */
export interface Lease {
  name: string;
  holder: string;
  /** Epoch milliseconds by the holder's clock. */
  untilAt: number;
}

/** How long a lease is good for after it was taken or renewed, milliseconds. */
export const LEASE_TTL = 10_000;
/** How far the clocks of two instances may be apart: others leave a lease alone this long after it ran out, milliseconds. */
export const CLOCK_SKEW = 2000;

/**
 * Leases in the database, for work that one instance at a time shall do. Rows are written by name and in order of their
 * names, and only where the holder is still the one expected: of two that want the same lease one gets it.
 */
export class Leases {
  constructor(
    private readonly database: Database,
    /** Who we are, 1 to 80 characters; nobody else's. */
    readonly holder: string,
    private readonly clock: () => number = Date.now,
  ) {}

  /** Every lease there is, also those that ran out. */
  async all(): Promise<Lease[]> {
    const rows = await this.database.read<{ name: string; holder: string; until_at: number | string }>('SELECT name, holder, until_at FROM lease ORDER BY name');
    return rows.map((row) => ({ name: row.name, holder: row.holder, untilAt: Number(row.until_at) }));
  }

  /** Takes what is free or ran out, renews what is ours; answers which of the names are ours now. */
  async take(names: readonly string[]): Promise<string[]> {
    if (!names.length) return [];
    const { dialect } = this.database;
    const inOrder = [...names].sort();
    return this.database.write(async (transaction) => {
      const now = this.clock();
      const until = now + LEASE_TTL;
      const rows = inOrder.map(() => '(?, ?, ?)').join(', ');
      await transaction.query(`INSERT INTO lease (name, holder, until_at) VALUES ${rows}${onConflictIgnore(dialect, ['name'])}`, inOrder.flatMap((name) => [name, this.holder, until]));
      await transaction.query(`UPDATE lease SET holder = ?, until_at = ? WHERE name IN (${marks(names.length)}) AND (holder = ? OR until_at < ?)`, [this.holder, until, ...inOrder, this.holder, now - CLOCK_SKEW]);
      const ours = (await transaction.query(`SELECT name FROM lease WHERE name IN (${marks(names.length)}) AND holder = ?`, [...inOrder, this.holder])) as { name: string }[];
      return ours.map(({ name }) => name);
    });
  }

  /** Gives back what is ours of these; what has become another's stays theirs. */
  release(names: readonly string[]): Promise<void> {
    return this.remove([...names].map((name) => ({ name, holder: this.holder })));
  }

  /** Removes leases of holders known to be gone, unless they have changed hands. */
  async remove(leases: readonly Pick<Lease, 'name' | 'holder'>[]): Promise<void> {
    if (!leases.length) return;
    const inOrder = [...leases].sort((a, b) => (a.name < b.name ? -1 : 1));
    await this.database.write(async (transaction) => {
      for (const { name, holder } of inOrder) await transaction.query('DELETE FROM lease WHERE name = ? AND holder = ?', [name, holder]);
    });
  }

  /** Whether others may take it. */
  isOver(lease: Lease): boolean {
    return lease.untilAt < this.clock() - CLOCK_SKEW;
  }
}

/** The random id of this installation: the same for all instances on one database. */
export const siteIdOf = async (database: Database): Promise<string> => {
  const [row] = await database.read<{ value: string }>("SELECT value FROM setting WHERE name = 'site-id'");
  if (!row) throw new Error('the database has no site id');
  return row.value;
};
