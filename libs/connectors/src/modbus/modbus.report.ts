import type { AlarmSignal, ReadingSignal, Signal } from '@one-screen/domain';
import { keyOfPoint, type ModbusPoint } from './modbus.options.js';
import { rawOf, type Block } from './modbus.plan.js';
import { measure } from './modbus.value.js';

/** Turns answers into signals. Remembers for each point its last value and whether its alarm stands, nothing more. */
export interface Report {
  /** A block was answered at `at` (epoch ms): a reading for each point, and each alarm contact that changed or is seen for the first time. */
  answered(block: Block, bytes: Buffer, at: number): Signal[];
  /** The points cannot be read: each that was good shows its last value as bad, once. Alarms stay as they are: no answer is no all-clear. */
  failed(points: readonly ModbusPoint[], at: number): Signal[];
}

interface Known {
  value?: number;
  lost?: boolean;
  standing?: boolean;
}

export const openReport = (): Report => {
  const memory = new Map<ModbusPoint, Known>();
  const knownOf = (point: ModbusPoint): Known => {
    const known = memory.get(point) ?? {};
    memory.set(point, known);
    return known;
  };

  const lost = (point: ModbusPoint, at: number): Signal[] => {
    const known = knownOf(point);
    if (known.value === undefined || known.lost) return [];
    known.lost = true;
    return [readingOf(point, known.value, 'bad', at)];
  };

  const take = (point: ModbusPoint, raw: number, at: number): Signal[] => {
    const measured = measure(raw, point);
    if ('error' in measured) return lost(point, at);
    const known = knownOf(point);
    known.value = measured.value;
    known.lost = false;
    const signals: Signal[] = [readingOf(point, measured.value, measured.quality, at)];
    if (!point.alarm || measured.quality !== 'good') return signals;
    const standing = (measured.value === 1) === point.alarm.when;
    // Seen for the first time it is told either way: what stood before this program began may have ended since.
    if (standing !== known.standing) signals.push({ ...alarmOf(point, point.alarm, measured.value, !standing, at), ...(!standing && known.standing === undefined && { onlyIfStanding: true }) });
    known.standing = standing;
    return signals;
  };

  return {
    answered: (block, bytes, at) => block.points.flatMap((point) => take(point, rawOf(block, bytes, point), at)),
    failed: (points, at) => points.flatMap((point) => lost(point, at)),
  };
};

const readingOf = ({ deviceCode, point, unit }: ModbusPoint, value: number, quality: ReadingSignal['quality'], at: number): ReadingSignal => ({ kind: 'reading', deviceCode, point, value, unit, quality, at });

const alarmOf = (point: ModbusPoint, { level, title }: NonNullable<ModbusPoint['alarm']>, value: number, cleared: boolean, at: number): AlarmSignal => ({
  kind: 'alarm', key: keyOfPoint(point), level, title, occurredAt: at, cleared, deviceCode: point.deviceCode, value, detail: { point: point.point, register: point.register, address: point.address },
});
