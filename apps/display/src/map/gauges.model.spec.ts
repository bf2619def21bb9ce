import type { ObjectView, ReadingView } from '@one-screen/contracts';
import type { Level, PointLimit } from '@one-screen/domain';
import * as fc from 'fast-check';
import type { PointState } from '../object/object.model';
import { GAUGES, boxAround, gaugesOf, layOutGauges, type Box, type GaugePlan } from './gauges.model';

const AT = '2026-11-25T10:00:00+08:00';
const limit = (value: number, level: Level): PointLimit => ({ value, level, side: 'above', strict: false, afterMs: 0, ruleId: 'gas', ruleName: '可燃气体', source: 'GB/T 50493' });
const point = (name: string, over: { level?: Level; limits?: PointLimit[]; stale?: boolean; unit?: string } & Partial<ReadingView> = {}): PointState => {
  const { level, limits = [], stale = false, ...reading } = over;
  const whole: ReadingView = { deviceCode: 'D1', point: name, value: 5, unit: '', quality: 'good', at: AT, sector: 'industry', sourceId: 's', objectCode: 'O1', ...reading };
  return { key: `${whole.deviceCode}\u0000${name}`, reading: whole, age: { ms: 1_000, stale }, limits, ...(level && { level }) };
};
const object = { code: 'O1', name: '罐区', sector: 'industry', kind: '重点单位', gridCode: 'g', risk: 'red', location: { lon: 121.1, lat: 28.8 } } as unknown as ObjectView;
const objects = new Map([['O1', object]]);

describe('the gauge of an object', () => {
  it('shows the point over its gravest limit before any other, and says how many more there are', () => {
    const [gauge, ...rest] = gaugesOf([point('a', { limits: [limit(25, 'yellow')] }), point('b', { level: 'yellow', limits: [limit(1, 'yellow')] }), point('c', { level: 'red' })], objects, new Map());
    expect(rest).toEqual([]);
    expect(gauge).toMatchObject({ code: 'O1', name: '罐区', lon: 121.1, lat: 28.8, more: 2 });
    expect(gauge?.point.reading.point).toBe('c');
  });
  it('prefers what can be trusted, then what has a scale, then always the same one', () => {
    const shown = (...points: PointState[]): string | undefined => gaugesOf(points, objects, new Map())[0]?.point.reading.point;
    expect(shown(point('a', { stale: true, limits: [limit(9, 'red')] }), point('b'))).toBe('b');
    expect(shown(point('a', { quality: 'bad', limits: [limit(9, 'red')] }), point('b'))).toBe('b');
    expect(shown(point('a'), point('b', { limits: [limit(9, 'red')] }))).toBe('b');
    expect([shown(point('a'), point('b')), shown(point('b'), point('a'))]).toEqual(['a', 'a']);
  });
  it('has a bar only within limits that a rule gives or a share by its unit, and none invented', () => {
    const barOf = (one: PointState) => gaugesOf([one], objects, new Map())[0]?.bar;
    expect(barOf(point('x', { unit: 'kPa' }))).toBeUndefined();
    expect(barOf(point('x', { unit: 'kPa', value: 55, limits: [limit(100, 'red')] }))).toMatchObject({ share: expect.closeTo(0.5, 9) as number, marks: [{ level: 'red', value: 100 }] });
    expect(barOf(point('x', { unit: '%', value: 40 }))).toEqual({ share: 0.4, marks: [] });
  });
  it('says when it is old or no measurement', () => {
    expect([point('x', { stale: true, quality: 'bad' }), point('x', { quality: 'bad' }), point('x', { quality: 'uncertain' }), point('x')].map((one) => gaugesOf([one], objects, new Map())[0]?.standing)).toEqual(['stale', 'bad', 'uncertain', 'good']);
  });
  it('stands where a device without an object was heard last, and nowhere when nobody knows', () => {
    const { objectCode: _none, ...reading } = point('x').reading;
    const loose = { ...point('x'), reading };
    expect(gaugesOf([loose], objects, new Map([['D1', { lon: 1, lat: 2 }]]))).toMatchObject([{ code: 'D1', lon: 1, lat: 2 }]);
    expect(gaugesOf([loose], objects, new Map())).toEqual([]);
  });
});

describe('gauges on a panel', () => {
  const plan: GaugePlan = { width: 140, height: 50, clear: 16, free: { left: 0, top: 40, right: 972, bottom: 740 } };
  const at = (x: number, y: number, level?: Level) => ({ x, y, point: { ...(level && { level }) } });
  const boxes = (placed: ReturnType<typeof layOutGauges<ReturnType<typeof at>>>): Box[] => placed.map(({ gauge, dx, dy }) => ({ left: gauge.x + dx, top: gauge.y + dy, right: gauge.x + dx + plan.width, bottom: gauge.y + dy + plan.height }));
  const meet = (a: Box, b: Box): boolean => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

  it('are the gravest first, then those nearest the middle', () => {
    const placed = layOutGauges([at(486, 390), at(490, 392, 'blue'), at(100, 100, 'red')], plan, []);
    expect(placed.map(({ gauge }) => gauge.point.level)).toEqual(['red', 'blue']);
  });
  it('stand beside their points: on the left at the right edge, above at the foot', () => {
    expect(layOutGauges([at(960, 300)], plan, [])[0]).toMatchObject({ dx: -156, dy: -25 });
    expect(layOutGauges([at(300, 735)], plan, [])[0]).toMatchObject({ dx: -70, dy: -66 });
  });
  it('step aside for the mark of an unsigned red, even their own', () => {
    const red = boxAround({ x: 400, y: 300 }, 30);
    const placed = layOutGauges([at(400, 300)], plan, [red]);
    expect(placed).toHaveLength(1);
    expect(boxes(placed).some((box) => meet(box, red))).toBe(false);
  });
  it('never meet each other, a point that has one, the edge or what is taken; and are few', () => {
    const spot = fc.record({ x: fc.integer({ min: -50, max: 1_020 }), y: fc.integer({ min: -50, max: 800 }), level: fc.constantFrom<(Level | undefined)[]>(undefined, 'blue', 'yellow', 'orange', 'red') });
    fc.assert(fc.property(fc.array(spot, { maxLength: 120 }), fc.array(spot, { maxLength: 10 }), (points, reds) => {
      const taken = reds.map((red) => boxAround(red, 28));
      const placed = layOutGauges(points.map(({ x, y, level }) => at(x, y, level)), plan, taken);
      const all = boxes(placed);
      expect(placed.length).toBeLessThanOrEqual(GAUGES);
      all.forEach((box, index) => {
        expect(box.left >= 0 && box.top >= 40 && box.right <= 972 && box.bottom <= 740).toBe(true);
        expect([...taken, ...all.slice(0, index), ...placed.filter((_one, other) => other !== index).map(({ gauge }) => boxAround(gauge, 1))].some((other) => meet(box, other))).toBe(false);
      });
    }));
  });
});
