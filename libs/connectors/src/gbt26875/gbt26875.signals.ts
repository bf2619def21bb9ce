import type { AlarmSignal, Detail, Level, Parsed, Signal, StatusSignal } from '@one-screen/domain';
import { line } from '../plain-text.js';
import { CONDITIONS, OPERATIONS, STATES, type Condition } from './gbt26875.bits.js';
import { openMemory, type Standing } from './gbt26875.memory.js';
import { analogueKind, analoguePoint, componentTypeName, systemTypeName } from './gbt26875.names.js';
import type { Analogue, ComponentRef, ComponentState, SystemRef, SystemState, Unit } from './gbt26875.units.js';

/** Whose data unit it is; `at` (epoch milliseconds) stands in where the device gave no real time. */
export interface Origin {
  deviceCode: string;
  at: number;
}

/** What a data unit says. `undo` forgets that it was said: for when it could not be stored and will be sent again. */
export interface Said {
  batch: Parsed<Signal>[];
  undo(): void;
}

/** Turns data units into signals, remembering what stands so that a bit in every report becomes one raise and one clear. Units of one device must be read in order. */
export interface SignalReader {
  /** Nothing for units that only the centre sends. */
  read(unit: Unit, origin: Origin): Said;
  /** Nobody answered a duty check 查岗 in time. */
  dutyMissed(origin: Origin): Said;
}

type Facts = Record<string, string | number | boolean>;
interface Place {
  /** Part of the alarm key; empty for the device itself. */
  place: string;
  /** For people. */
  words: string;
  facts: Facts;
  system?: SystemRef;
}

const DEVICE: Place = { place: '', words: '用户信息传输装置', facts: {} };
const DUTY = 'duty';
const FIRE_BIT = 1;
const RESET_BIT = 13;
const isSet = (bits: number, bit: number): boolean => ((bits >> bit) & 1) === 1;

const systemPlace = ({ sysType, sysAddr }: SystemRef): Place =>
  ({ place: `${sysType}-${sysAddr}`, words: `${systemTypeName(sysType)} ${sysAddr}号`, facts: { system: systemTypeName(sysType), systemAddress: sysAddr }, system: { sysType, sysAddr } });
const componentPlace = (component: ComponentRef, text = ''): Place => {
  const name = componentTypeName(component.compType);
  const where = `${name} ${component.zone}区${component.position}号`;
  const said = line(text).trim();
  return {
    place: `${component.sysType}-${component.sysAddr}-${component.compType}-${component.zone}-${component.position}`,
    words: said ? `${said}（${where}）` : where,
    facts: { ...systemPlace(component).facts, component: name, zone: component.zone, position: component.position, ...(said && { text: said }) },
    system: { sysType: component.sysType, sysAddr: component.sysAddr },
  };
};
const good = (signal: Signal): Parsed<Signal> => ({ ok: true, signal });

