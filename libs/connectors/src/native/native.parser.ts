import { invalid, isSector, LEVELS, SECTORS, type AlarmSignal, type Parsed } from '@one-screen/domain';
import { z } from 'zod';
import { faultsOf } from '../faults.js';
import { block, clip, isPlain, line } from '../plain-text.js';

/** The most alarms one message may carry. */
export const MAX_BATCH = 5000;
/** The longest key (it is part of an index). */
export const MAX_KEY = 191;
export const MAX_TITLE = 200;
/** The most characters a detail may take as JSON. */
export const MAX_DETAIL = 16_000;

const EARLIEST = Date.UTC(2000, 0, 1);
const LATEST = Date.UTC(2101, 0, 1);

/** Whether a time (epoch milliseconds) lies in the years 2000 to 2100; anything else is a clock that was never set. */
export const isSaneTime = (at: number): boolean => at >= EARLIEST && at < LATEST;

/** ISO 8601 with offset, in a sane year. */
export const SaneInstant = z.iso.datetime({ offset: true, error: '应为带时区的 ISO 8601 时间，如 2026-03-01T08:00:00+08:00 / expected ISO 8601 with offset, e.g. 2026-03-01T08:00:00+08:00' })
  .refine((text) => isSaneTime(Date.parse(text)), { error: '年份须为 2000 至 2100 / the year must be 2000 to 2100' });

const fact = z.union([z.string().max(1000).overwrite(block), z.number(), z.boolean(), z.null()]);

/**
 * Native shape of `POST /api/intake/alarms` and of MQTT payloads: one, or an array of up to 5,000.
 * `location` is WGS-84 degrees; `occurredAt` is the device's clock; unknown keys are ignored.
 */
export const NativeAlarm = z.object({
  source: z.string().max(64).optional(),
  key: z.string().trim().min(1).max(MAX_KEY).refine(isPlain, { error: '键不能含控制字符 / control characters are not allowed in a key' }),
  sector: z.enum(SECTORS, { error: `未知的领域，应为其中之一：${SECTORS.join('、')} / unknown sector; one of ${SECTORS.join(', ')}` }),
  level: z.enum(LEVELS, { error: `未知的级别，应为其中之一：${LEVELS.join('、')} / unknown level; one of ${LEVELS.join(', ')}` }),
  title: z.string().overwrite(line).trim().min(1).max(MAX_TITLE),
  occurredAt: SaneInstant,
  cleared: z.boolean().optional(),
  drill: z.boolean().optional(),
  location: z.object({ lon: z.number().min(-180).max(180), lat: z.number().min(-90).max(90) }).optional(),
  objectCode: z.string().overwrite(line).trim().max(64).optional(),
  gridCode: z.string().regex(/^\d{2,20}$/, { error: '应为 2 至 20 位数字 / expected 2 to 20 digits' }).optional(),
  value: z.union([z.string().overwrite(line).max(100), z.number()]).optional(),
  detail: z.union([z.string().max(4000).overwrite(block), z.record(z.string().max(64).overwrite(line), fact)])
    .refine((detail) => JSON.stringify(detail).length <= MAX_DETAIL, { error: `超过 ${MAX_DETAIL} 个字符 / longer than ${MAX_DETAIL} characters` })
    .optional(),
});
export type NativeAlarm = z.infer<typeof NativeAlarm>;

/**
 * Native payload (already JSON-decoded) to signals, one `Parsed` for each element in the order sent.
 * Throws DomainError `intake-shape` when the body is neither object nor array, `batch-too-large` above `MAX_BATCH`.
 */
export const parseNative = (body: unknown): Parsed[] => {
  if (Array.isArray(body)) return batchOf(body).map(parseNativeAlarm);
  if (typeof body !== 'object' || body === null) throw invalid('intake-shape', '报文应为一个 JSON 对象或数组', 'Expected one JSON object or an array', [{ path: '', message: '应为对象或数组 / expected object or array' }]);
  return [parseNativeAlarm(body)];
};

/** The elements of a batch, refused as a whole when there are too many to be looked at. */
export const batchOf = (elements: readonly unknown[]): readonly unknown[] => {
  if (elements.length > MAX_BATCH) throw invalid('batch-too-large', `一次最多 ${MAX_BATCH} 条，收到 ${elements.length} 条`, `At most ${MAX_BATCH} at once, got ${elements.length}`, { limit: MAX_BATCH, got: elements.length });
  return elements;
};

/** One element in the native shape. Never throws. */
export const parseNativeAlarm = (element: unknown): Parsed => {
  const result = NativeAlarm.safeParse(element);
  if (!result.success) return { ok: false, ...keyOf(element), faults: faultsOf(result.error) };
  const { source: _source, occurredAt, cleared, drill, ...rest } = result.data;
  const signal: AlarmSignal = { kind: 'alarm', ...rest, occurredAt: Date.parse(occurredAt), cleared: cleared ?? false };
  if (drill !== undefined) signal.drill = drill;
  return { ok: true, signal };
};

/** The key of an element that is otherwise wrong, so that its sender can find it; a copy safe to show. */
export const keyOf = (element: unknown): { key?: string } => {
  if (typeof element !== 'object' || element === null || !('key' in element) || typeof element.key !== 'string') return {};
  return { key: clip(line(element.key), MAX_KEY) };
};

/** A label that names one of our sectors, or nothing. */
export const sectorIn = (label: string | undefined) => (isSector(label) ? label : undefined);
