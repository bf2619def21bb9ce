import { DEFAULT_ALARM_RULES, rehearse, type ReadingSignal, type RuleInput } from '@one-screen/domain';
import { resolveSenml } from '@one-screen/connectors';
import * as fc from 'fast-check';
import { buildCity } from '../city/city.js';
import { craneAtWork, pitAt } from './crane.model.js';
import { gasAtRest } from './gas.model.js';
import { gateCount } from './gate.model.js';
import type { FieldReading, LineWorld, Pushed, PushedLine } from './line.js';
import { allDevices, LINES } from './lines.js';
import { liftFault, liftInService } from './lift.model.js';
import { BODIES } from './pushed-bodies.js';
import { PUSHED_LINES } from './pushed.js';
import { tankLevel, tankPressure, tankRun } from './tank.model.js';

const city = buildCity();
const SEED = 331082001;
const MIDNIGHT = Date.parse('2026-11-25T00:00:00+08:00');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** What a pushed line says in a stretch of time that passes only by sleeping. */
const said = async (id: PushedLine, from: number, forMs: number, onStage: LineWorld['onStage'] = () => false): Promise<{ message: Pushed; at: number }[]> => {
  const stop = new AbortController();
  const messages: { message: Pushed; at: number }[] = [];
  let now = from;
  const stage = { now: () => now, stop: stop.signal, sleep: (ms: number) => {
    now += Math.max(1, Math.ceil(ms));
    if (now - from > forMs) stop.abort();
    return Promise.resolve();
  } };
  const world: LineWorld = { city, seed: SEED, stage, onStage, warn: () => Promise.resolve(), push: (_source, message, at) => {
    messages.push({ message, at });
    return Promise.resolve();
  } };
  await Promise.all(PUSHED_LINES.find((line) => line.id === id)!.speak(world, undefined));
  return messages;
};

const facts = new Map(allDevices(city, SEED).map(({ code, objectCode, kind }) => {
  const object = city.objects.find((each) => each.code === objectCode)!;
  return [code, { code: object.code, name: object.name, kind: object.kind, deviceKind: kind, ...(object.capacity !== undefined && { capacity: object.capacity }) }];
}));
const inputOf = (reading: FieldReading, at: number): RuleInput => ({ signal: { kind: 'reading', quality: 'good', at, ...reading }, facts: facts.get(reading.deviceCode) });
const alarmsOf = (inputs: RuleInput[]): string[] => DEFAULT_ALARM_RULES.flatMap((rule) => {
  const mine = inputs.filter(({ signal }) => signal.kind === 'reading' && rule.sector && (rule.applies.point === undefined || [rule.applies.point].flat().includes(signal.point)));
  return rehearse(rule, mine).signals.map(({ key, title }) => `${key} ${title}`);
});

describe('an ordinary day of the devices that post', () => {
  it.each(PUSHED_LINES.map(({ id }) => id as PushedLine))('of %s raises no alarm by any default rule', async (id) => {
    const messages = await said(id, MIDNIGHT + 7 * HOUR, 9 * HOUR);
    const inputs = messages.flatMap(({ message, at }) => message.readings.map((reading) => inputOf(reading, at)));
    expect(inputs.length).toBeGreaterThan(500);
    expect(new Set(inputs.map(({ signal }) => signal.deviceCode)).size).toBe(PUSHED_LINES.find((line) => line.id === id)!.devices(city, SEED).length);
    expect(alarmsOf(inputs)).toEqual([]);
  });

  it('leaves out what a scene plays', async () => {
    const [mine] = PUSHED_LINES.find(({ id }) => id === 'demo-lifts')!.devices(city, SEED);
    const messages = await said('demo-lifts', MIDNIGHT, HOUR, (code) => code === mine!.code);
    expect(messages.length).toBeGreaterThan(50);
    expect(messages.flatMap(({ message }) => message.readings).filter(({ deviceCode }) => deviceCode === mine!.code)).toEqual([]);
  });

  it('is light: all sources together say less than ten values a second', async () => {
    let values = 0;
    for (const { id } of PUSHED_LINES) values += (await said(id as PushedLine, MIDNIGHT + 10 * HOUR, HOUR)).reduce((sum, { message }) => sum + message.readings.length, 0);
    expect(values / 3600).toBeLessThan(5);
  });

  it('tells a fault of a lift when it begins and when it is over', async () => {
    const lifts = PUSHED_LINES.find(({ id }) => id === 'demo-lifts')!.devices(city, SEED);
    const struck = Array.from({ length: 20 * 24 * 60 }, (_, minute) => MIDNIGHT + minute * MINUTE).find((at) => lifts.some(({ code }) => liftFault(SEED, code, at)))!;
    const events = (await said('demo-lifts', struck - 5 * MINUTE, HOUR)).flatMap(({ message }) => message.events ?? []);
    expect(events.length).toBeGreaterThanOrEqual(2);
    const open = new Set<string>();
    for (const { regCode, code, over } of events) {
      expect(open.has(regCode + code)).toBe(over);
      if (over) open.delete(regCode + code);
      else open.add(regCode + code);
    }
  });
});

