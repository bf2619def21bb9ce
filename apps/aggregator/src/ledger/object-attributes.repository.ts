import { Injectable } from '@nestjs/common';
import { attributeOf, type AttributeValues, type Sector } from '@one-screen/domain';
import { Database, type SqlRow, type Transaction } from '../database/database.js';
import { insertRows, marks } from '../database/sql.js';

interface AttributeRow {
  object_code: string;
  name: string;
  kind: string;
  text_value: string | null;
  number_value: number | string | null;
  day_value: string | null;
}

/** A certificate or due date of an object, as stored; the day is the last on which it holds. */
export interface StoredExpiry {
  objectCode: string;
  key: string;
  day: string;
}

const COLUMNS = ['object_code', 'name', 'kind', 'text_value', 'number_value', 'day_value', 'expires'] as const;
const AT_ONCE = 500;

/** Attributes as rows. What is read back fits the sector's definitions: a key the sector does not know (any more) is left out. */
@Injectable()
export class ObjectAttributesRepository {
  constructor(private readonly database: Database) {}

  /** Replaces all attributes of each object given. The values are checked. */
  async put(transaction: Transaction, objects: readonly { code: string; sector: Sector; attributes: AttributeValues }[]): Promise<void> {
    for (let at = 0; at < objects.length; at += AT_ONCE) {
      const slice = objects.slice(at, at + AT_ONCE);
      await transaction.query(`DELETE FROM object_attribute WHERE object_code IN (${marks(slice.length)})`, slice.map(({ code }) => code));
      await insertRows(transaction, 'object_attribute', COLUMNS, slice.flatMap(({ code, sector, attributes }) => Object.entries(attributes).flatMap(([name, value]) => rowOf(code, sector, name, value))));
    }
  }

  async of(code: string, sector: Sector, transaction?: Transaction): Promise<AttributeValues> {
    const sql = 'SELECT * FROM object_attribute WHERE object_code = ? ORDER BY name';
    const rows = transaction ? ((await transaction.query(sql, [code])) as AttributeRow[]) : await this.database.read<AttributeRow>(sql, [code]);
    const values: AttributeValues = {};
    for (const row of rows) {
      const value = valueOf(row);
      if (value !== undefined && attributeOf(sector, row.name)?.kind === row.kind) values[row.name] = value;
    }
    return values;
  }

  /** Certificates and due dates that run out on this day or before, soonest first. */
  async expiring(until: string): Promise<StoredExpiry[]> {
    const rows = await this.database.read<AttributeRow>('SELECT object_code, name, day_value FROM object_attribute WHERE expires = 1 AND day_value <= ? ORDER BY day_value, object_code, name', [until]);
    return rows.map(({ object_code: objectCode, name, day_value: day }) => ({ objectCode, key: name, day: day as string }));
  }
}

const rowOf = (code: string, sector: Sector, name: string, value: string | number | boolean): SqlRow[] => {
  const definition = attributeOf(sector, name);
  if (!definition) return [];
  const { kind, expires } = definition;
  const number = typeof value === 'number' ? value : typeof value === 'boolean' ? Number(value) : null;
  const text = typeof value === 'string' && kind !== 'date' ? value : null;
  return [{ object_code: code, name, kind, text_value: text, number_value: number, day_value: kind === 'date' ? String(value) : null, expires: expires ? 1 : 0 }];
};

const valueOf = ({ kind, text_value: text, number_value: number, day_value: day }: AttributeRow): string | number | boolean | undefined => {
  if (kind === 'date') return day ?? undefined;
  if (kind === 'text' || kind === 'enum') return text ?? undefined;
  if (number === null) return undefined;
  return kind === 'boolean' ? Number(number) === 1 : Number(number);
};
