import { DEFAULT_ALARM_RULES, evaluate, stateKeyOf, type AlarmSignal, type RuleState, type Signal } from '@one-screen/domain';
import { signalReader, type SignalReader } from './gbt26875.signals.js';
import type { Unit } from './gbt26875.units.js';

const AT = Date.parse('2026-03-01T08:00:00+08:00');
const origin = { deviceCode: '889', at: AT };
const smoke = { sysType: 1, sysAddr: 1, compType: 40, zone: 10, position: 2, text: '二楼东走廊', at: AT };
const FIRE = 2;

const signalsOf = (reader: SignalReader, unit: Unit): Signal[] => reader.read(unit, origin).batch.flatMap((each) => (each.ok ? [each.signal] : []));
const alarms = (reader: SignalReader, unit: Unit): AlarmSignal[] => signalsOf(reader, unit).filter((each) => each.kind === 'alarm');
const smokeAt = (state: number, more = {}): Unit => ({ type: 2, objects: [{ ...smoke, state, ...more }] });
const operation = (ops: number): Unit => ({ type: 4, objects: [{ sysType: 1, sysAddr: 1, ops, operator: 7, at: AT }] });
const brief = ({ key, level, cleared }: AlarmSignal): string => `${cleared ? '-' : '+'}${level} ${key}`;
const KEY = '889/fire/1-1-40-10-2';

describe('component states', () => {
  it('become one orange fire, once, and one clear', () => {
    const reader = signalReader(false);
    const first = alarms(reader, smokeAt(FIRE));
    expect(first.map(brief)).toEqual([`+orange ${KEY}`, '-yellow 889/fault/1-1-40-10-2', '-yellow 889/shielded/1-1-40-10-2', '-yellow 889/power/1-1-40-10-2']);
    expect(first[0]).toMatchObject({ title: '火警：二楼东走廊（感烟火灾探测器 10区2号）', occurredAt: AT, deviceCode: '889', detail: { system: '火灾报警系统', zone: 10, position: 2 } });
    expect(signalsOf(reader, smokeAt(FIRE))).toEqual([]);
    expect(alarms(reader, smokeAt(1)).map(brief)).toEqual([`-orange ${KEY}`]);
    expect(signalsOf(reader, smokeAt(1))).toEqual([]);
    expect(alarms(reader, smokeAt(FIRE)).map(brief)).toEqual([`+orange ${KEY}`]);
  });

  it('become yellow alarms for faults, shielding and lost power', () => {
    const reader = signalReader(false);
    alarms(reader, smokeAt(1));
    expect(alarms(reader, smokeAt(0b1_0000_1100)).map(brief)).toEqual(['+yellow 889/fault/1-1-40-10-2', '+yellow 889/shielded/1-1-40-10-2', '+yellow 889/power/1-1-40-10-2']);
  });

  it('become status when something starts, answers or stops', () => {
    const reader = signalReader(false);
    signalsOf(reader, smokeAt(1));
    expect(signalsOf(reader, smokeAt(0b111_0001))).toMatchObject([{ kind: 'status', status: 'supervise' }, { status: 'start', detail: { on: true, label: '启动' } }, { status: 'feedback' }]);
    expect(signalsOf(reader, smokeAt(0b101_0001))).toMatchObject([{ status: 'start', detail: { on: false } }]);
  });

  it('take the packet time when the device has none, and harmless text', () => {
    const [fire] = alarms(signalReader(false), smokeAt(FIRE, { at: undefined, text: 'a\u0007b\u202e' }));
    expect(fire).toMatchObject({ occurredAt: AT, title: expect.stringContaining('a b') });
  });

  it('that could not be stored are said again', () => {
    const reader = signalReader(false);
    const said = reader.read(smokeAt(FIRE), origin);
    said.undo();
    expect(reader.read(smokeAt(FIRE), origin).batch).toEqual(said.batch);
    alarms(reader, smokeAt(1));
    reader.read(operation(1), origin).undo();
    expect(alarms(reader, smokeAt(FIRE)).map(brief)).toEqual([`+orange ${KEY}`]);
  });

  it('are remembered for so many places and not more', () => {
    const reader = signalReader(false, 10);
    for (let position = 0; position < 100; position += 1) alarms(reader, smokeAt(FIRE, { position }));
    expect(alarms(reader, operation(0x20))).toHaveLength(10);
    expect(alarms(reader, smokeAt(FIRE, { position: 0 }))).toHaveLength(4);
  });
});

