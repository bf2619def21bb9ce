import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { marks } from '../database/sql.js';

const AT_ONCE = 400;
const EVERYWHERE = '全域';

/** What grids and objects are called; one that is not on record is called by its code. */
@Injectable()
export class NamesRepository {
  constructor(private readonly database: Database) {}

  async grid(code: string): Promise<string> {
    return code ? ((await this.grids([code])).get(code) ?? code) : EVERYWHERE;
  }

  grids(codes: readonly string[]): Promise<Map<string, string>> {
    return this.names('grid', codes);
  }

  objects(codes: readonly string[]): Promise<Map<string, string>> {
    return this.names('supervised_object', codes);
  }

  private async names(table: 'grid' | 'supervised_object', codes: readonly string[]): Promise<Map<string, string>> {
    const names = new Map<string, string>();
    for (let at = 0; at < codes.length; at += AT_ONCE) {
      const part = codes.slice(at, at + AT_ONCE);
      for (const { code, name } of await this.database.read<{ code: string; name: string }>(`SELECT code, name FROM ${table} WHERE code IN (${marks(part.length)})`, part)) names.set(code, name);
    }
    return names;
  }
}
