import { Injectable } from '@nestjs/common';
import type { Level } from '@one-screen/domain';
import { Database } from '../database/database.js';

@Injectable()
export class ExpiryAlarmsRepository {
  constructor(private readonly database: Database) {}

  /** Open alarms of this source whose key begins so and whose condition stands: key to level. */
  async standing(sourceId: string, prefix: string): Promise<Map<string, Level>> {
    const rows = await this.database.read<{ alarm_key: string; level: string }>('SELECT alarm_key, level FROM alarm WHERE is_open = 1 AND condition_active = 1 AND source_id = ? AND alarm_key LIKE ?', [sourceId, `${prefix}%`]);
    return new Map(rows.map((row) => [row.alarm_key, row.level as Level]));
  }
}
