import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import { marks } from '../../database/sql.js';

/** Names of grids, without the outlines that make whole grids heavy. */
@Injectable()
export class PlaceNamesRepository {
  constructor(private readonly database: Database) {}

  async grids(codes: readonly string[]): Promise<Map<string, string>> {
    if (!codes.length) return new Map();
    const rows = await this.database.read<{ code: string; name: string }>(`SELECT code, name FROM grid WHERE code IN (${marks(codes.length)})`, codes);
    return new Map(rows.map(({ code, name }) => [code, name]));
  }
}
