import { Injectable } from '@nestjs/common';
import type { ObjectView } from '@one-screen/contracts';
import type { DataScope, Level, ObjectScale, Sector } from '@one-screen/domain';
import { Database, type SqlValue, type Transaction } from '../database/database.js';
import { forUpdate, insertRows, marks, onConflictUpdate } from '../database/sql.js';

interface ObjectRow {
  code: string;
  name: string;
  sector: string;
  kind: string;
  grid_code: string;
  lon: number;
  lat: number;
  risk: string;
  address: string | null;
  responsible: string | null;
  responsible_phone: string | null;
  capacity: number | null;
  inspection_due: string | null;
  listed_since: string | null;
  listed_until: string | null;
  scale: string | null;
  revision: number | string;
}

/** What the alarm path and the tiles need to know of an object. */
export interface PlacedObject {
  code: string;
  name: string;
  sector: Sector;
  kind: string;
  gridCode: string;
  lon: number;
  lat: number;
  /** 核定承载量. */
  capacity?: number;
  /** 下次检验日期, `2026-12-25`. */
  inspectionDue?: string;
}

/** What a list of objects may be narrowed to. */
export interface ObjectFilter {
  sector?: Sector | undefined;
  /** Grid code or the beginning of one. */
  grid?: string | undefined;
  /** Part of the name, code or address, in any case. */
  q?: string | undefined;
  /** Only objects with a certificate, due date or inspection that runs out on this day or before. */
  expiringBy?: string | undefined;
  /** Only codes after this one. */
  after?: string | undefined;
  limit: number;
}

const COLUMNS = ['code', 'name', 'sector', 'kind', 'grid_code', 'lon', 'lat', 'risk', 'address', 'responsible', 'responsible_phone', 'capacity', 'inspection_due', 'listed_since', 'listed_until', 'scale'] as const;

@Injectable()
export class ObjectsRepository {
  constructor(private readonly database: Database) {}

  /** Objects in scope that fit the filter, by code. */
  async list(scope: DataScope, filter: ObjectFilter): Promise<ObjectView[]> {
    const sectors = filter.sector ? scope.sectors.filter((sector) => sector === filter.sector) : scope.sectors;
    if (!sectors.length) return [];
    const where = [`sector IN (${marks(sectors.length)})`];
    const values: SqlValue[] = [...sectors];
    for (const prefix of [scope.gridPrefix, filter.grid]) {
      if (!prefix) continue;
      where.push('grid_code LIKE ?');
      values.push(`${prefix}%`);
    }
    if (filter.q) {
      where.push(`(${['name', 'code', 'address'].map((column) => `LOWER(${column}) LIKE ? ESCAPE '!'`).join(' OR ')})`);
      const part = `%${filter.q.toLowerCase().replaceAll(/[!%_]/g, '!$&')}%`;
      values.push(part, part, part);
    }
    if (filter.expiringBy !== undefined) {
      where.push('(inspection_due <= ? OR code IN (SELECT object_code FROM object_attribute WHERE expires = 1 AND day_value <= ?))');
      values.push(filter.expiringBy, filter.expiringBy);
    }
    if (filter.after !== undefined) {
      where.push('code > ?');
      values.push(filter.after);
    }
    const rows = await this.database.read<ObjectRow>(`SELECT * FROM supervised_object WHERE ${where.join(' AND ')} ORDER BY code LIMIT ?`, [...values, filter.limit]);
    return rows.map(objectOf);
  }

  async find(code: string): Promise<ObjectView | undefined> {
    const [row] = await this.database.read<ObjectRow>('SELECT * FROM supervised_object WHERE code = ?', [code]);
    return row && objectOf(row);
  }

  /** One object with its revision, as it stands in this transaction (locked where several write). */
  async present(transaction: Transaction, code: string): Promise<{ object: ObjectView; revision: number } | undefined> {
    const [row] = (await transaction.query(`SELECT * FROM supervised_object WHERE code = ?${forUpdate(this.database.dialect)}`, [code])) as ObjectRow[];
    return row && { object: objectOf(row), revision: Number(row.revision) };
  }

