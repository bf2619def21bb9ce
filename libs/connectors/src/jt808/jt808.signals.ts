import { graver, type AlarmSignal, type Level, type Location, type Parsed, type Signal } from '@one-screen/domain';
import { ALARM_BITS, drivingKind, drivingLevel, GRAVE_BITS, knownBits, OVERSPEED_BIT, type AlarmBit } from './jt808.alarms.js';
import { ADAS_ID, DSM_ID, type Jt808Adas, type Jt808DrivingAlarm, type Jt808Dsm } from './jt808.driving.js';
import type { Jt808Version } from './jt808.frame.js';
import { STATUS, type Jt808Location } from './jt808.location.js';
import { wgs84Of } from './gcj02.js';

/** Which alarms stand at a terminal as far as it has told. `known`: it has spoken of now, so what is not among `bits` has been cleared. */
export interface Standing {
  bits: number;
  known: boolean;
  /** The level its overspeeding was last told with. */
  overspeed?: Level;
}

export const NOTHING_KNOWN: Standing = { bits: 0, known: false };

/** Who reported, and how its reports are to be read. */
export interface Reporter {
  deviceCode: string;
  version: Jt808Version;
  plate?: string;
  coordinates: 'wgs84' | 'gcj02';
  /** km/h, when one is set for it. */
  speedLimit?: number;
}

/**
 * One location to signals and the alarms that stand after it: its position, alarms whose bit rose or fell since `before`, and each
 * driver-assistance item. `backfill` tells of the past: only what is grave is raised then, and nothing cleared; the next report of
 * now does that. `now` stands in for a clock not set, epoch milliseconds. Pure.
 */
export const signalsOf = (report: Jt808Location, reporter: Reporter, before: Standing, backfill: boolean, now: number): { batch: Parsed<Signal>[]; after: Standing } => {
  const at = report.at ?? now;
  const location = placeOf(report, reporter);
  const { deviceCode, plate } = reporter;
  const batch: Parsed<Signal>[] = [];
  if (location) {
    const courseDeg = report.direction % 360;
    batch.push(good({ kind: 'position', deviceCode, ...(plate && { name: plate }), location, speedKmh: report.speedKmh, ...(report.direction <= 360 && { courseDeg }), at }));
  }
  const { signals, after } = bitSignals(report, { reporter, at, location }, before, backfill);
  batch.push(...signals.map(good), ...itemSignals(report, { reporter, at, location }));
  if (!batch.length) batch.push(good({ kind: 'status', deviceCode, status: location ? 'heartbeat' : 'not-located', ...(plate && { name: plate }), at }));
  return { batch, after };
};

const good = (signal: Signal): Parsed<Signal> => ({ ok: true, signal });

/** Where the report was made; nothing when the terminal says its position is old, or the position is none on earth. */
const placeOf = ({ status, lat, lon }: Jt808Location, { coordinates }: Reporter): Location | undefined => {
  if (!(status & STATUS.located) || status & STATUS.encrypted || Math.abs(lat) > 90 || Math.abs(lon) > 180) return undefined;
  return coordinates === 'gcj02' ? wgs84Of({ lon, lat }) : { lon, lat };
};

interface Scene {
  reporter: Reporter;
  at: number;
  location: Location | undefined;
}

const bitSignals = (report: Jt808Location, scene: Scene, before: Standing, backfill: boolean): { signals: AlarmSignal[]; after: Standing } => {
  const known = knownBits(scene.reporter.version);
  const now = (report.alarms & known) >>> 0;
  const risen = backfill ? now & GRAVE_BITS & ~before.bits : now & ~before.bits;
  const fallen = backfill ? 0 : (before.known ? before.bits : known) & ~now;
  const speed = report.status & STATUS.located ? report.speedKmh : recorderSpeed(report);
  const overspeed = now & (1 << OVERSPEED_BIT) && !backfill ? overspeedLevel(speed, scene.reporter.speedLimit) : undefined;
  // Faster still: the same alarm at a graver level is told again.
  const worse = overspeed && before.overspeed && graver(overspeed, before.overspeed) ? 1 << OVERSPEED_BIT : 0;
  const signals = ALARM_BITS.flatMap((one): AlarmSignal[] => {
    const mask = 1 << one.bit;
    if ((risen | worse) & mask) return [{ ...alarmOf(one, scene, false), ...(one.bit === OVERSPEED_BIT && overspeedFacts(overspeed, speed, scene)) }];
    return fallen & mask && !one.latched ? [{ ...alarmOf(one, scene, true), ...(!before.known && { onlyIfStanding: true }) }] : [];
  });
  if (backfill) return { signals, after: { ...before, bits: (before.bits | risen) >>> 0 } };
  const gravest = overspeed && before.overspeed && !worse ? before.overspeed : overspeed;
  return { signals, after: { bits: now, known: true, ...(gravest && { overspeed: gravest }) } };
};

