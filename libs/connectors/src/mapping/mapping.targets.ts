import { LEVELS, SECTORS, type AlarmSignal, type Location, type PositionSignal, type ReadingSignal, type Signal, type StatusSignal } from '@one-screen/domain';
import { z } from 'zod';
import { MAX_DETAIL, MAX_KEY, MAX_TITLE } from '../native/native.parser.js';
import { block, clip, isPlain, line } from '../plain-text.js';
import { instantOf } from './mapping.instant.js';

/** Kinds of signal a mapping can make. */
export const MAPPING_KINDS = ['alarm', 'reading', 'position', 'status'] as const;
export type MappingKind = (typeof MAPPING_KINDS)[number];

const MAX_CODE = 64;
/** A text longer than this is not even looked at, characters. */
const MAX_RAW = 100_000;
const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/;

/** A check that turns what an expression gave into a value, or says what was expected instead. */
const checked = <T>(zh: string, en: string, read: (value: unknown) => T | undefined) =>
  z.unknown().transform((value, context): T => {
    const result = read(value);
    if (result !== undefined) return result;
    context.issues.push({ code: 'custom', message: value === undefined || value === null ? `映射表达式没有取到值，应为${zh} / the expression gives nothing; expected ${en}` : `应为${zh} / expected ${en}`, input: value });
    return z.NEVER;
  });

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : typeof value === 'number' && Number.isFinite(value) ? String(value) : undefined);

/** What identifies something is never changed silently, only trimmed. */
const code = (limit = MAX_CODE) => checked(` 1 至 ${limit} 个普通字符的编码`, `a code of 1 to ${limit} plain characters`, (value) => {
  const text = textOf(value)?.trim();
  return text && text.length <= limit && isPlain(text) ? text : undefined;
});
const words = (limit: number) => checked('文本', 'text', (value) => {
  const text = textOf(value);
  return text === undefined ? undefined : clip(line(text).trim(), limit) || undefined;
});
/** A finite number, or digits as text (many vendors quote their numbers). */
const amount = (low = -Number.MAX_VALUE, high = Number.MAX_VALUE) => checked(low === -Number.MAX_VALUE ? '有限数' : ` ${low} 至 ${high} 的数`, low === -Number.MAX_VALUE ? 'a finite number' : `a number from ${low} to ${high}`, (value) => {
  const number = typeof value === 'string' && DECIMAL.test(value.trim()) ? Number(value) : value;
  return typeof number === 'number' && number >= low && number <= high ? number : undefined;
});
const oneOf = <T extends string>(names: readonly T[]) => checked(`其中之一：${names.join('、')}`, `one of ${names.join(', ')}`, (value) => names.find((name) => name === value));
const flag = checked(' true 或 false', 'true or false', (value) => (typeof value === 'boolean' ? value : undefined));
const instant = checked(' 2000 至 2100 年的时间：ISO 8601、秒或毫秒时间戳', 'a time of the years 2000 to 2100: ISO 8601, epoch seconds or milliseconds', instantOf);
const unit = checked('至多 32 个字符的单位', 'a unit of at most 32 characters', (value) => (typeof value === 'string' && value.length <= 32 ? line(value).trim() : undefined));
const alarmValue = checked('文本或有限数', 'text or a finite number', (value) => (typeof value === 'number' ? (Number.isFinite(value) ? value : undefined) : typeof value === 'string' ? clip(line(value), 100) : undefined));

const fact = z.union([z.string().max(MAX_RAW).transform((text) => clip(block(text), 1000)), z.number(), z.boolean(), z.null()], { error: '详情应为文本，或由文本、数和布尔值组成的一层记录 / a detail is text, or a flat record of texts, numbers and booleans' });
const detail = z.union([z.string().max(MAX_RAW).transform((text) => clip(block(text), 4000)), z.record(z.string().max(64).overwrite(line), fact)])
  .refine((facts) => JSON.stringify(facts).length <= MAX_DETAIL, { error: `超过 ${MAX_DETAIL} 个字符 / longer than ${MAX_DETAIL} characters` });

const LON = amount(-180, 180);
const LAT = amount(-90, 90);

const AlarmFields = z.object({
  key: code(MAX_KEY), sector: oneOf(SECTORS).optional(), level: oneOf(LEVELS), title: words(MAX_TITLE), occurredAt: instant, cleared: flag.optional(), drill: flag.optional(),
  lon: LON.optional(), lat: LAT.optional(), objectCode: code().optional(), deviceCode: code().optional(), gridCode: checked(' 2 至 20 位数字', '2 to 20 digits', gridOf).optional(), value: alarmValue.optional(), detail: detail.optional(),
});
const ReadingFields = z.object({ deviceCode: code(), objectCode: code().optional(), point: code(), value: amount(), unit: unit.optional(), quality: oneOf(['good', 'uncertain', 'bad']).optional(), at: instant });
const PositionFields = z.object({
  deviceCode: code(), objectCode: code().optional(), name: words(100).optional(), lon: LON, lat: LAT, speedKmh: amount(0, 2_000).optional(), courseDeg: amount(0, 360).optional(), at: instant,
});
const StatusFields = z.object({ deviceCode: code(), objectCode: code().optional(), status: words(MAX_CODE), name: words(100).optional(), detail: detail.optional(), at: instant });

function gridOf(value: unknown): string | undefined {
  const text = textOf(value);
  return text !== undefined && /^\d{2,20}$/.test(text) ? text : undefined;
}

const Alarm = AlarmFields.transform(({ lon, lat, cleared, ...rest }, context): AlarmSignal => {
  if ((lon === undefined) !== (lat === undefined)) context.issues.push({ code: 'custom', path: [lon === undefined ? 'lon' : 'lat'], message: '位置须同时有 lon 和 lat / a place needs both lon and lat', input: undefined });
  return { kind: 'alarm', ...rest, cleared: cleared ?? false, ...placeOf(lon, lat) };
});
const Reading = ReadingFields.transform((values): ReadingSignal => ({ kind: 'reading', ...values, unit: values.unit ?? '', quality: values.quality ?? 'good' }));
const Position = PositionFields.transform(({ lon, lat, courseDeg, ...rest }): PositionSignal => ({ kind: 'position', ...rest, location: { lon, lat }, ...(courseDeg !== undefined && { courseDeg: courseDeg % 360 }) }));
const Status = StatusFields.transform((values): StatusSignal => ({ kind: 'status', ...values }));

const placeOf = (lon: number | undefined, lat: number | undefined): { location?: Location } => (lon === undefined || lat === undefined ? {} : { location: { lon, lat } });

interface Target {
  /** Turns the values of one element's fields into a signal, or names each wrong field. */
  schema: z.ZodType<Signal>;
  /** Every field a mapping of this kind may set. */
  fields: readonly string[];
  required: readonly string[];
  /** The field that is the time of receipt when the mapping does not set it. */
  time: 'at' | 'occurredAt';
}

/** What each kind of mapping sets, and how the values are checked. */
export const TARGETS: Record<MappingKind, Target> = {
  alarm: { schema: Alarm, fields: Object.keys(AlarmFields.shape), required: ['key', 'level', 'title'], time: 'occurredAt' },
  reading: { schema: Reading, fields: Object.keys(ReadingFields.shape), required: ['deviceCode', 'point', 'value'], time: 'at' },
  position: { schema: Position, fields: Object.keys(PositionFields.shape), required: ['deviceCode', 'lon', 'lat'], time: 'at' },
  status: { schema: Status, fields: Object.keys(StatusFields.shape), required: ['deviceCode', 'status'], time: 'at' },
};