describe('the confirm button at the fire system', () => {
  it('makes the fires that stand there red, once, and no others', () => {
    const reader = signalReader(false);
    alarms(reader, smokeAt(FIRE));
    alarms(reader, smokeAt(FIRE, { sysAddr: 2 }));
    expect(signalsOf(reader, operation(0x20))).toMatchObject([{ kind: 'status', status: 'confirm', detail: { operation: '确认', operator: 7 } }, { kind: 'alarm', key: KEY, level: 'red', cleared: false, detail: { confirmedBy: 7 } }]);
    expect(alarms(reader, operation(0x20))).toEqual([]);
    expect(alarms(reader, smokeAt(1)).map(brief)).toEqual([`-red ${KEY}`]);
    expect(alarms(reader, operation(0x20))).toEqual([]);
  });

  it('of another device changes nothing', () => {
    const reader = signalReader(false);
    alarms(reader, smokeAt(FIRE));
    expect(reader.read(operation(0x20), { deviceCode: '890', at: AT }).batch).toHaveLength(1);
  });
});

describe('operations', () => {
  it.each([['reset', 1], ['the alarm declared over', 8]])('%s at the fire system ends its fires, and a fire that goes on rises again', (_name, ops) => {
    const reader = signalReader(false);
    alarms(reader, smokeAt(FIRE));
    expect(alarms(reader, operation(ops)).map(brief)).toEqual([`-orange ${KEY}`]);
    expect(alarms(reader, smokeAt(FIRE)).map(brief)).toEqual([`+orange ${KEY}`]);
  });

  it('a reset of the transmission device alone ends no fire', () => {
    const reader = signalReader(false);
    alarms(reader, smokeAt(FIRE));
    expect(signalsOf(reader, { type: 24, objects: [{ ops: 1, operator: 1, at: AT }] })).toMatchObject([{ kind: 'status', status: 'reset' }]);
  });

  it('a manual alarm is a fire until it is declared over', () => {
    const reader = signalReader(false);
    const device = (ops: number): Unit => ({ type: 24, objects: [{ ops, operator: 1, at: AT }] });
    expect(alarms(reader, device(4)).map(brief)).toEqual(['+orange 889/manual']);
    expect(alarms(reader, device(4))).toEqual([]);
    expect(alarms(reader, device(8)).map(brief)).toEqual(['-orange 889/manual']);
  });

  it('a duty answer is told, and ends the alarm of a missed check once', () => {
    const answer: Unit = { type: 24, objects: [{ ops: 0x20, operator: 3, at: AT }] };
    expect(signalsOf(signalReader(false), answer)).toMatchObject([{ kind: 'status', status: 'duty-answer', detail: { operator: 3 } }]);
    const reader = signalReader(true);
    expect(reader.dutyMissed(origin).batch).toMatchObject([{ signal: { key: '889/duty', level: 'yellow', title: '查岗无应答', cleared: false } }]);
    expect(reader.dutyMissed(origin).batch).toEqual([]);
    expect(alarms(reader, answer).map(brief)).toEqual(['-yellow 889/duty']);
    expect(alarms(reader, answer)).toEqual([]);
  });
});

