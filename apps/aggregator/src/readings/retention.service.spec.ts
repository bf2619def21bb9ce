import type { DatabaseHealth } from '../database/database-health.js';
import { insertRows } from '../database/sql.js';
import { ReadingsRoom } from './readings.fixture.js';
import { KEPT, RAW_KEPT, RetentionRepository } from './retention.repository.js';
import { RetentionService } from './retention.service.js';

const NOW = 1_800_000_000_000;

describe('what is too old', () => {
  let room: ReadingsRoom;
  beforeEach(async () => {
    room = await ReadingsRoom.open();
  });
  afterEach(() => room.close());

  const raw = (count: number, first: number) => room.database.write((transaction) => insertRows(transaction, 'reading_raw', ['device_code', 'point', 'at', 'value', 'quality', 'source_id'],
    Array.from({ length: count }, (_, index) => ({ device_code: `d${index % 7}`, point: 'p', at: first + Math.floor(index / 7), value: 1, quality: 0, source_id: 's' }))));
  const left = async () => (await room.database.read<{ at: number }>('SELECT at FROM reading_raw ORDER BY at')).map(({ at }) => Number(at));

  it('goes slice by slice, and nothing else does', async () => {
    await raw(5000, NOW - RAW_KEPT - 100_000);
    await raw(7, NOW - RAW_KEPT - 1);
    await raw(7, NOW - RAW_KEPT);
    const write = jest.spyOn(room.database, 'write');
    const retention = new RetentionService(new RetentionRepository(room.database), room.health as unknown as DatabaseHealth);
    await retention.remove(NOW);
    expect(await left()).toEqual(Array(7).fill(NOW - RAW_KEPT));
    expect(write).toHaveBeenCalledTimes(3);
    await retention.remove(NOW);
    expect(write).toHaveBeenCalledTimes(3);
    await retention.onModuleDestroy();
  });

  it('is found by an index', async () => {
    for (const { table, column } of KEPT) {
      for (const sql of [`SELECT ${column} FROM ${table} WHERE ${column} < ? ORDER BY ${column} LIMIT 1 OFFSET 2000`, `DELETE FROM ${table} WHERE ${column} <= ?`]) {
        expect(JSON.stringify(await room.database.read(`EXPLAIN QUERY PLAN ${sql}`, [1]))).toMatch(new RegExp(`SEARCH ${table} USING (COVERING )?INDEX`));
      }
    }
  });
});
