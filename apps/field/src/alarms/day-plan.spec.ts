import { parseNative } from '@one-screen/connectors';
import { LEVELS, SECTORS, type Level } from '@one-screen/domain';
import { buildCity } from '../city/city.js';
import { ALARM_KINDS } from './alarm-kinds.js';
import { ALARMS_A_DAY, planDay, restOfDay, type PlannedMessage } from './day-plan.js';
import { localDate, localIso, stamped, startOfDate } from './native-message.js';

const city = buildCity();
const dates = Array.from({ length: 120 }, (_, day) => localDate(startOfDate('2026-01-01') + day * 86_400_000));
const days = dates.map((date) => planDay(city, { seed: 7, date }));
const raises = (day: PlannedMessage[]): PlannedMessage[] => day.filter(({ part }) => part === 'raise');

describe('a day plan', () => {
  it('is the same for the same seed and date, and another for another seed or date', () => {
    const again = planDay(city, { seed: 7, date: dates[0]! });
    expect(again).toEqual(days[0]);
    expect(planDay(city, { seed: 8, date: dates[0]! })).not.toEqual(days[0]);
    expect(days[1]).not.toEqual(days[0]);
  });

  it('has 60 to 90 alarms', () => {
    for (const day of days) {
      expect(raises(day).length).toBeGreaterThanOrEqual(ALARMS_A_DAY[0]);
      expect(raises(day).length).toBeLessThanOrEqual(ALARMS_A_DAY[1]);
    }
  });

  it('is red for 1–2 %, orange about 10 %, yellow about 30 %, else blue', () => {
    const all = days.flatMap(raises);
    const share = (level: Level): number => all.filter(({ message }) => message.level === level).length / all.length;
    expect(share('red')).toBeGreaterThan(0.01);
    expect(share('red')).toBeLessThan(0.02);
    expect(share('orange')).toBeGreaterThan(0.08);
    expect(share('orange')).toBeLessThan(0.12);
    expect(share('yellow')).toBeGreaterThan(0.27);
    expect(share('yellow')).toBeLessThan(0.33);
  });

  it('touches every sector', () => {
    const seen = new Set(days.flatMap(raises).map(({ message }) => message.sector));
    expect([...seen].sort()).toEqual([...SECTORS].sort());
  });

  it('is in order of time, and begins every alarm within the day', () => {
    days.forEach((day, index) => {
      const start = startOfDate(dates[index]!);
      expect(day.every(({ at }, i) => i === 0 || at >= day[i - 1]!.at)).toBe(true);
      expect(raises(day).every(({ at }) => at >= start && at < start + 86_400_000)).toBe(true);
    });
  });

  it('tells each condition from raise over repeats to clear, never two at once on a device', () => {
    for (const day of days.slice(0, 30)) {
      const open = new Set<string>();
      for (const { part, message } of day) {
        expect(open.has(message.key)).toBe(part !== 'raise');
        expect(message.cleared ?? false).toBe(part === 'clear');
        if (part === 'raise') open.add(message.key);
        if (part === 'clear') open.delete(message.key);
      }
      expect(open.size).toBe(0);
    }
  });

  it('refuses a date that is none', () => {
    expect(() => planDay(city, { seed: 1, date: '2026-02-30' })).toThrow(RangeError);
  });
});

it('leaves out of the rest of a day what belongs to alarms nobody was told of', () => {
  const day = days[3]!;
  const noon = startOfDate(dates[3]!) + 12 * 3_600_000;
  const rest = restOfDay(day, noon);
  const told = new Set(raises(rest).map(({ message }) => message.key));
  expect(rest.length).toBeGreaterThan(0);
  expect(rest.every(({ at, message }) => at >= noon && told.has(message.key))).toBe(true);
  expect(raises(rest)).toEqual(raises(day).filter(({ at }) => at >= noon));
});

describe('every message', () => {
  const messages = days.flat().map(({ at, message }) => stamped(message, at));
  const objects = new Map(city.objects.map((object) => [object.code, object]));

  it('fits the native shape', () => {
    const misfits = messages.filter(
      ({ key, sector, level, title, value, detail, occurredAt }) =>
        !/^[A-Z0-9]{3}-GC-[A-Z]+-\d{4}-[a-z]\d{2}$/.test(key) ||
        !SECTORS.includes(sector) ||
        !LEVELS.includes(level) ||
        title.length === 0 ||
        title.length > 200 ||
        title.includes('{') ||
        title.includes('undefined') ||
        (value?.length ?? 0) > 100 ||
        Object.keys(detail ?? {}).some((name) => name.length > 64) ||
        !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+08:00$/.test(occurredAt),
    );
    expect(misfits).toEqual([]);
  });

  it('is understood by the aggregator’s own parser', () => {
    const refused = messages.flatMap((message) => parseNative(message)).filter(({ ok }) => !ok);
    expect(refused).toEqual([]);
  });

  it('names an object of its own sector, with that object’s grid and place', () => {
    const wrong = messages.filter(({ objectCode, sector, gridCode, location }) => {
      const object = objects.get(objectCode!);
      return !object || object.sector !== sector || object.gridCode !== gridCode || object.location.lon !== location!.lon;
    });
    expect(wrong).toEqual([]);
  });

  it('carries no phone number', () => {
    expect(JSON.stringify(messages)).not.toMatch(/(?<!\d)1[3-9]\d{9}(?!\d)/);
  });
});

it('knows alarm kinds of every level but red in each sector, each with a place in the city', () => {
  expect(new Set(ALARM_KINDS.map((kind) => kind.id)).size).toBe(ALARM_KINDS.length);
  for (const sector of SECTORS) {
    const levels = new Set(ALARM_KINDS.filter((kind) => kind.sector === sector).map((kind) => kind.level));
    for (const level of ['orange', 'yellow', 'blue'] as const) expect([sector, level, levels.has(level)]).toEqual([sector, level, true]);
  }
  const homeless = ALARM_KINDS.filter((kind) => !kind.at.every((place) => city.objects.some((object) => object.sector === kind.sector && object.kind === place)));
  expect(homeless.map((kind) => kind.id)).toEqual([]);
});

it('writes local time as the devices do', () => {
  expect(localIso(Date.UTC(2026, 2, 1, 16, 30))).toBe('2026-03-02T00:30:00.000+08:00');
});
