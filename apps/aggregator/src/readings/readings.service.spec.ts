import { EVERYTHING, type ReadingSignal } from '@one-screen/domain';
import { MINUTE } from './minute.js';
import { ReadingsRoom } from './readings.fixture.js';

const SOURCE = { id: 's1', sector: 'industry' } as const;
/** The beginning of a minute some days ago: single readings of it are still kept. */
const START = Math.floor(Date.now() / MINUTE) * MINUTE - 3 * 86_400_000;

describe('readings', () => {
  let room: ReadingsRoom;
  beforeEach(async () => {
    room = await ReadingsRoom.open();
  });
  afterEach(() => room.close());

  const reading = (over: Partial<ReadingSignal> = {}): ReadingSignal => ({ kind: 'reading', deviceCode: 'TANK-1', point: 'level', value: 1, unit: 'm', quality: 'good', at: START, ...over });
  const take = (...readings: ReadingSignal[]) => room.readings.take(SOURCE, readings, START + 1000);
  const count = async (table: string) => Number((await room.database.read<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`))[0]?.n);
  const minutes = () => room.database.read('SELECT point, minute_at, min_value, max_value, sum_value, samples, last_value FROM reading_minute ORDER BY point, minute_at');
  const value = () => room.readings.latest({ deviceCode: 'TANK-1' }).items[0]?.value;

  it('are the newest at once, and durable when the promise resolves', async () => {
    const taken = take(reading({ value: 5 }));
    expect(room.readings.latest().items).toEqual([{ deviceCode: 'TANK-1', point: 'level', value: 5, unit: 'm', quality: 'good', at: expect.stringMatching(/\+08:00$/), sector: 'industry', sourceId: 's1' }]);
    expect(await count('reading_raw')).toBe(0);
    await taken;
    expect(await count('reading_raw')).toBe(1);
    expect(await room.metrics.registry.metrics()).toMatch(/one_screen_readings_queue 0\n[\s\S]*one_screen_readings_committed_total 1\n/);
  });

  it('are known after a restart', async () => {
    await take(reading({ value: 5, quality: 'uncertain', objectCode: 'OBJ-1' }));
    const before = room.readings.latest();
    await room.restart();
    expect(room.readings.latest()).toEqual(before);
    expect(before.items).toMatchObject([{ quality: 'uncertain', objectCode: 'OBJ-1' }]);
  });

  it('older than the newest are stored but do not replace it', async () => {
    await take(reading({ value: 5, at: START + 500 }));
    await take(reading({ value: 4, at: START }));
    expect(value()).toBe(5);
    expect(await count('reading_raw')).toBe(2);
    await room.restart();
    expect(value()).toBe(5);
  });

  it('sent again change nothing, in the same batch, a later one, or after a restart', async () => {
    await take(reading({ value: 5 }), reading({ value: 6 }), reading({ value: 7, at: START + 500 }));
    const before = await minutes();
    await Promise.all([take(reading({ value: 99 })), take(reading({ value: 98, at: START + 500 }))]);
    await room.restart();
    await take(reading({ value: 97 }));
    expect(await minutes()).toEqual(before);
    expect(before).toMatchObject([{ min_value: 5, max_value: 7, sum_value: 12, samples: 2, last_value: 7 }]);
    expect(await count('reading_raw')).toBe(2);
  });

  it('of one minute add up over batches and restarts', async () => {
    await take(reading({ value: 5, at: START + 10 }), reading({ value: 1, at: START + MINUTE }));
    await room.restart();
    await take(reading({ value: 9, at: START + 20 }), reading({ value: 2, at: START + 5 }));
    expect(await minutes()).toEqual([
      { point: 'level', minute_at: START, min_value: 2, max_value: 9, sum_value: 16, samples: 3, last_value: 9 },
      { point: 'level', minute_at: START + MINUTE, min_value: 1, max_value: 1, sum_value: 1, samples: 1, last_value: 1 },
    ]);
  });

  it('from a clock that runs ahead bear the time of receipt, so that later ones replace them', async () => {
    await take(reading({ value: 5, at: START + 86_400_000 }));
    await take(reading({ value: 6, at: START + 2000 }));
    expect(value()).toBe(6);
  });

  it('that can never be stored are refused for good, with nothing taken', async () => {
    for (const bad of [reading({ point: '' }), reading({ deviceCode: 'x'.repeat(65) }), reading({ value: NaN }), reading({ at: Infinity })]) {
      await expect(take(reading(), bad)).rejects.toMatchObject({ kind: 'invalid', code: 'unstorable' });
    }
    expect(room.readings.latest().items).toEqual([]);
  });

  it('are refused for now while the database is away, yet seen; sent again they are stored once', async () => {
    room.health.state = 'down';
    await expect(take(reading({ value: 5 }))).rejects.toMatchObject({ kind: 'unavailable' });
    expect(value()).toBe(5);
    room.health.state = 'up';
    jest.spyOn(room.database, 'write').mockRejectedValueOnce(Object.assign(new Error('gone'), { code: 'ECONNREFUSED' }));
    await expect(take(reading({ value: 5 }))).rejects.toMatchObject({ kind: 'unavailable', code: 'database-away' });
    expect(room.health.suspect).toHaveBeenCalled();
    await take(reading({ value: 5 }));
    expect(await minutes()).toMatchObject([{ samples: 1 }]);
    await room.restart();
    expect(value()).toBe(5);
  });

  it('taken before a stop are stored', async () => {
    const taken = take(reading());
    await room.readings.stop();
    expect(await count('reading_raw')).toBe(1);
    await taken;
    await expect(take(reading({ at: START + 1 }))).rejects.toMatchObject({ kind: 'unavailable' });
  });

  it('are listed by device and object within the scope, page by page', async () => {
    room.readings.useObjects((code) => (code === 'TANK-2' ? { code: 'OBJ-2', name: '二号罐区', gridCode: '331082001001' } : undefined), (code) => (code === 'TANK-2' ? '二号罐液位计' : undefined));
    void take(...['TANK-2', 'TANK-1', 'TANK-3'].flatMap((deviceCode) => ['a', 'b'].map((point) => reading({ deviceCode, point }))));
    void room.readings.take({ id: 's2', sector: 'fire' }, [reading({ deviceCode: 'PUMP' })], START);
    const names = (page: { items: { deviceCode: string; point: string }[] }) => page.items.map(({ deviceCode, point }) => `${deviceCode} ${point}`);
    expect(names(room.readings.latest({ objectCode: 'OBJ-2' }))).toEqual(['TANK-2 a', 'TANK-2 b']);
    expect(room.readings.latest({ objectCode: 'OBJ-2' }).items[0]).toMatchObject({ objectCode: 'OBJ-2', objectName: '二号罐区', deviceName: '二号罐液位计', sourceId: expect.any(String) });
    expect(names(room.readings.latest({ sector: 'fire' }))).toEqual(['PUMP level']);
    expect(names(room.readings.latest({ sector: 'fire', deviceCode: 'TANK-1' }))).toEqual([]);
    expect(names(room.readings.latest({ deviceCode: 'PUMP' }, { ...EVERYTHING, sectors: ['industry'] }))).toEqual([]);
    expect(names(room.readings.latest({ deviceCode: 'TANK-2' }, { ...EVERYTHING, gridPrefix: '331082002' }))).toEqual([]);
    const pages: string[] = [];
    let cursor: string | undefined;
    do {
      const page = room.readings.latest({ limit: 3, cursor });
      pages.push(names(page).join(', '));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    expect(pages).toEqual(['PUMP level, TANK-1 a, TANK-1 b', 'TANK-2 a, TANK-2 b, TANK-3 a', 'TANK-3 b']);
  });

  it('as a series are single readings while these are kept and few, without what is no measurement', async () => {
    await take(...Array.from({ length: 100 }, (_, index) => reading({ at: START - index * 1000, value: index, quality: index === 50 ? 'bad' : 'good' })));
    const series = await room.readings.series('TANK-1', 'level', START - 60_000, START, 1000);
    expect(series).toMatchObject({ unit: 'm', of: 'readings' });
    expect(series.items.map((item) => item.value)).toEqual(Array.from({ length: 60 }, (_, index) => 60 - index).filter((each) => each !== 50));
    expect((await room.readings.series('TANK-1', 'level', START - 60_000, START, 10)).items).toHaveLength(10);
  });

  it('as a series of a long time are means with their lowest and highest', async () => {
    const first = START - 30 * 86_400_000;
    await take(...Array.from({ length: 1000 }, (_, index) => reading({ at: first + index * 20_000, value: index % 100 })));
    const series = await room.readings.series('TANK-1', 'level', first, START, 5000);
    expect(series).toMatchObject({ of: 'means', stepMs: 5 * MINUTE });
    const step = (at: number): number => Math.floor(at / (5 * MINUTE));
    expect(series.items).toHaveLength(step(first + 999 * 20_000) - step(first) + 1);
    expect(series.items.every(({ min, max, value: mean }) => min! <= mean && mean <= max!)).toBe(true);
    expect(Math.max(...series.items.map(({ max }) => max ?? 0))).toBe(99);
  });

  it('as a series are nobody’s who may not see the point', async () => {
    await take(reading());
    const ask = (point: string, sectors: ('fire' | 'industry')[]) => room.readings.series('TANK-1', point, START, START + 1, 10, { sectors, gridPrefix: '' });
    expect((await ask('level', ['industry'])).items).toHaveLength(1);
    await expect(ask('level', ['fire'])).rejects.toMatchObject({ kind: 'missing', code: 'no-such-point' });
    await expect(ask('weight', ['industry'])).rejects.toMatchObject({ kind: 'missing' });
  });

  it('are asked for by an index, never by the whole table', async () => {
    await take(reading(), reading({ point: 'b' }));
    const read = jest.spyOn(room.database, 'read');
    await room.readings.series('TANK-1', 'level', START, START + 1, 10);
    await room.readings.series('TANK-1', 'level', START - 20 * 86_400_000, START, 10);
    const asked = read.mock.calls.map(([sql, values]) => [sql, values] as const);
    read.mockRestore();
    asked.push(['SELECT at FROM reading_raw WHERE (device_code = ? AND point = ? AND at = ?) OR (device_code = ? AND point = ? AND at = ?)', ['a', 'b', 1, 'c', 'd', 2]]);
    expect(asked.length).toBeGreaterThanOrEqual(4);
    for (const [sql, values] of asked) {
      const plan = JSON.stringify(await room.database.read(`EXPLAIN QUERY PLAN ${sql}`, values));
      expect(plan).toMatch(/SEARCH reading_(raw|minute) USING/);
      expect(plan).not.toMatch(/SCAN reading/);
    }
  });
});