/** `duty`: whether duty checks are asked, so that an answer ends the alarm of one that was missed. */
export const signalReader = (duty: boolean, limit?: number): SignalReader => {
  const memory = openMemory(limit);

  const alarmOf = (device: string, code: string, title: string, level: Level, where: Place, at: number, cleared: boolean): AlarmSignal => ({
    kind: 'alarm', key: [device, code, where.place].filter(Boolean).join('/'), level, title, occurredAt: at, cleared, deviceCode: device, detail: where.facts,
  });
  const statusOf = (deviceCode: string, status: string, at: number, detail?: Detail): StatusSignal => ({ kind: 'status', deviceCode, status, at, ...(detail !== undefined && { detail }) });

  /** One report of a place's bits: raises those that rose, clears those that fell; all that are 0 the first time it is heard of. */
  const state = (device: string, where: Place, bits: number, conditions: readonly Condition[], states: readonly (readonly [number, string, string])[], at: number): Signal[] => {
    const before = memory.get(device, where.place);
    let fire = before?.fire;
    const signals: Signal[] = [];
    for (const { bit, code, word, level } of conditions) {
      const now = isSet(bits, bit);
      if (before && isSet(before.state, bit) === now) continue;
      const alarm = alarmOf(device, code, `${word}：${where.words}`, (!now && bit === FIRE_BIT && fire?.level) || level, where, at, !now);
      if (bit === FIRE_BIT) fire = now ? alarm : undefined;
      signals.push(before || now ? alarm : { ...alarm, onlyIfStanding: true });
    }
    for (const [bit, status, word] of states) {
      const on = isSet(bits, bit);
      if (on !== isSet(before?.state ?? 0, bit)) signals.push(statusOf(device, status, at, { label: word, on, ...where.facts }));
    }
    memory.set(device, where.place, { state: bits, system: where.system, fire });
    return signals;
  };

  const concerns = (standing: Standing, system?: SystemRef): boolean =>
    !system || (standing.system?.sysAddr === system.sysAddr && (system.sysType === 0 || standing.system.sysType === system.sysType));
  /** The fires that stand at a system (at the whole device without one), each changed by `next`. */
  const fires = (device: string, system: SystemRef | undefined, next: (standing: Standing, fire: AlarmSignal) => [Standing, AlarmSignal] | undefined): Signal[] =>
    memory.fires(device).flatMap(([place, standing]) => {
      const changed = standing.fire && concerns(standing, system) ? next(standing, standing.fire) : undefined;
      if (!changed) return [];
      memory.set(device, place, changed[0]);
      return [changed[1]];
    });
  const endFires = (device: string, system: SystemRef | undefined, at: number): Signal[] =>
    fires(device, system, (standing, fire) => [{ system: standing.system, state: standing.state & ~(1 << FIRE_BIT) }, { ...fire, occurredAt: at, cleared: true }]);
  const confirmFires = (device: string, system: SystemRef, at: number, operator: number): Signal[] =>
    fires(device, system, (standing, fire) => {
      if (fire.level === 'red') return undefined;
      const confirmed: AlarmSignal = { ...fire, level: 'red', detail: { ...(fire.detail as Facts), confirmedAt: new Date(at).toISOString(), confirmedBy: operator } };
      return [{ ...standing, fire: confirmed }, confirmed];
    });

  /** Somebody pressed the manual alarm: a fire reported by a person, standing until it is declared over or the system is reset. */
  const manualAlarm = (device: string, where: Place, at: number): Signal[] => {
    const place = `manual/${where.place}`;
    if (memory.get(device, place)?.fire) return [];
    const alarm = alarmOf(device, 'manual', `手动报警：${where.words}`, 'orange', where, at, false);
    memory.set(device, place, { state: 1 << FIRE_BIT, system: where.system, fire: alarm });
    return [alarm];
  };
  const operation = (device: string, where: Place, ops: number, operator: number, at: number): Signal[] => {
    const atSystem = where.system !== undefined;
    return OPERATIONS.flatMap(({ bit, system: [status, word], device: [deviceStatus, deviceWord] }): Signal[] => {
      if (!isSet(ops, bit)) return [];
      const done = atSystem ? status : deviceStatus;
      const record = statusOf(device, done, at, { operation: atSystem ? word : deviceWord, operator, ...where.facts });
      if (done === 'manual-alarm') return [record, ...manualAlarm(device, where, at)];
      if (done === 'confirm' && where.system) return [record, ...confirmFires(device, where.system, at, operator)];
      // The transmission device's own reset resets no detector, so only the fire system's ends fires.
      if (done === 'alarm-cleared' || (done === 'reset' && atSystem)) return [record, ...endFires(device, where.system, at)];
      return done === 'duty-answer' ? [record, ...dutyAnswered(device, at)] : [record];
    });
  };

  const dutyAlarm = (device: string, at: number, cleared: boolean): Signal[] => {
    if (memory.get(device, DUTY)?.state === Number(!cleared)) return [];
    memory.set(device, DUTY, { state: Number(!cleared) });
    return [alarmOf(device, DUTY, '查岗无应答', 'yellow', DEVICE, at, cleared)];
  };
  const dutyAnswered = (device: string, at: number): Signal[] => (duty ? dutyAlarm(device, at, true) : []);

  const component = (device: string, each: ComponentState, at: number): Signal[] => state(device, componentPlace(each, each.text), each.state, CONDITIONS.component, STATES.component, at);
  const system = (device: string, each: SystemState, at: number): Signal[] => {
    const where = systemPlace(each);
    const wasReset = isSet(memory.get(device, where.place)?.state ?? 0, RESET_BIT);
    // A reset ends what was reported before it; a fire bit sent with it is newer.
    const ended = !wasReset && isSet(each.state, RESET_BIT) ? endFires(device, each, at) : [];
    return [...ended, ...state(device, where, each.state, CONDITIONS.system, STATES.system, at)];
  };
  const analogue = (deviceCode: string, each: Analogue, at: number): Parsed<Signal> => {
    const kind = analogueKind(each.kind);
    const point = analoguePoint(each);
    if (!kind) return { ok: false, faults: [{ path: point, message: `标准中没有模拟量类型 ${each.kind} / analogue kind ${each.kind} is not in the standard` }] };
    const value = each.raw / kind.perUnit;
    if (value < kind.from || value > kind.to) return { ok: false, faults: [{ path: point, message: `${kind.name} ${value} ${kind.unit} 超出范围（${kind.from} 至 ${kind.to}） / ${kind.name} ${value} ${kind.unit} is out of range (${kind.from} to ${kind.to})` }] };
    return good({ kind: 'reading', deviceCode, point, value, unit: kind.unit, quality: 'good', at });
  };

  const batchOf = (unit: Unit, { deviceCode: device, at: now }: Origin): Parsed<Signal>[] => {
    switch (unit.type) {
      case 1: return unit.objects.flatMap((each) => system(device, each, each.at ?? now)).map(good);
      case 2: return unit.objects.flatMap((each) => component(device, each, each.at ?? now)).map(good);
      case 3: return unit.objects.map((each) => analogue(device, each, each.at ?? now));
      case 4: return unit.objects.flatMap((each) => operation(device, systemPlace(each), each.ops, each.operator, each.at ?? now)).map(good);
      case 5: return unit.objects.map((each) => good(statusOf(device, 'version', now, { version: `${each.major}.${each.minor}`, ...systemPlace(each).facts })));
      case 6: return unit.objects.map((each) => good(statusOf(device, 'configuration', now, { text: line(each.text).trim(), ...systemPlace(each).facts })));
      case 7: return unit.objects.map((each) => good(statusOf(device, 'configuration', now, componentPlace(each, each.text).facts)));
      case 8: return unit.objects.map((each) => good(statusOf(device, 'clock', now, { deviceTime: each.at ?? null, ...systemPlace(each).facts })));
      case 21: return unit.objects.flatMap((each) => state(device, DEVICE, each.state, CONDITIONS.device, STATES.device, each.at ?? now)).map(good);
      case 24: return unit.objects.flatMap((each) => operation(device, DEVICE, each.ops, each.operator, each.at ?? now)).map(good);
      case 25: return unit.objects.map((each) => good(statusOf(device, 'version', now, { version: `${each.major}.${each.minor}` })));
      case 26: return unit.objects.map((each) => good(statusOf(device, 'configuration', now, { text: line(each.text).trim() })));
      case 28: return unit.objects.map((each) => good(statusOf(device, 'clock', now, { deviceTime: each.at ?? null })));
      case 89: case 90: case 91: return [];
    }
  };

  return {
    read(unit, origin) {
      const undo = memory.begin();
      return { batch: batchOf(unit, origin), undo };
    },
    dutyMissed({ deviceCode, at }) {
      const undo = memory.begin();
      return { batch: dutyAlarm(deviceCode, at, false).map(good), undo };
    },
  };
};