describe('other data', () => {
  it('of a system: fire, supply and bus faults, manual mode, reset', () => {
    const reader = signalReader(false);
    const system = (state: number): Unit => ({ type: 1, objects: [{ sysType: 1, sysAddr: 1, state, at: AT }] });
    alarms(reader, smokeAt(FIRE));
    expect(alarms(reader, system(0b111_0000_0010)).filter((each) => !each.cleared).map(brief)).toEqual(['+orange 889/system-fire/1-1', '+yellow 889/mains/1-1', '+yellow 889/backup-power/1-1', '+yellow 889/bus/1-1']);
    expect(signalsOf(reader, system(0b11_1000_0000_0000)).map((each) => (each.kind === 'alarm' ? brief(each) : each.kind === 'status' && each.status)).sort())
      .toEqual(['-orange 889/system-fire/1-1', `-orange ${KEY}`, '-yellow 889/backup-power/1-1', '-yellow 889/bus/1-1', '-yellow 889/mains/1-1', 'configuration-changed', 'manual-mode', 'reset'].sort());
  });

  it('of the transmission device: faults are yellow', () => {
    const raised = alarms(signalReader(false), { type: 21, objects: [{ state: 0b111_1100, at: AT }] }).filter((each) => !each.cleared);
    expect(raised.map(brief)).toEqual(['+yellow 889/fault', '+yellow 889/mains', '+yellow 889/backup-power', '+yellow 889/link', '+yellow 889/line']);
  });

  it('analogue values are scaled to their unit; what no sound device sends is a fault', () => {
    const value = (kind: number, raw: number): Unit => ({ type: 3, objects: [{ ...smoke, kind, raw }] });
    const reader = signalReader(false);
    expect(signalsOf(reader, value(3, 235))).toEqual([{ kind: 'reading', deviceCode: '889', point: 'temperature#1-10-2', value: 23.5, unit: '℃', quality: 'good', at: AT }]);
    expect(signalsOf(reader, value(2, 155))).toMatchObject([{ value: 1.55, unit: 'm' }]);
    expect(signalsOf(reader, value(4, 3))).toMatchObject([{ value: 0.3, unit: 'MPa' }]);
    expect(reader.read(value(6, 1001), origin).batch).toMatchObject([{ ok: false, faults: [{ path: 'combustible-gas#1-10-2' }] }]);
    expect(reader.read(value(200, 1), origin).batch).toMatchObject([{ ok: false }]);
    expect(reader.read(value(4, -1), origin).batch).toMatchObject([{ ok: false }]);
  });

  it('analogue values bear the names the alarm rules know, and say where', () => {
    const point = (more: Partial<{ sysType: number; compType: number; kind: number; position: number }>): unknown =>
      signalsOf(signalReader(false), { type: 3, objects: [{ ...smoke, kind: 9, raw: 4, ...more }] }).map((each) => each.kind === 'reading' && [each.point, each.value, each.unit])[0];
    expect(point({ compType: 17 })).toEqual(['residual-current#1-10-2', 0.4, 'A']);
    expect(point({ compType: 17, position: 3 })).toEqual(['residual-current#1-10-3', 0.4, 'A']);
    expect(point({ compType: 40 })).toEqual(['current#1-10-2', 0.4, 'A']);
    expect(point({ sysType: 11, compType: 99, kind: 5 })).toEqual(['hydrant-pressure#1-10-2', 0.4, 'kPa']);
    expect(point({ sysType: 12, compType: 99, kind: 4 })).toEqual(['pressure#1-10-2', 0.4, 'MPa']);
  });

  it('analogue values reach the shipped rules', () => {
    const raised = (more: { sysType: number; compType: number; kind: number; raw: number }): string[] => {
      const states = new Map<string, RuleState>();
      const alarms: string[] = [];
      for (const minute of [0, 1, 2]) {
        for (const signal of signalsOf(signalReader(false), { type: 3, objects: [{ ...smoke, ...more, at: AT + minute * 60_000 }] })) {
          if (signal.kind !== 'reading') continue;
          for (const rule of DEFAULT_ALARM_RULES.filter(({ sector }) => sector === 'fire')) {
            const key = stateKeyOf(rule, { signal });
            if (key === undefined) continue;
            const evaluated = evaluate(rule, states.get(key), { signal }, signal.at);
            if (evaluated.state) states.set(key, evaluated.state);
            alarms.push(...evaluated.signals.filter(({ cleared }) => !cleared).map(({ key: alarm, level }) => `${level} ${alarm}`));
          }
        }
      }
      return alarms;
    };
    expect(raised({ sysType: 10, compType: 17, kind: 9, raw: 4 })).toEqual(['yellow rule:fire.residual-current/889/residual-current#1-10-2']);
    expect(raised({ sysType: 10, compType: 17, kind: 9, raw: 3 })).toEqual([]);
    expect(raised({ sysType: 11, compType: 99, kind: 5, raw: 500 })).toEqual(['orange rule:fire.hydrant-pressure/889/hydrant-pressure#1-10-2']);
    expect(raised({ sysType: 11, compType: 99, kind: 4, raw: 3 })).toEqual([]);
  });

  it('versions, configurations and clocks are status', () => {
    const reader = signalReader(false);
    const system = { sysType: 1, sysAddr: 1 };
    const units: Unit[] = [
      { type: 5, objects: [{ ...system, major: 2, minor: 1 }] }, { type: 6, objects: [{ ...system, text: '两总一分' }] }, { type: 7, objects: [smoke] }, { type: 8, objects: [{ ...system, at: AT }] },
      { type: 25, objects: [{ major: 1, minor: 0 }] }, { type: 26, objects: [{ text: '主机' }] }, { type: 28, objects: [{ at: AT }] },
    ];
    expect(units.flatMap((unit) => signalsOf(reader, unit)).map((each) => (each.kind === 'status' ? each.status : each.kind))).toEqual(['version', 'configuration', 'configuration', 'clock', 'version', 'configuration', 'clock']);
    expect(signalsOf(reader, { type: 91, objects: [{ minutes: 1 }] })).toEqual([]);
  });
});