describe('the plants', () => {
  it('are filled and drawn between their marks, never jump, and raise no alarm', () => {
    const inputs: RuleInput[] = [];
    for (const code of ['TANK-A-01', 'TANK-A-02', 'TANK-B-01']) {
      const run = tankRun(SEED, code);
      let before = tankLevel(run, MIDNIGHT);
      for (let at = MIDNIGHT; at < MIDNIGHT + 24 * HOUR; at += 2 * MINUTE) {
        const level = tankLevel(run, at);
        expect(Math.abs(level - before)).toBeLessThan(3);
        before = level;
        inputs.push(inputOf({ deviceCode: code, point: 'tank-level', unit: '%', value: level }, at), inputOf({ deviceCode: code, point: 'pressure-share', unit: '%', value: tankPressure(level, at) }, at));
      }
      const levels = inputs.flatMap(({ signal }) => (signal.kind === 'reading' && signal.deviceCode === code && signal.point === 'tank-level' ? [signal.value] : []));
      expect(Math.max(...levels) - Math.min(...levels)).toBeGreaterThan(25);
    }
    expect(alarmsOf(inputs)).toEqual([]);
  });

  it('show clean air with its noise: never below nothing, never near the first limit', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.integer({ min: MIDNIGHT, max: MIDNIGHT + 365 * 24 * HOUR }), (seed, at) => {
      const value = gasAtRest(seed, 'GDS-A-01', at);
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThan(12);
    }));
    const hour = Array.from({ length: 60 }, (_, minute) => gasAtRest(SEED, 'GDS-A-01', MIDNIGHT + minute * MINUTE));
    expect(new Set(hour.map((value) => value.toFixed(2))).size).toBeGreaterThan(20);
  });
});

