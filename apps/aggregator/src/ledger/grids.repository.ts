import { Injectable } from '@nestjs/common';
import type { GridView } from '@one-screen/contracts';
import { Database, type Transaction } from '../database/database.js';
import { insertRows, marks, onConflictUpdate } from '../database/sql.js';

interface GridRow {
  code: string;
  name: string;
  kind: string;
  is_schematic: number;
  lon: number;
  lat: number;
  rings: string;
  chief: string | null;
  chief_phone: string | null;
}

const COLUMNS = ['code', 'name', 'kind', 'is_schematic', 'lon', 'lat', 'rings', 'chief', 'chief_phone'] as const;
const CODES_AT_ONCE = 500;

@Injectable()
export class GridsRepository {
  constructor(private readonly database: Database) {}

  /** Grids whose code begins with `prefix`, by code. */
  async under(prefix: string): Promise<GridView[]> {
    return (await this.database.read<GridRow>('SELECT * FROM grid WHERE code LIKE ? ORDER BY code', [`${prefix}%`])).map(gridOf);
  }

  async find(code: string): Promise<GridView | undefined> {
    const [row] = await this.database.read<GridRow>('SELECT * FROM grid WHERE code = ?', [code]);
    return row && gridOf(row);
  }

  /** Which of these codes are grids. */
  async existing(transaction: Transaction, codes: Iterable<string>): Promise<Set<string>> {
    const asked = [...new Set(codes)];
    const found = new Set<string>();
    for (let at = 0; at < asked.length; at += CODES_AT_ONCE) {
      const slice = asked.slice(at, at + CODES_AT_ONCE);
      const rows = (await transaction.query(`SELECT code FROM grid WHERE code IN (${marks(slice.length)})`, slice)) as { code: string }[];
      for (const { code } of rows) found.add(code);
    }
    return found;
  }

  /** Adds grids, or replaces those with the same code. */
  async put(transaction: Transaction, grids: readonly GridView[]): Promise<void> {
    const rows = grids.map((grid) => ({
      code: grid.code,
      name: grid.name,
      kind: grid.kind,
      is_schematic: Number(grid.schematic),
      lon: grid.centre.lon,
      lat: grid.centre.lat,
      rings: JSON.stringify(grid.rings),
      chief: grid.chief ?? null,
      chief_phone: grid.chiefPhone ?? null,
    }));
    await insertRows(transaction, 'grid', COLUMNS, rows, onConflictUpdate(this.database.dialect, ['code'], COLUMNS.slice(1)));
  }
}

const gridOf = (row: GridRow): GridView => ({
  code: row.code,
  name: row.name,
  kind: row.kind as GridView['kind'],
  schematic: Number(row.is_schematic) === 1,
  centre: { lon: row.lon, lat: row.lat },
  rings: JSON.parse(row.rings) as GridView['rings'],
  ...(row.chief !== null && { chief: row.chief }),
  ...(row.chief_phone !== null && { chiefPhone: row.chief_phone }),
});
