import { NewestNews } from './newest-news.js';
import type { Position } from './position.row.js';
import type { Reading } from './reading.row.js';

/** What two instances have for a bus: each hears all that is said, its own too. */
const openBus = (kind: 'redis' | 'in-process' = 'redis') => {
  const listeners: ((text: string) => void)[] = [];
  const said: string[] = [];
  return {
    kind,
    said,
    say: (_topic: string, text: string): void => {
      said.push(text);
      listeners.forEach((listener) => listener(text));
    },
    hear: (_topic: string, listener: (text: string) => void): void => void listeners.push(listener),
  };
};

const reading = (more: Partial<Reading> = {}): Reading => ({ deviceCode: 'TANK-1', point: 'level', at: 1_000, value: 51.5, unit: '%', quality: 'good', sourceId: 'plc', sector: 'industry', receivedAt: 1_001, ...more });

describe('the newest of one instance', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('is told to its sisters, of each point the newest only, and not to itself', () => {
    const bus = openBus();
    const [one, other] = [new NewestNews<Reading>('readings', bus), new NewestNews<Reading>('readings', bus)];
    const heard = { one: [] as Reading[], other: [] as Reading[] };
    one.hear((row) => void heard.one.push(row));
    other.hear((row) => void heard.other.push(row));
    one.tell(reading());
    one.tell(reading({ at: 3_000, value: 53 }));
    one.tell(reading({ at: 2_000, value: 52 }));
    one.tell(reading({ point: 'pressure', objectCode: 'OBJ-1', unit: 'MPa' }));
    jest.runAllTimers();
    expect(heard).toEqual({ one: [], other: [reading({ at: 3_000, value: 53 }), reading({ point: 'pressure', objectCode: 'OBJ-1', unit: 'MPa' })] });
    expect(bus.said).toHaveLength(1);
  });

  it('is told in pieces when there is much of it', () => {
    const bus = openBus();
    const news = new NewestNews<Position>('positions', bus);
    const heard: Position[] = [];
    new NewestNews<Position>('positions', bus).hear((row) => void heard.push(row));
    for (let number = 0; number < 4_500; number += 1) news.tell({ deviceCode: `V-${number}`, at: 1, lon: 121.1, lat: 28.8, sourceId: 'gps', sector: 'road', receivedAt: 2, speedKmh: 40 });
    jest.runAllTimers();
    expect([heard.length, bus.said.length, heard[4_499]?.speedKmh]).toEqual([4_500, 3, 40]);
  });

  it('that is not understood is left out, and what stands beside it is taken', () => {
    const bus = openBus();
    const heard: Reading[] = [];
    new NewestNews<Reading>('readings', bus).hear((row) => void heard.push(row));
    for (const text of ['', '{', '[]', 'null', '{"from":"x"}', '{"from":"x","rows":[{"deviceCode":"A"}]}']) bus.say('newest:readings', text);
    bus.say('newest:readings', JSON.stringify({ from: 'x', rows: [{ ...reading(), quality: 'splendid' }, { ...reading(), value: '51' }, reading({ point: 'good' })] }));
    expect(heard).toEqual([reading({ point: 'good' })]);
  });

  it('is told to no one where the instance is alone', () => {
    const bus = openBus('in-process');
    const news = new NewestNews<Reading>('readings', bus);
    news.tell(reading());
    jest.runAllTimers();
    expect(bus.said).toEqual([]);
  });
});
