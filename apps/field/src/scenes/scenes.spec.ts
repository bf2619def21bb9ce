import { parseCap } from '@one-screen/connectors';
import { DEFAULT_ALARM_RULES, rehearse, type AlarmSignal, type RuleInput } from '@one-screen/domain';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildCity } from '../city/city.js';
import { allDevices } from '../lines/lines.js';
import { stageDoor, stageWatch } from '../lines/on-stage.js';
import { OptionError, readOptions } from '../options.js';
import { castOf, devicesOf } from './cast.js';
import { playScene } from './play-scene.js';
import { SCENE_NAMES, type Said, type SceneName } from './scene.js';
import { SCENES } from './scenes.js';

const city = buildCity();
const SEED = 331082001;
const START = Date.parse('2026-11-25T20:00:00+08:00');
const cast = castOf(city, SEED);

/** Everything a scene says, on a clock that moves only by sleeping. */
const played = async (name: SceneName, speed = 1, { stay = false, seed = SEED, stopAfterMs = Infinity } = {}) => {
  const stop = new AbortController();
  let now = START;
  const said: { what: Said; at: number }[] = [];
  const notes: string[] = [];
  await playScene(SCENES[name](castOf(city, seed), START), {
    now: () => now,
    stop: stop.signal,
    sleep: (ms) => {
      now += Math.ceil(ms);
      if (now - START > stopAfterMs) stop.abort();
      return Promise.resolve();
    },
  }, {
    seed, speed, stay,
    speak: (what) => {
      said.push({ what, at: now });
      return Promise.resolve();
    },
    tell: ({ zh, en }) => void notes.push(`${zh} / ${en}`),
  });
  return { said, notes, lastsMs: now - START };
};

const facts = new Map(devicesOf(cast).map(({ code, objectCode }) => [code, { code: objectCode, kind: city.objects.find((object) => object.code === objectCode)!.kind }]));
const inputsOf = (said: { what: Said; at: number }[]): RuleInput[] => said.flatMap(({ what, at }) =>
  (what.by === 'pushed' ? what.message.readings.map((reading): RuleInput => ({ signal: { kind: 'reading', quality: 'good', at, ...reading }, facts: facts.get(reading.deviceCode) })) : []));
/** What the shipped rules make of it: raises and clears in the order of time. */
const verdicts = (said: { what: Said; at: number }[]): string[] => {
  const inputs = inputsOf(said);
  const until = Math.max(...inputs.map(({ signal }) => (signal.kind === 'reading' ? signal.at : 0)));
  const signals = DEFAULT_ALARM_RULES.flatMap((rule): AlarmSignal[] => (rule.condition.type === 'missing' ? [] : rehearse(rule, inputs, { until, members: DEFAULT_ALARM_RULES }).signals));
  return signals.sort((a, b) => a.occurredAt - b.occurredAt).map(({ key, level, cleared }) => `${cleared ? 'clear' : level} ${key.replace('rule:', '')}`);
};
const order = (list: string[], part: string): string[] => list.filter((each) => each.includes(part)).map((each) => each.split(' ')[0]!);

describe.each([1, 20, 1000])('played %d times faster, by the shipped rules', (speed) => {
  it('a gas leak: the first detector yellow and orange, its neighbour the same, then red for the two; all clear in the end', async () => {
    const list = verdicts((await played('gas-leak', speed)).said);
    const [near, far] = cast.gas.map(({ code }) => code);
    expect(order(list, near!)).toEqual(['yellow', 'orange', 'clear']);
    expect(order(list, far!)).toEqual(['yellow', 'orange', 'clear']);
    expect(order(list, 'gas-several')).toEqual(['red', 'clear']);
    const at = (level: string, part: string) => list.findIndex((each) => each.startsWith(level) && each.includes(part));
    expect([at('yellow', near!), at('orange', near!), at('yellow', far!), at('orange', far!), at('red', 'gas-several')].every((place, index, all) => place >= 0 && (index === 0 || place > all[index - 1]!))).toBe(true);
    expect(list).toHaveLength(8);
  });

  it('an overloaded crane: yellow, orange, red, clear, and nothing else', async () => {
    const list = verdicts((await played('overload', speed)).said);
    expect(order(list, `crane-moment/${cast.cranes[0]!.code}`)).toEqual(['yellow', 'orange', 'red', 'clear']);
    expect(list).toHaveLength(4);
  });

  it('people in a lift: red, clear, and nothing else', async () => {
    expect(verdicts((await played('lift-trapped', speed)).said)).toEqual([`red equipment.trapped/${cast.lift.code}/trapped`, `clear equipment.trapped/${cast.lift.code}/trapped`]);
  });

  it('a typhoon: one road yellow, orange, red; every crane stopped; the warnings blue to red, each ending the last', async () => {
    const { said } = await played('typhoon', speed);
    const list = verdicts(said);
    expect(order(list, `ponding/${cast.ponding[0]!.code}`)).toEqual(['yellow', 'orange', 'red', 'clear']);
    expect(order(list, `ponding/${cast.ponding[1]!.code}`)).toEqual([]);
    for (const { code } of cast.cranes) expect(order(list, `crane-wind/${code}`)).toEqual(['orange', 'clear']);
    expect(list).toHaveLength(4 + 2 * cast.cranes.length);
    const warnings = said.flatMap(({ what }) => (what.by === 'warning' ? parseCap(what.xml).signals : [])).map((each) => (each.ok ? each.signal : undefined));
    expect(warnings.map((signal) => [signal?.level, signal?.cleared])).toEqual([
      ['blue', false], ['yellow', true], ['yellow', false], ['orange', true], ['orange', false], ['red', true], ['red', false], ['red', true],
    ]);
    const raised = warnings.filter((signal) => !signal?.cleared).map((signal) => signal?.key);
    expect(warnings.filter((signal) => signal?.cleared).map((signal) => signal?.key)).toEqual(raised);
  });
});

