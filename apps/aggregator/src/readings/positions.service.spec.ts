import { EVERYTHING, type PositionSignal } from '@one-screen/domain';
import { ReadingsRoom } from './readings.fixture.js';

const SOURCE = { id: 's1', sector: 'road' } as const;
const START = Date.now() - 60_000;
const METRE = 1 / 111_320;

describe('positions', () => {
  let room: ReadingsRoom;
  beforeEach(async () => {
    room = await ReadingsRoom.open();
  });
  afterEach(() => room.close());

  const position = (over: Partial<PositionSignal> = {}): PositionSignal => ({ kind: 'position', deviceCode: '13800000001', location: { lon: 121.2, lat: 28.6 }, speedKmh: 40, courseDeg: 90, at: START, ...over });
  const north = (metres: number) => ({ location: { lon: 121.2, lat: 28.6 + metres * METRE } });
  const take = (...positions: PositionSignal[]) => room.positions.take(SOURCE, positions, START + 1000);
  const track = async (from = START - 86_400_000) => (await room.positions.track('13800000001', from, START + 86_400_000)).items;

  it('are the newest at once, and known after a restart', async () => {
    const taken = take(position({ name: '浙J12345', objectCode: 'OBJ-1' }), position({ at: START + 500, location: { lon: 121.3, lat: 28.7 } }), position({ deviceCode: '2', speedKmh: undefined, courseDeg: undefined }));
    const seen = room.positions.list();
    expect(seen.items).toEqual([
      { deviceCode: '13800000001', sector: 'road', lon: 121.3, lat: 28.7, speedKmh: 40, courseDeg: 90, at: expect.stringMatching(/\+08:00$/), stale: false },
      { deviceCode: '2', sector: 'road', lon: 121.2, lat: 28.6, at: expect.any(String), stale: false },
    ]);
    expect(room.positions.lastOf('13800000001')).toEqual({ lon: 121.3, lat: 28.7 });
    await taken;
    await room.restart();
    expect(room.positions.list()).toEqual(seen);
    expect(await room.metrics.registry.metrics()).toContain('one_screen_positions_queue 0');
  });

  it('need not tell name and object each time', async () => {
    await take(position({ name: '浙J12345', objectCode: 'OBJ-1' }));
    await take(position({ at: START + 500 }));
    await room.restart();
    expect(room.positions.list().items).toMatchObject([{ name: '浙J12345', objectCode: 'OBJ-1' }]);
  });

  it('go into the track where they tell something new', async () => {
    await take(position(), position({ at: START + 100, ...north(10) }), position({ at: START + 200, ...north(25) }), position({ at: START + 300, ...north(30), courseDeg: 120 }));
    await take(position({ at: START + 400, ...north(31), courseDeg: 121 }));
    expect((await track()).map(({ at }) => Date.parse(at) - START)).toEqual([0, 200, 300]);
    expect((await track(START + 1))[0]).toMatchObject({ speedKmh: 40, courseDeg: 90 });
  });

  it('sent again change nothing; older ones do not replace the newest', async () => {
    await take(position(), position({ at: START + 500, ...north(100) }));
    await take(position({ at: START + 500, ...north(300) }), position({ at: START - 600_000, ...north(900) }), position({ at: START - 599_000, ...north(901) }));
    expect((await track()).map(({ at }) => Date.parse(at) - START)).toEqual([-600_000, 0, 500]);
    expect(room.positions.list().items[0]?.lat).toBeCloseTo(28.6 + 100 * METRE, 9);
    await room.restart();
    expect(room.positions.list().items[0]?.lat).toBeCloseTo(28.6 + 100 * METRE, 9);
  });

  it('refused for now are not taken for kept', async () => {
    jest.spyOn(room.database, 'write').mockRejectedValueOnce(Object.assign(new Error('gone'), { code: 'ECONNREFUSED' }));
    await expect(take(position())).rejects.toMatchObject({ kind: 'unavailable' });
    room.health.state = 'down';
    await expect(take(position())).rejects.toMatchObject({ kind: 'unavailable' });
    room.health.state = 'up';
    await take(position());
    expect(await track()).toHaveLength(1);
    await expect(take(position({ deviceCode: '' }))).rejects.toMatchObject({ kind: 'invalid' });
    await expect(take(position({ location: { lon: NaN, lat: 0 } }))).rejects.toMatchObject({ kind: 'invalid' });
  });

  it('are stale after five minutes, at sea after fifteen', async () => {
    const at = Date.now() - 6 * 60_000;
    void take(position({ at }));
    void room.positions.take({ id: 's2', sector: 'marine' }, [position({ deviceCode: '412000001', at }), position({ deviceCode: '412000002', at: at - 10 * 60_000 })], at);
    expect(room.positions.list().items.map(({ deviceCode, stale }) => [deviceCode, stale])).toEqual([['13800000001', true], ['412000001', false], ['412000002', true]]);
  });

  it('are listed by sector and device within the scope, page by page', async () => {
    room.positions.useObjects((code) => (code === '3' ? { code: 'OBJ-3', name: '三号车', gridCode: '331082001001' } : undefined));
    void take(position({ deviceCode: '3' }), position({ deviceCode: '1' }));
    void room.positions.take({ id: 's2', sector: 'marine' }, [position({ deviceCode: '2' })], START);
    const codes = (...asked: Parameters<typeof room.positions.list>) => room.positions.list(...asked).items.map(({ deviceCode }) => deviceCode);
    expect(codes({ sector: 'road' })).toEqual(['1', '3']);
    expect(codes({ deviceCode: '2' })).toEqual(['2']);
    expect(codes({ deviceCode: '9' })).toEqual([]);
    expect(codes({}, { ...EVERYTHING, sectors: ['marine'] })).toEqual(['2']);
    expect(codes({}, { ...EVERYTHING, gridPrefix: '331082002' })).toEqual(['1', '2']);
    expect(room.positions.list({ deviceCode: '3' }).items).toMatchObject([{ objectCode: 'OBJ-3', name: '三号车' }]);
    expect(room.positions.list({ limit: 2 })).toMatchObject({ nextCursor: '2' });
    expect(codes({ limit: 2, cursor: '2' })).toEqual(['3']);
    await expect(room.positions.track('3', 0, START, { ...EVERYTHING, sectors: ['marine'] })).rejects.toMatchObject({ code: 'no-such-device' });
  });

  it('as a track come in pages', async () => {
    const many = Array.from({ length: 10_050 }, (_, index) => position({ at: START - index * 60_000, ...north(index) }));
    await take(...many);
    const first = await room.positions.track('13800000001', 0, START + 1);
    expect(first.items).toHaveLength(10_000);
    const rest = await room.positions.track('13800000001', 0, START + 1, EVERYTHING, Number(first.nextCursor));
    expect(rest).toMatchObject({ items: { length: 50 } });
    expect(rest.nextCursor).toBeUndefined();
  });
});
