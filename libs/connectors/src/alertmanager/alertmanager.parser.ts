import { invalid, LEVELS, SECTORS, type AlarmSignal, type Detail, type Level, type Parsed } from '@one-screen/domain';
import { z } from 'zod';
import { faultsOf } from '../faults.js';
import { batchOf, isSaneTime, MAX_KEY, MAX_TITLE, sectorIn } from '../native/native.parser.js';
import { block, clip, isPlain, line } from '../plain-text.js';

/** What a source of this kind may set. */
export const AlertmanagerOptions = z.object({
  /** Severity label value (lower case) to level; added to the default table. */
  severity: z.record(z.string(), z.enum(LEVELS)).optional(),
  /** Sector of alerts that name none of ours; without it, the source's own. */
  sector: z.enum(SECTORS).optional(),
  severityLabel: z.string().min(1).max(64).default('severity'),
  sectorLabel: z.string().min(1).max(64).default('sector'),
});
export type AlertmanagerOptions = z.input<typeof AlertmanagerOptions>;

/** Level of each usual severity; what is not in the table is yellow: an unknown word is no reason to be quiet. */
export const SEVERITY_LEVELS: Readonly<Record<string, Level>> = {
  critical: 'red', error: 'orange', major: 'orange', high: 'orange', warning: 'yellow', minor: 'yellow', info: 'blue', none: 'blue', low: 'blue',
};
const UNKNOWN_SEVERITY: Level = 'yellow';

const Envelope = z.looseObject({ version: z.literal('4', { error: '只支持 webhook 第 4 版 / only webhook version 4' }), alerts: z.array(z.unknown()) });

const texts = z.record(z.string(), z.string());
const rfc3339 = z.iso.datetime({ offset: true, error: '应为 RFC 3339 时间 / expected RFC 3339' });
const Alert = z.looseObject({
  status: z.enum(['firing', 'resolved']),
  labels: texts,
  annotations: texts.default({}),
  startsAt: rfc3339.refine((text) => isSaneTime(Date.parse(text)), { error: '年份须为 2000 至 2100 / the year must be 2000 to 2100' }),
  endsAt: rfc3339.optional(),
  fingerprint: z.string().min(1).max(MAX_KEY).refine(isPlain, { error: '不能含控制字符 / control characters are not allowed' }),
});
type Alert = z.infer<typeof Alert>;

/**
 * Prometheus Alertmanager webhook version 4. The key is the fingerprint; firing began at `startsAt`, resolved ended at
 * `endsAt` (year 1 means "still open", then `now`, epoch milliseconds, stands in). Unknown keys are ignored; one `Parsed`
 * per alert in the order sent. Throws DomainError `alertmanager-shape` when it is no such webhook, `batch-too-large`.
 */
export const parseAlertmanager = (body: unknown, options: AlertmanagerOptions = {}, now: number = Date.now()): Parsed[] => {
  const envelope = Envelope.safeParse(body);
  if (!envelope.success) throw invalid('alertmanager-shape', '不是 Alertmanager webhook v4 报文', 'Not an Alertmanager webhook v4 message', faultsOf(envelope.error));
  const settings = AlertmanagerOptions.parse(options);
  return batchOf(envelope.data.alerts).map((element): Parsed => {
    const alert = Alert.safeParse(element);
    if (alert.success) return { ok: true, signal: signalOf(alert.data, settings, now) };
    return { ok: false, ...fingerprintOf(element), faults: faultsOf(alert.error) };
  });
};

const fingerprintOf = (element: unknown): { key?: string } =>
  typeof element === 'object' && element !== null && 'fingerprint' in element && typeof element.fingerprint === 'string' ? { key: clip(line(element.fingerprint), MAX_KEY) } : {};

const own = (record: Readonly<Record<string, string>>, name: string): string | undefined => (Object.hasOwn(record, name) && record[name]?.trim() ? record[name] : undefined);

const signalOf = (alert: Alert, settings: z.output<typeof AlertmanagerOptions>, now: number): AlarmSignal => {
  const { labels, annotations } = alert;
  const cleared = alert.status === 'resolved';
  const title = own(annotations, 'summary') ?? own(annotations, 'title') ?? own(labels, 'alertname') ?? alert.fingerprint;
  const signal: AlarmSignal = {
    kind: 'alarm',
    key: alert.fingerprint,
    level: levelOf(own(labels, settings.severityLabel), settings.severity),
    title: clip(line(title).trim() || alert.fingerprint, MAX_TITLE),
    occurredAt: cleared ? endOf(alert, now) : Date.parse(alert.startsAt),
    cleared,
    detail: detailOf(alert),
  };
  const sector = sectorIn(own(labels, settings.sectorLabel)) ?? settings.sector;
  if (sector) signal.sector = sector;
  const objectCode = own(labels, 'objectCode') ?? own(labels, 'object');
  if (objectCode && objectCode.trim().length <= 64) signal.objectCode = line(objectCode).trim();
  return signal;
};

const levelOf = (severity: string | undefined, table: Readonly<Record<string, Level>> = {}): Level => {
  const word = severity?.trim().toLowerCase() ?? '';
  if (Object.hasOwn(table, word)) return table[word] ?? UNKNOWN_SEVERITY;
  return Object.hasOwn(SEVERITY_LEVELS, word) ? (SEVERITY_LEVELS[word] ?? UNKNOWN_SEVERITY) : UNKNOWN_SEVERITY;
};

const endOf = (alert: Alert, now: number): number => {
  const end = alert.endsAt === undefined ? Number.NaN : Date.parse(alert.endsAt);
  return isSaneTime(end) ? end : now;
};

const MAX_LABELS = 60;

/** The description, then the labels under their own names. */
const detailOf = (alert: Alert): Detail => {
  const description = own(alert.annotations, 'description') ?? own(alert.annotations, 'message');
  const labels = Object.entries(alert.labels).slice(0, MAX_LABELS).map(([name, value]) => [clip(line(name), 64), clip(block(value), 100)] as const);
  return Object.fromEntries([...(description ? [['description', clip(block(description), 2000)] as const] : []), ...labels]);
};
