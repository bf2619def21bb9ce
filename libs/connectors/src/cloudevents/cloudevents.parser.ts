import { DomainError, invalid, type Fault, type Parsed } from '@one-screen/domain';
import { CloudEvent } from 'cloudevents';
import { z } from 'zod';
import { wordsOf } from '../error-words.js';
import { faultsOf } from '../faults.js';
import { clip, line } from '../plain-text.js';
import { batchOf, keyOf, MAX_KEY, parseNativeAlarm } from '../native/native.parser.js';
import { binaryEnvelope, decoded, eventMode, type Headers } from './cloudevents.envelope.js';

export { eventMode, type EventMode, type Headers } from './cloudevents.envelope.js';

/** What CloudEvents 1.0 requires of the context; the library checks the rest but would make up a missing id. */
const Context = z.looseObject({
  specversion: z.literal('1.0', { error: '只支持 CloudEvents 1.0 / only CloudEvents 1.0' }),
  id: z.string().min(1),
  source: z.string().min(1),
  type: z.string().min(1),
  subject: z.string().optional(),
  time: z.iso.datetime({ offset: true, error: '应为 RFC 3339 时间 / expected RFC 3339' }).optional(),
  datacontenttype: z.string().optional(),
  data_base64: z.string().optional(),
});
type Context = z.infer<typeof Context>;

const JSON_TYPE = /^(application|text)\/([\w.+-]+\+)?json\s*(;|$)/i;

/**
 * CloudEvents 1.0 over HTTP: structured, batch and binary mode. `body` may be raw (text, bytes) or JSON-decoded.
 *
 * `data` is the native alarm shape. Where it leaves something out the context fills in: `key` is `subject`, else `source`
 * (so all events about one subject are one condition); `occurredAt` is `time`. What identifies a report is therefore key and
 * time as everywhere else: a resent event repeats both and is answered as a repeat, while a new `id` alone makes no new alarm.
 *
 * One `Parsed` per event, in the order sent; a bad event rejects itself only. Throws DomainError `cloudevents-mode` when the
 * headers name no mode, `json-malformed`, `intake-shape` or `batch-too-large` when the document as a whole is wrong.
 */
export const parseCloudEvents = (headers: Headers, body: unknown): Parsed[] => {
  const mode = eventMode(headers);
  if (mode === undefined) throw invalid('cloudevents-mode', '请求头不是 CloudEvents 1.0', 'The headers name no CloudEvents 1.0 mode', [{ path: 'content-type', message: '不是 CloudEvents 的模式 / no CloudEvents mode' }]);
  if (mode === 'binary') return [parseEvent(binaryEnvelope(headers, body))];
  const document = decoded(body);
  if (mode === 'structured') {
    if (typeof document !== 'object' || document === null || Array.isArray(document)) throw shape('一个 JSON 对象', 'one JSON object');
    return [parseEvent(document)];
  }
  if (!Array.isArray(document)) throw shape('一个 JSON 数组', 'a JSON array');
  return batchOf(document).map(parseEvent);
};

const shape = (zh: string, en: string) => invalid('intake-shape', `报文应为${zh}`, `Expected ${en}`, [{ path: '', message: `应为${zh} / expected ${en}` }]);

const parseEvent = (element: unknown): Parsed => {
  const checked = Context.safeParse(element);
  if (!checked.success) return { ok: false, ...keyHint(element), faults: faultsOf(checked.error) };
  const context = checked.data;
  const fault = contextFault(context);
  if (fault) return { ok: false, ...keyHint(context), faults: [fault] };
  const data = dataOf(context);
  if (!data.ok) return { ok: false, ...keyHint(context), faults: [data.fault] };
  return retold(parseNativeAlarm(completed(data.value, context)), data.value, context);
};

/** The library's own word on the envelope: attribute names, types and formats. */
const contextFault = (context: Context): Fault | undefined => {
  try {
    // `data` is ours to judge, and `datacontenttype` may carry parameters the library's schema is stricter about.
    const { data: _data, data_base64: _base64, datacontenttype: _type, ...attributes } = context;
    new CloudEvent(attributes, true);
    return undefined;
  } catch (error) {
    return { path: '', message: wordsOf(error, { zh: '不是有效的 CloudEvent', en: 'not a valid CloudEvent' }) };
  }
};

const dataOf = (context: Context): { ok: true; value: object } | { ok: false; fault: Fault } => {
  if (context.datacontenttype !== undefined && !JSON_TYPE.test(context.datacontenttype)) return { ok: false, fault: { path: 'datacontenttype', message: '只能读取 JSON 数据 / only JSON data is understood' } };
  const path = context.data_base64 === undefined ? 'data' : 'data_base64';
  try {
    const value = decoded(context.data_base64 === undefined ? context['data'] : Buffer.from(context.data_base64, 'base64'));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ok: true, value };
    return { ok: false, fault: { path, message: '应为本系统告警格式的对象 / expected an object in the native alarm shape' } };
  } catch (error) {
    if (error instanceof DomainError) return { ok: false, fault: { path, message: '不是有效的 JSON / not valid JSON' } };
    throw error;
  }
};

const completed = (data: object, context: Context): object => ({
  ...data,
  ...('key' in data ? {} : { key: context.subject ?? context.source }),
  ...('occurredAt' in data || context.time === undefined ? {} : { occurredAt: context.time }),
});

/** Faults of `data` are told by where the sender wrote them. */
const retold = (parsed: Parsed, data: object, context: Context): Parsed => {
  if (parsed.ok) return parsed;
  const filled: Record<string, string> = {};
  if (!('key' in data)) filled['key'] = context.subject === undefined ? 'source' : 'subject';
  if (!('occurredAt' in data) && context.time !== undefined) filled['occurredAt'] = 'time';
  return { ...parsed, faults: parsed.faults.map((fault) => ({ ...fault, path: filled[fault.path] ?? (fault.path ? `data.${fault.path}` : 'data') })) };
};

const keyHint = (element: unknown): { key?: string } => {
  if (typeof element !== 'object' || element === null) return {};
  const own = 'data' in element ? keyOf(element.data) : {};
  const named = ['subject', 'source'].map((name) => (element as Record<string, unknown>)[name]).find((value) => typeof value === 'string');
  return own.key === undefined && typeof named === 'string' ? { key: clip(line(named), MAX_KEY) } : own;
};