  async revisionOf(code: string): Promise<number> {
    const [row] = await this.database.read<ObjectRow>('SELECT revision FROM supervised_object WHERE code = ?', [code]);
    return Number(row?.revision ?? 0);
  }

  /** The objects of these codes, by code. */
  async withCodes(codes: readonly string[]): Promise<Map<string, ObjectView>> {
    if (!codes.length) return new Map();
    const rows = await this.database.read<ObjectRow>(`SELECT * FROM supervised_object WHERE code IN (${marks(codes.length)})`, codes);
    return new Map(rows.map((row) => [row.code, objectOf(row)]));
  }

  /** Every object, with what is needed to place it. */
  async placed(): Promise<PlacedObject[]> {
    const rows = await this.database.read<ObjectRow>('SELECT code, name, sector, kind, grid_code, lon, lat, capacity, inspection_due FROM supervised_object');
    return rows.map((row) => ({ code: row.code, name: row.name, sector: row.sector as Sector, kind: row.kind, gridCode: row.grid_code, lon: row.lon, lat: row.lat, ...capacityOf(row), ...dueOf(row) }));
  }

  /** Adds objects, or replaces those with the same code: their revision rises. */
  async put(transaction: Transaction, objects: readonly ObjectView[]): Promise<void> {
    const rows = objects.map((object) => ({
      code: object.code,
      name: object.name,
      sector: object.sector,
      kind: object.kind,
      grid_code: object.gridCode,
      lon: object.location.lon,
      lat: object.location.lat,
      risk: object.risk,
      address: object.address ?? null,
      responsible: object.responsible ?? null,
      responsible_phone: object.responsiblePhone ?? null,
      capacity: object.capacity ?? null,
      inspection_due: object.inspectionDue ?? null,
      listed_since: object.listedSince ?? null,
      listed_until: object.listedUntil ?? null,
      scale: object.scale ?? null,
    }));
    await insertRows(transaction, 'supervised_object', COLUMNS, rows, `${onConflictUpdate(this.database.dialect, ['code'], COLUMNS.slice(1))}, revision = supervised_object.revision + 1`);
    // A colour something decided is not declared away: 只升不降, and down by review only.
    for (let at = 0; at < rows.length; at += 500) {
      const codes = rows.slice(at, at + 500).map(({ code }) => code);
      await transaction.query(`UPDATE supervised_object SET risk = (SELECT s.colour FROM risk_state s WHERE s.object_code = supervised_object.code) WHERE code IN (${marks(codes.length)}) AND code IN (SELECT m.object_code FROM risk_state m WHERE m.managed = 1)`, codes);
    }
  }
}

const objectOf = (row: ObjectRow): ObjectView => ({
  code: row.code,
  name: row.name,
  sector: row.sector as Sector,
  kind: row.kind,
  gridCode: row.grid_code,
  location: { lon: row.lon, lat: row.lat },
  risk: row.risk as Level,
  ...(row.address !== null && { address: row.address }),
  ...(row.responsible !== null && { responsible: row.responsible }),
  ...(row.responsible_phone !== null && { responsiblePhone: row.responsible_phone }),
  ...capacityOf(row),
  ...dueOf(row),
  ...(row.listed_since !== null && { listedSince: row.listed_since }),
  ...(row.listed_until !== null && { listedUntil: row.listed_until }),
  ...(row.scale !== null && { scale: row.scale as ObjectScale }),
});

const capacityOf = ({ capacity }: ObjectRow): { capacity?: number } => (capacity === null ? {} : { capacity: Number(capacity) });
const dueOf = ({ inspection_due: due }: ObjectRow): { inspectionDue?: string } => (due === null ? {} : { inspectionDue: due });
