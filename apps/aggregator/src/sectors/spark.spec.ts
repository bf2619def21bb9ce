import { HOUR, Spark, type HourCount } from './spark.js';

const START = 480_000 * HOUR;

describe('alarms per hour', () => {
  it('puts each hour in its place, the present one last', async () => {
    const spark = new Spark((after) => Promise.resolve(after < START ? [{ sector: 'fire', hour: START, count: 3 }, { sector: 'fire', hour: START - 23 * HOUR, count: 2 }, { sector: 'road', hour: START, count: 9 }] : []));
    const hours = (await spark.read(START + 30 * 60_000))('fire');
    expect(hours).toHaveLength(24);
    expect([hours[0], hours[23]]).toEqual([2, 3]);
    expect(hours.reduce((sum, each) => sum + each, 0)).toBe(5);
  });

  it('counts every row once, in whatever order they are asked for, and reads old rows only once', async () => {
    const rows: number[] = [];
    const asked: [number, number | undefined][] = [];
    const spark = new Spark((after, through) => {
      asked.push([after, through]);
      const found = rows.filter((at) => at > after && at <= (through ?? Number.MAX_SAFE_INTEGER));
      return Promise.resolve(found.map((at): HourCount => ({ sector: 'city', hour: at - (at % HOUR), count: 1 })));
    });
    for (let now = START; now < START + 3 * HOUR; now += 7000) {
      rows.push(now);
      const hours = (await spark.read(now))('city');
      expect(hours.reduce((sum, each) => sum + each, 0)).toBe(rows.length);
    }
    const last = asked.at(-1);
    expect(last?.[0]).toBeGreaterThan(START + 3 * HOUR - 60_000);
  });

  it('lets go of what is older than a day', async () => {
    const spark = new Spark((after) => Promise.resolve(after < START ? [{ sector: 'fire', hour: START, count: 4 }] : []));
    expect((await spark.read(START + HOUR))('fire')[22]).toBe(4);
    expect((await spark.read(START + 25 * HOUR))('fire')).toEqual(Array(24).fill(0));
  });
});