describe('what moves', () => {
  const anyMoment = fc.integer({ min: MIDNIGHT, max: MIDNIGHT + 30 * 24 * HOUR });

  it('a crane: hook and load within the machine, moment is load times radius, still at night', () => {
    fc.assert(fc.property(anyMoment, fc.constantFrom('TWR-1', 'TWR-2', 'TWR-3'), (at, crane) => {
      const { load, radius, momentPct, height, slew, wind } = craneAtWork(SEED, crane, at);
      expect(momentPct).toBeCloseTo((load * radius) / 0.8, 6);
      expect([load > 0 && load < 3, radius >= 12 && radius <= 32, height >= 2 && height <= 46, slew >= 0 && slew < 360, wind > 0 && wind < 9]).toEqual([true, true, true, true, true]);
      expect(momentPct).toBeLessThan(88);
    }));
    const night = [0, 90, 180, 270].map((seconds) => craneAtWork(SEED, 'TWR-1', MIDNIGHT + 2 * HOUR + seconds * 1000).load);
    expect(new Set(night).size).toBe(1);
  });

  it('a crane never jumps within a lift', () => {
    let before = craneAtWork(SEED, 'TWR-1', MIDNIGHT + 10 * HOUR);
    let lifts = 0;
    for (let at = MIDNIGHT + 10 * HOUR + 1000; at < MIDNIGHT + 11 * HOUR; at += 1000) {
      const now = craneAtWork(SEED, 'TWR-1', at);
      if (now.load !== before.load) lifts += 1;
      else expect(Math.abs(now.height - before.height)).toBeLessThan(2);
      before = now;
    }
    expect(lifts).toBeGreaterThan(10);
  });

  it('a pit creeps and settles below its warning', () => {
    const days = Array.from({ length: 200 }, (_, day) => pitAt(SEED, 'PIT-1', MIDNIGHT + day * 24 * HOUR).pct);
    expect(Math.max(...days)).toBeLessThan(65);
    expect(days.at(-1)! - days[0]!).toBeGreaterThan(0);
  });

  it('gates: nobody appears or vanishes, and a day’s counts only grow', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 86_000 }), fc.integer({ min: 1, max: 4000 }), (second, capacity) => {
      const one = gateCount(SEED, 'PFC-1', capacity, MIDNIGHT + second * 1000);
      const next = gateCount(SEED, 'PFC-1', capacity, MIDNIGHT + Math.min(second + 300, 86_399) * 1000);
      expect(one.inside).toBe(one.entered - one.left);
      expect(one.inside).toBeGreaterThanOrEqual(0);
      expect(one.inside).toBeLessThan(0.8 * capacity + 1);
      expect(next.entered).toBeGreaterThanOrEqual(one.entered);
      expect(next.left).toBeGreaterThanOrEqual(one.left);
    }));
    expect(gateCount(SEED, 'PFC-1', 2000, MIDNIGHT + 15 * HOUR).inside).toBeGreaterThan(800);
    expect(gateCount(SEED, 'PFC-1', 2000, MIDNIGHT + 3 * HOUR).inside).toBe(0);
  });

  it('a lift: door shut while it runs, within its floors, one floor at a time', () => {
    const reports = Array.from({ length: 7200 }, (_, second) => liftInService(SEED, 'ELV-1', 18, MIDNIGHT + second * 1000));
    expect(reports.filter(({ running, doorOpen, floor }, index) => running + doorOpen > 1 || floor < 1 || floor > 18 || Math.abs(floor - (reports[index - 1]?.floor ?? floor)) > 1)).toEqual([]);
    expect(new Set(reports.map(({ floor }) => floor)).size).toBeGreaterThan(8);
    expect(liftFault(SEED, 'ELV-1', MIDNIGHT)).toEqual(liftFault(SEED, 'ELV-1', MIDNIGHT));
  });
});

describe('bodies', () => {
  it('of SenML sources are read back as they were meant', async () => {
    const [{ message, at }] = (await said('demo-lifelines', MIDNIGHT, HOUR)) as [{ message: Pushed; at: number }];
    const read = resolveSenml(JSON.parse(JSON.stringify(BODIES['demo-lifelines'](message, at))), at);
    const readings = read.ok ? read.readings.map((each) => (each.ok ? each.signal : undefined)) : [];
    expect(readings).toEqual(message.readings.map((reading): Partial<ReadingSignal> => ({ kind: 'reading', quality: 'good', at, ...reading, value: Math.round(reading.value * 10) / 10 })));
  });

  it('of makers group what one machine measured', () => {
    const body = BODIES['demo-cranes']({ readings: [{ deviceCode: 'T', point: 'moment', unit: '%', value: 61.27 }, { deviceCode: 'P', point: 'pit-share', unit: '%', value: 41 }, { deviceCode: 'T', point: 'wind', unit: 'm/s', value: 3 }] }, MIDNIGHT);
    expect(body).toEqual({ time: '2026-11-25T00:00:00.000+08:00', machines: [{ sn: 'T', momentPct: 61.3, wind: 3 }], pits: [{ sn: 'P', pct: 41 }] });
  });
});

it('gives every device one code and an object of the ledger, of the sector its source speaks for', () => {
  const devices = allDevices(city, SEED);
  expect(new Set(devices.map(({ code }) => code)).size).toBe(devices.length);
  expect(devices.filter(({ objectCode }) => !city.objects.some(({ code }) => code === objectCode))).toEqual([]);
  const sector: Record<string, string> = { 'demo-vehicles': 'ROAD', 'demo-vessels': 'MARINE', 'demo-dust': 'CONSTRUCTION', 'demo-fire-units': 'FIRE', 'demo-plants': 'INDUSTRY', 'demo-gas': 'INDUSTRY', 'demo-cranes': 'CONSTRUCTION', 'demo-gates': 'TOURISM', 'demo-lifts': 'EQUIPMENT', 'demo-lifelines': 'CITY' };
  for (const { id, devices: of } of LINES) {
    expect(of(city, SEED).length).toBeGreaterThan(id === 'demo-warnings' ? -1 : 1);
    expect(of(city, SEED).every(({ objectCode }) => objectCode.startsWith(`GC-${sector[id]}-`))).toBe(true);
  }
});