const alarmOf = ({ name, title, level }: Pick<AlarmBit, 'name' | 'title' | 'level'>, { reporter, at, location }: Scene, cleared: boolean): AlarmSignal => ({
  kind: 'alarm', key: `${reporter.deviceCode}/${name}`, level, title, occurredAt: at, cleared, deviceCode: reporter.deviceCode,
  ...(location && { location }), ...(!cleared && reporter.plate && { detail: { 车牌: reporter.plate } }),
});

const recorderSpeed = (report: Jt808Location): number | undefined => {
  for (const one of report.items) if (one.item === 'recorderKmh') return one.value;
  return undefined;
};

/** Less than 20 % over: blue; from 20 %: yellow; from 50 %: orange; yellow when speed or limit is not known. */
export const overspeedLevel = (speedKmh: number | undefined, limitKmh: number | undefined): Level => {
  if (speedKmh === undefined || limitKmh === undefined) return 'yellow';
  // In whole tenths, since 1.2 times a limit is no exact number.
  const [speed, limit] = [Math.round(speedKmh * 10) * 100, Math.round(limitKmh * 10)];
  return speed >= limit * 150 ? 'orange' : speed >= limit * 120 ? 'yellow' : 'blue';
};

const overspeedFacts = (level: Level | undefined, speed: number | undefined, { reporter: { plate, speedLimit } }: Scene): Partial<AlarmSignal> => ({
  ...(level && { level }),
  ...(speed !== undefined && { value: `${speed} km/h` }),
  detail: { ...(plate && { 车牌: plate }), ...(speed !== undefined && { '车速 km/h': speed }), ...(speedLimit !== undefined && { '限速 km/h': speedLimit }) },
});

const itemSignals = (report: Jt808Location, scene: Scene): Parsed<Signal>[] => {
  const found = report.items.flatMap((one): Parsed<Signal>[] => {
    if (one.item === 'adas') return [drivingSignal(ADAS_ID, one.alarm, adasFacts(one.alarm), scene)];
    if (one.item === 'dsm') return [drivingSignal(DSM_ID, one.alarm, one.alarm.type === 1 ? { 疲劳程度: one.alarm.fatigue } : {}, scene)];
    return one.item === 'other' && (one.id === ADAS_ID || one.id === DSM_ID) ? [bad(one.id, `${one.value.length} 字节，应为 47 字节 / ${one.value.length} bytes, 47 expected`)] : [];
  });
  return report.itemsError === undefined ? found : [...found, { ok: false, faults: [{ path: 'items', message: report.itemsError }] }];
};

const bad = (id: number, message: string): Parsed<Signal> => ({ ok: false, faults: [{ path: `0x${id.toString(16)}`, message }] });

type Facts = Record<string, string | number>;

const adasFacts = ({ type, frontSpeedKmh, headwayS, departure, signData }: Jt808Adas): Facts => ({
  ...((type === 1 || type === 3) && { '前车车速 km/h': frontSpeedKmh, '车距 s': headwayS }),
  ...(type === 2 && (departure === 1 || departure === 2) && { 偏离: departure === 1 ? '左侧' : '右侧' }),
  ...((type === 6 || type === 0x10) && { 标识数据: signData }),
});

/** These are events by their own clock: raised when told of, cleared only by the terminal's own "end". */
const drivingSignal = (id: number, alarm: Jt808DrivingAlarm | Jt808Dsm, facts: Facts, scene: Scene): Parsed<Signal> => {
  const { reporter: { deviceCode, plate } } = scene;
  const kind = drivingKind(id, alarm.type);
  if (!kind) return bad(id, `未知的报警类型 ${alarm.type} / the unknown type ${alarm.type}`);
  if (alarm.flag > 2) return bad(id, `未知的标志状态 ${alarm.flag} / the unknown flag ${alarm.flag}`);
  const at = alarm.at ?? scene.at;
  if (kind.event) return good({ kind: 'status', deviceCode, status: kind.name, ...(plate && { name: plate }), detail: { 事件: kind.title, ...facts }, at });
  const cleared = alarm.flag === 2;
  const level = drivingLevel(alarm.level) ?? (cleared ? 'yellow' : undefined);
  if (!level) return bad(id, `未知的报警级别 ${alarm.level} / the unknown level ${alarm.level}`);
  const detail = { ...(plate && { 车牌: plate }), '车速 km/h': alarm.speedKmh, ...facts, 附件数: alarm.mark.attachments };
  return good({ ...alarmOf({ ...kind, level }, { ...scene, at }, cleared), ...(!cleared && { detail }) });
};