describe('every scene', () => {
  it.each(SCENE_NAMES)('%s is the same for the same seed, says what it plays in Chinese and English, and speaks for known devices only', async (name) => {
    const first = await played(name, 20);
    expect(await played(name, 20)).toEqual(first);
    expect(first.notes.length).toBeGreaterThan(2);
    expect(first.notes.filter((note) => !/\p{Script=Han}.* \/ [A-Z]/u.test(note))).toEqual([]);
    const known = new Set([...allDevices(city, SEED).map(({ code }) => code), cast.beacon.code]);
    const scene = SCENES[name](cast, START);
    expect(scene.devices.filter((code) => !known.has(code))).toEqual([]);
    const speaking = inputsOf(first.said).map(({ signal }) => signal.deviceCode!);
    expect([...new Set(speaking)].filter((code) => !scene.devices.includes(code))).toEqual([]);
  });

  it('asked to stay, goes on at its gravest until it is stopped', async () => {
    const { said, lastsMs } = await played('gas-leak', 20, { stay: true, stopAfterMs: 3 * 60_000 });
    expect(lastsMs).toBeGreaterThan(3 * 60_000);
    const list = verdicts(said);
    expect(order(list, 'gas-several')).toEqual(['red']);
    expect(list.some((each) => each.startsWith('clear'))).toBe(false);
  });

  it('is chosen by name', () => {
    expect(readOptions(['--scene', 'fire', '--scene-speed', '20', '--scene-stay'], {})).toMatchObject({ scene: 'fire', sceneSpeed: 20, sceneStay: true });
    expect(readOptions([], {})).toMatchObject({ scene: undefined, sceneSpeed: 1, sceneStay: false });
    expect(() => readOptions(['--scene', 'flood'], {})).toThrow(OptionError);
    expect(() => readOptions(['--scene-speed', '0'], {})).toThrow('--scene-speed');
  });
});

it('a distress beacon says where it is once, not every second anew', async () => {
  const { said } = await played('vessel-lost', 1);
  const beacons = said.flatMap(({ what }) => (what.by === 'ship' && what.message.mmsi === Number(cast.beacon.code) ? [what.message] : []));
  expect(beacons.length).toBeGreaterThan(20);
  expect(new Set(beacons.map((message) => JSON.stringify(message))).size).toBe(2);
});

it('a fire tells one smoke point, then a second of the same building, then the reset', async () => {
  const units = (await played('fire', 20)).said.flatMap(({ what }) => (what.by === 'fire' ? [what] : []));
  expect(new Set(units.map(({ address }) => address))).toEqual(new Set([cast.fireUnit.code]));
  expect(units.map(({ unit }) => (unit.type === 2 ? [unit.objects[0]?.position, unit.objects[0]?.state] : unit.type))).toEqual([[12, 1], [14, 1], [12, 2], [14, 2], 4]);
});

it('the everyday field leaves alone whom a scene holds, until it lets go or is gone', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stage-'));
  let now = START;
  const door = stageDoor(join(folder, 'stage.json'), () => now);
  const isOnStage = stageWatch(join(folder, 'stage.json'), () => now);
  const look = (code: string): boolean => {
    now += 600;
    return isOnStage(code);
  };
  expect(look('A')).toBe(false);
  door.take(['A']);
  expect([look('A'), look('B')]).toEqual([true, false]);
  door.leave();
  expect(look('A')).toBe(false);
  door.take(['A']);
  expect(look('A')).toBe(true);
  now += 60_000;
  expect(look('A')).toBe(false);
  rmSync(folder, { recursive: true });
});
