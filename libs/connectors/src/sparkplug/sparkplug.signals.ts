import { about, type Fault, type Parsed, type Quality, type ReadingSignal, type Signal, type StatusSignal } from '@one-screen/domain';
import { isSaneTime } from '../native/native.parser.js';
import { clip, line } from '../plain-text.js';
import type { KnownMetric, Scope } from './sparkplug.memory.js';
import { codeFault } from './sparkplug.names.js';
import { DATATYPE, numberOf, type SparkplugMetric } from './sparkplug.payload.js';

/** Metrics that steer the protocol and measure nothing (section 6.4.20 and after). */
export const isControl = (name: string): boolean => name === 'bdSeq' || name.startsWith('Node Control/') || name.startsWith('Device Control/');

const TEXTS: readonly number[] = [DATATYPE.String, DATATYPE.Text, DATATYPE.UUID];
const STATUS_AT_MOST = 64;

/** The property `Quality` (section 6.4.14): 192 and above good, 500 stale; between, as OPC numbers them, doubtful. */
const qualityOf = (quality: number | undefined): Quality => {
  if (quality === undefined || (quality >= 192 && quality < 256)) return 'good';
  return quality >= 64 && quality < 192 ? 'uncertain' : 'bad';
};

export const fault = (path: string, message: string): { ok: false; faults: Fault[] } => ({ ok: false, faults: [{ path, message }] });
const reading = (scope: Scope, metric: KnownMetric, value: number, quality: Quality, at: number): ReadingSignal =>
  ({ kind: 'reading', deviceCode: scope.code, point: metric.point, value, unit: line(metric.unit).trim().slice(0, 32), quality, at });

/** A device or edge node came or went. */
export const presence = (scope: Scope, online: boolean, at: number): Parsed<Signal>[] =>
  codeFault(scope.code) ? [] : [{ ok: true, signal: { kind: 'status', deviceCode: scope.code, status: online ? 'online' : 'offline', at } satisfies StatusSignal }];

/** Every metric of what died, bad once, with the value it last had; nothing of those that are bad already or never had a value. */
export const lastWords = (scope: Scope, now: number, only: (metric: KnownMetric) => boolean = () => true): Parsed<Signal>[] => {
  if (codeFault(scope.code)) return [];
  const signals: Parsed<Signal>[] = [];
  for (const metric of scope.metrics.values()) {
    if (metric.dead || metric.last === undefined || codeFault(metric.point) || !only(metric)) continue;
    // A clock that runs ahead of ours must not leave its last value standing.
    const at = Math.max(now, metric.lastAt + 1);
    Object.assign(metric, { dead: true, lastAt: at });
    signals.push({ ok: true, signal: reading(scope, metric, metric.last, 'bad', at) });
  }
  return signals;
};

export interface Moment {
  /** Time of the message, epoch milliseconds, when it has one. */
  sentAt: number | undefined;
  now: number;
  /** A birth names what cannot be read; data that repeats it does not. */
  birth: boolean;
  /** Its alias may mean something else by now. */
  doubtful: boolean;
}

/** What one metric of a known meaning says. A time that no clock can show is the time of receipt. */
export const signalsOfMetric = (scope: Scope, metric: KnownMetric, told: SparkplugMetric, path: string, { sentAt, now, birth, doubtful }: Moment): Parsed<Signal>[] => {
  const wrong = codeFault(metric.point);
  if (wrong) return birth ? [fault(`${path}.name`, `${clip(line(metric.name), 80)}: ${wrong}`)] : [];
  const time = told.timestamp ?? sentAt ?? now;
  const at = isSaneTime(time) ? time : now;
  if (TEXTS.includes(metric.datatype)) return textOf(scope, metric, told, at);
  const nothing = told.isNull || told.value === undefined || (typeof told.value === 'object' && 'real' in told.value && !Number.isFinite(told.value.real));
  const value = told.value === undefined || nothing ? undefined : numberOf(told.value, metric.datatype);
  if (value === undefined && !nothing) return birth ? [fault(path, about(clip(line(metric.name), 80), `不读取数据类型 ${metric.datatype} 的值 / a value of data type ${metric.datatype} is not read`))] : [];
  const shown = value ?? metric.last;
  // Nothing measured, and nothing known to call bad.
  if (shown === undefined) return [];
  let quality = value === undefined ? 'bad' : qualityOf(told.quality);
  if (doubtful && quality === 'good') quality = 'uncertain';
  if (told.historical) return [{ ok: true, signal: { ...reading(scope, metric, shown, quality, at), historical: true } }];
  Object.assign(metric, { last: shown, dead: false, lastAt: Math.max(metric.lastAt, at) });
  return [{ ok: true, signal: reading(scope, metric, shown, quality, at) }];
};

/** A text is how a device says it is; told when it changed. */
const textOf = (scope: Scope, metric: KnownMetric, told: SparkplugMetric, at: number): Parsed<Signal>[] => {
  const text = typeof told.value === 'object' && 'text' in told.value && !told.isNull ? told.value.text : undefined;
  if (text === undefined || told.historical || text === metric.lastText) return [];
  metric.lastText = text;
  return [{ ok: true, signal: { kind: 'status', deviceCode: scope.code, status: clip(line(`${metric.point}=${text}`).trim(), STATUS_AT_MOST), at } }];
};
