import { dayTimeline } from './timeline.model';

const FROM = '2026-11-22T16:00:00.000Z';
const TO = '2026-11-23T16:00:00.000Z';
const at = (minutes: number): string => new Date(Date.parse(FROM) + minutes * 60_000).toISOString();
const bucket = (minutes: number, red: number, blue: number) => ({ at: at(minutes), red, orange: 0, yellow: 0, blue });

describe('the day as stacked bars', () => {
  it('stacks the gravest at the bottom on a round scale', () => {
    const day = dayTimeline({ bucketMs: 900_000, from: FROM, to: TO, buckets: [bucket(0, 1, 2), bucket(720, 0, 6)] });
    expect(day.top).toBe(8);
    expect(day.bars[0]).toMatchObject({ x: 0, total: 3, parts: [{ level: 'red', count: 1, from: 0, to: 1 / 8 }, { level: 'blue', count: 2, from: 1 / 8, to: 3 / 8 }] });
    expect(day.bars[1]).toMatchObject({ x: 0.5, total: 6 });
    expect(day).toMatchObject({ totals: { red: 1, orange: 0, yellow: 0, blue: 8 }, total: 9 });
  });

  it('leaves out empty buckets and those of another day', () => {
    const day = dayTimeline({ bucketMs: 900_000, from: FROM, to: TO, buckets: [bucket(0, 0, 0), bucket(-15, 5, 5), bucket(1440, 5, 5)] });
    expect(day.bars).toEqual([]);
    expect(day.total).toBe(0);
  });

  it('never lets a bar leave its frame', () => {
    const day = dayTimeline({ bucketMs: 900_000, from: FROM, to: TO, buckets: [bucket(0, 70_000, 70_000)] });
    expect(day.bars[0]?.parts.at(-1)?.to).toBeLessThanOrEqual(1);
  });
});
