import { deviceOfRuleAlarm, ruleAlarmKey } from './applies.js';
import { DEFAULT_ALARM_RULES } from './defaults.js';
import { levelReached, limitsAt } from './limits.js';
import { minutesUntil } from './trends.js';

const at = (point: string, unit: string, facts?: Parameters<typeof limitsAt>[2]) => limitsAt(DEFAULT_ALARM_RULES, { deviceCode: 'D-1', point, unit }, facts);

describe('the limits at a point', () => {
  it('are the steps of every threshold that looks at it, lowest first, with the standard', () => {
    const limits = at('moment', '%');
    expect(limits.map(({ level, value, side }) => `${side} ${value} ${level}`)).toEqual(['above 90 yellow', 'above 100 orange', 'above 105 red']);
    expect(limits[0]).toMatchObject({ ruleId: 'construction.crane-moment', source: expect.stringContaining('GB 5144') });
  });

  it('are told in the unit of the reading, and not at all in one that measures something else', () => {
    expect(at('hydrant-pressure', 'kPa').map(({ value }) => value)).toEqual([100]);
    expect(at('combustible-gas', 'ppm')).toEqual([]);
  });

  it('of a capacity need to know the capacity', () => {
    expect(at('present', '')).toEqual([]);
    expect(at('present', '', { capacity: 3000 }).map(({ value }) => value)).toEqual([2400, 2700, 3000]);
  });

  it('stand where no rule looks: none', () => {
    expect(at('humidity', '%RH')).toEqual([]);
  });
});

describe('the key of a rule’s alarm', () => {
  it('tells its device and point again, whatever the device is called; other keys tell nothing', () => {
    for (const about of [{ deviceCode: 'CRANE-1', point: 'moment' }, { deviceCode: 'urn:dev/a/1', point: '*' }]) expect(deviceOfRuleAlarm(ruleAlarmKey('construction.crane-moment', about))).toEqual(about);
    expect(deviceOfRuleAlarm('gbt26875:123/fire/1')).toBeUndefined();
  });
});

describe('how a value stands', () => {
  it('is the gravest limit it has reached, the number itself included', () => {
    const limits = at('moment', '%');
    expect([89.9, 90, 104, 105].map((value) => levelReached(limits, value))).toEqual([undefined, 'yellow', 'orange', 'red']);
  });

  it('does not call red what is red only after lasting', () => {
    const gas = at('combustible-gas', '%LEL');
    expect(gas.map(({ value, level }) => `${value} ${level}`)).toEqual(['25 yellow', '50 orange', '50 red']);
    expect([24, 25, 51].map((value) => levelReached(gas, value))).toEqual([undefined, 'yellow', 'orange']);
  });

  it('below a lower limit does not include the number, above a strict one neither', () => {
    const [pressure, current] = [at('hydrant-pressure', 'MPa'), at('residual-current', 'mA')];
    expect([0.1, 0.099].map((value) => levelReached(pressure, value))).toEqual([undefined, 'orange']);
    expect([300, 300.1].map((value) => levelReached(current, value))).toEqual([undefined, 'yellow']);
  });
});

describe('minutes until a limit', () => {
  const climb = (perMinute: number, noise = 0) => Array.from({ length: 20 }, (_each, minute): [number, number] => [minute * 60_000, 2000 + perMinute * minute + noise * (minute % 2 ? 1 : -1)]);

  it('follow a rise that is surer than its noise', () => {
    expect(minutesUntil(climb(20), 2880)).toBe(25);
    expect(minutesUntil(climb(20, 5), 2885)).toBe(25);
  });

  it('are none while nothing rises, too little is known, or it is noise', () => {
    expect(minutesUntil(climb(-3), 3000)).toBeUndefined();
    expect(minutesUntil(climb(20).slice(0, 4), 3000)).toBeUndefined();
    expect(minutesUntil(climb(0, 30), 3000)).toBeUndefined();
    expect(minutesUntil([], 3000)).toBeUndefined();
  });

  it('are over when the limit is met', () => {
    expect(minutesUntil(climb(20), 2100)).toBe(0);
  });
});
