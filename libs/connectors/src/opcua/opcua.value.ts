import { DEFAULT_RULES, type Quality } from '@one-screen/domain';
import { shortestFloat } from '../shortest-float.js';

/** A DataValue (OPC 10000-4 7.11) as the client library gives it. */
export interface DataValue {
  value?: { dataType: number; arrayType: number; value: unknown } | null;
  statusCode: { value: number; name: string };
  sourceTimestamp?: Date | null;
  serverTimestamp?: Date | null;
}

/** What a node shows: a value, or why it shows none. Times are epoch ms; `at` is when it was so, `sourceAt` when the source last changed it. */
export type Shown = { ok: true; value: number; quality: Quality; at: number; sourceAt?: number } | { ok: false; error: string; at: number };

/** Built-in types (OPC 10000-6 5.1.2) that are a number or a truth value. */
const BOOLEAN = 1;
const [INT64, UINT64, FLOAT, DOUBLE] = [8, 9, 10, 11] as const;
const TYPE_NAMES = ['Null', 'Boolean', 'SByte', 'Byte', 'Int16', 'UInt16', 'Int32', 'UInt32', 'Int64', 'UInt64', 'Float', 'Double', 'String', 'DateTime', 'Guid', 'ByteString', 'XmlElement', 'NodeId', 'ExpandedNodeId', 'StatusCode', 'QualifiedName', 'LocalizedText', 'ExtensionObject', 'DataValue', 'Variant', 'DiagnosticInfo'];
const SCALAR = 0;
/** Before this a clock was never set (the null time of OPC UA is 1601). */
const EARLIEST = Date.UTC(2000, 0, 1);
const WORD = 2 ** 32;

/** The severity bits of a StatusCode (OPC 10000-4 7.39): 00 good, 01 uncertain, 10 bad, 11 reserved and therefore bad. */
export const qualityOf = (statusCode: number): Quality => (['good', 'uncertain', 'bad', 'bad'] as const)[statusCode >>> 30] ?? 'bad';

/** A time by somebody's clock, unless that was never set or runs ahead by more than the alarms' limit. */
const sane = (stamp: Date | null | undefined, now: number): number | undefined => {
  const at = stamp?.getTime();
  return at !== undefined && at >= EARLIEST && at - now <= DEFAULT_RULES.skewLimit ? at : undefined;
};

/** A number as this program counts; 64-bit integers come as their two halves, and beyond 2^53 they are not exact any more. */
const numberOf = (dataType: number, value: unknown): number | undefined => {
  if (dataType === BOOLEAN) return typeof value === 'boolean' ? Number(value) : undefined;
  if ((dataType === INT64 || dataType === UINT64) && Array.isArray(value)) {
    const [high, low] = value as [number, number];
    const whole = (dataType === INT64 ? high | 0 : high >>> 0) * WORD + (low >>> 0);
    return Number.isSafeInteger(whole) ? whole : undefined;
  }
  if (dataType < BOOLEAN || dataType > DOUBLE || typeof value !== 'number' || !Number.isFinite(value)) return undefined;
  return (dataType === FLOAT ? shortestFloat(value) : value) + 0;
};

/**
 * What a DataValue says. `confirmed`: it was read just now, so it is so at the server's time; else it is news, and so since its source's
 * time (which, OPC 10000-4 7.11.3, may be long ago for what does not change). Clocks that are absurd are passed over: source, server,
 * ours. Bad without a value, and values that are no number (strings, arrays, NaN), show nothing.
 */
export const shownOf = ({ value, statusCode, sourceTimestamp, serverTimestamp }: DataValue, now: number, confirmed = false): Shown => {
  const sourceAt = sane(sourceTimestamp, now);
  const serverAt = sane(serverTimestamp, now);
  const at = (confirmed ? serverAt : (sourceAt ?? serverAt)) ?? now;
  const quality = qualityOf(statusCode.value);
  const type = value?.dataType ?? 0;
  if (!value || type === 0) return { ok: false, at, error: quality === 'bad' ? `状态 ${statusCode.name} / status ${statusCode.name}` : `状态 ${statusCode.name}，没有值 / status ${statusCode.name}, without a value` };
  if (value.arrayType !== SCALAR) return { ok: false, at, error: `是 ${TYPE_NAMES[type] ?? type} 数组，不是单个数 / an array of ${TYPE_NAMES[type] ?? type}, not one number` };
  const number = numberOf(type, value.value);
  if (number === undefined) return { ok: false, at, error: `${TYPE_NAMES[type] ?? type} 不是可用的数 / ${TYPE_NAMES[type] ?? type} is not a usable number` };
  return { ok: true, value: number, quality, at, ...(sourceAt !== undefined && { sourceAt }) };
};
