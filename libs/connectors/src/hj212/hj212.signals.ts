import type { Parsed, Quality, ReadingSignal, Signal, StatusSignal } from '@one-screen/domain';
import { factorOf, unitOf } from './hj212.factors.js';
import { itemsOf, type Field, type Hj212Frame } from './hj212.frame.js';
import { readStamp } from './hj212.time.js';

/** The commands spoken of here: uploads (2xxx), heartbeat, clock, and our answers. */
export const CN = { realTime: '2011', equipment: '2021', day: '2031', minutes: '2051', hour: '2061', boot: '2081', heartbeat: '9015', clock: '1013', setClock: '1012', noticed: '9013', stored: '9014' } as const;

/** What the point of a period's mean is called after the factor's own (`PM10-avg-hour`): a mean is no news of the moment, and must not stand where rules and screens look for that. */
const PERIODS: Record<string, string> = { [CN.minutes]: '-avg-minute', [CN.hour]: '-avg-hour', [CN.day]: '-avg-day' };
/** The fields of an item that carry its value, the first that is there; noise over a period is written as -Data. */
const VALUES: Record<string, readonly string[]> = { [CN.realTime]: ['rtd'], [CN.minutes]: ['avg', 'data'], [CN.hour]: ['avg', 'data'], [CN.day]: ['avg', 'data'] };
/** Data flags of 2017: N normal, C calibration, M maintenance, S set by hand; F stopped, D fault, B no communication, T over range. */
const QUALITIES: Record<string, Quality> = { '': 'good', N: 'good', C: 'uncertain', M: 'uncertain', S: 'uncertain', F: 'bad', D: 'bad', B: 'bad', T: 'bad' };
/** States of equipment, SBx-RS. */
const STATES: Record<string, string> = { '0': '关闭', '1': '运行', '2': '校准', '3': '维护', '4': '报警', '5': '反吹' };
const CODE = /^[0-9A-Za-z][0-9A-Za-z._]{0,39}$/;
const NUMBER = /^[+-]?\d{1,14}(\.\d{1,10})?$/;
const EQUIPMENT = /^(SB\d{1,4})-RS$/i;
const MAX_EQUIPMENT = 64;

const bad = (path: string, message: string): Parsed<Signal> => ({ ok: false, faults: [{ path, message }] });

const valueOf = (items: readonly Field[][], name: string): string | undefined => items.flat().find(([field]) => field === name)?.[1];

/** The fields of an item by factor: one as the standard has it, though some makers put several into one item. */
const factorsOf = (item: readonly Field[]): Map<string, Map<string, string>> => {
  const factors = new Map<string, Map<string, string>>();
  for (const [name, value] of item) {
    const dash = name.lastIndexOf('-');
    if (dash < 1) continue;
    const code = name.slice(0, dash);
    const fields = factors.get(code) ?? new Map<string, string>();
    factors.set(code, fields.set(name.slice(dash + 1).toLowerCase(), value));
  }
  return factors;
};

const readingOf = (code: string, fields: Map<string, string>, frame: Hj212Frame, at: number, units: Record<string, string>): Parsed<Signal>[] => {
  const suffix = (VALUES[frame.cn] ?? []).find((each) => fields.get(each));
  const text = suffix === undefined ? undefined : fields.get(suffix);
  if (text === undefined) return [];
  const path = `${code.slice(0, 40)}-${suffix ?? ''}`;
  if (!CODE.test(code)) return [bad(path, '不是因子编码 / not a factor code')];
  const factor = factorOf(code);
  const value = NUMBER.test(text) ? Number(text) : Number.NaN;
  if (!Number.isFinite(value)) return [bad(path, '不是数 / not a number')];
  if (factor && (value < factor.range[0] || value > factor.range[1])) return [bad(path, `超出 ${factor.range.join(' 至 ')} / out of ${factor.range.join(' to ')}`)];
  const sampled = fields.get('sampletime');
  const signal: ReadingSignal = {
    kind: 'reading', deviceCode: frame.mn, point: `${factor?.point ?? code}${PERIODS[frame.cn] ?? ''}`, value, unit: unitOf(code, units),
    // Flags of the 2025 issue that are not known here are taken as doubtful: shown, but never a cause of an alarm.
    quality: QUALITIES[(fields.get('flag') ?? '').toUpperCase()] ?? 'uncertain',
    at: (sampled === undefined ? undefined : readStamp(sampled)) ?? at,
  };
  return [{ ok: true, signal }];
};

const equipmentOf = (items: readonly Field[][], frame: Hj212Frame, at: number): Parsed<Signal>[] => {
  const states = items.flat().flatMap(([name, value]): [string, string][] => {
    const equipment = EQUIPMENT.exec(name)?.[1]?.toUpperCase();
    const state = Object.hasOwn(STATES, value) ? STATES[value] : undefined;
    return equipment && state ? [[equipment, state]] : [];
  });
  if (!states.length) return [];
  const signal: StatusSignal = { kind: 'status', deviceCode: frame.mn, status: 'equipment', detail: Object.fromEntries(states.slice(0, MAX_EQUIPMENT)), at };
  return [{ ok: true, signal }];
};

/**
 * What one whole upload says: 2011 a reading per factor, 2031, 2051 and 2061 the mean of each under a point of its own; 2021 the state of the equipment, 2081 a boot and 9015 a
 * heartbeat as statuses; anything else (intervals, run times, answers) nothing. The time is the item's SampleTime, else DataTime (for
 * periods their beginning), else QN, else `now`. A value that is no number, or out of its factor's range, is a fault.
 */
export const signalsOf = (frame: Hj212Frame, units: Record<string, string>, now: number): Parsed<Signal>[] => {
  const items = itemsOf(frame.cp);
  const told = valueOf(items, 'DataTime');
  const stamp = told === undefined ? undefined : readStamp(told);
  if (told !== undefined && stamp === undefined) return [bad('DataTime', '不是时间 / not a time')];
  const at = stamp ?? (frame.qn === undefined ? undefined : readStamp(frame.qn)) ?? now;
  const status = (name: string): Parsed<Signal>[] => [{ ok: true, signal: { kind: 'status', deviceCode: frame.mn, status: name, at } }];
  if (frame.cn === CN.heartbeat) return status('heartbeat');
  if (frame.cn === CN.boot) return status('booted');
  if (frame.cn === CN.equipment) return equipmentOf(items, frame, at);
  if (!Object.hasOwn(VALUES, frame.cn)) return [];
  return items.flatMap((item) => [...factorsOf(item)].flatMap(([code, fields]) => readingOf(code, fields, frame, at, units)));
};
