import type { Level } from '@one-screen/domain';
import { placeOf } from './cap.area.js';
import { isCalendarDate, MAX_REFERENCES, type CapFields, type CapResult, type CapSettings, type TimeFormat } from './cap.fields.js';
import { MESSAGE_TYPES, notForTheScreen, signalsOf, STATUSES, type WarningContent } from './cap.warning.js';
import type { XmlNode } from './xml.document.js';

const SEVERITIES = ['Red', 'Orange', 'Yellow', 'Blue', 'Unknown'] as const;
const LEVEL_OF: Record<(typeof SEVERITIES)[number], Level> = { Red: 'red', Orange: 'orange', Yellow: 'yellow', Blue: 'blue', Unknown: 'blue' };

const DATE_TIME = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(\.\d+)?\s?([+-]\d{2}:\d{2}|Z)?$/;
/** `2020-02-05 10:45:00+08:00`; without an offset it is Beijing time. */
const NATIONAL_TIME: TimeFormat = {
  expected: { zh: 'YYYY-MM-DD hh:mm:ss+08:00', en: 'YYYY-MM-DD hh:mm:ss+08:00' },
  iso: (text) => {
    const [, date, time, fraction = '', offset = '+08:00'] = DATE_TIME.exec(text) ?? [];
    return date && time && isCalendarDate(date) ? `${date}T${time}${fraction}${offset}` : undefined;
  },
};

const IDENTIFIER = /^[^\s,;<&]{1,191}$/;

/** Whether a root element is the national warning message rather than OASIS CAP: it says `sendTime` and `eventType`. */
export const isNational = (alert: XmlNode): boolean =>
  (alert.children.has('sendTime') && !alert.children.has('sent')) || (alert.children.get('info') ?? []).some((info) => info.children.has('eventType') && !info.children.has('event'));

/**
 * 国家突发事件预警信息发布系统 XML (line of GB/T 34283-2017 and GB/T 35965.1-2018) to signals: `severity` is a colour,
 * `references` are bare identifiers, empty elements are usual. What is wrong goes to `fields`; then the result is undefined.
 */
export const readNational = (alert: XmlNode, fields: CapFields, settings: CapSettings): CapResult | undefined => {
  const identifier = fields.required(alert, '', 'identifier');
  if (identifier !== undefined && !IDENTIFIER.test(identifier)) fields.fault('identifier', '不能含空格、逗号、< 或 & / must not contain spaces, commas, < or &');
  const sentAt = fields.time(alert, '', 'sendTime', NATIONAL_TIME, fields.required(alert, '', 'sendTime'));
  const status = fields.choice(alert, '', 'status', STATUSES);
  const type = fields.choice(alert, '', 'msgType', MESSAGE_TYPES);
  const replaces = type === 'Update' || type === 'Cancel';
  const references = replaces ? (fields.required(alert, '', 'references')?.split(/[\s,;，；]+/).filter(Boolean) ?? []) : [];
  if (references.length > MAX_REFERENCES) fields.fault('references', `最多 ${MAX_REFERENCES} 个 / at most ${MAX_REFERENCES}`);
  const content = contentOf(alert, fields, settings, sentAt ?? 0, type === 'Alert' || type === 'Update');
  if (fields.faults.length || !identifier || sentAt === undefined || !status || !type) return undefined;
  const unseen = notForTheScreen(status, type);
  if (unseen || type === 'Ack' || type === 'Error') return unseen;
  return signalsOf({ key: identifier, references, type, sentAt, content }, settings.sector);
};

const contentOf = (alert: XmlNode, fields: CapFields, settings: CapSettings, sentAt: number, needed: boolean): WarningContent | undefined => {
  const nodes = fields.all(alert, 'info');
  if (!nodes.length && needed) fields.fault('info', 'required');
  const zh = nodes.findIndex((node) => /^zh(-|$)/i.test(fields.all(node, 'language')[0]?.text ?? ''));
  const index = Math.max(0, zh);
  const node = nodes[index];
  if (!node) return undefined;
  const path = `info[${index}]`;
  const text = (name: string): string | undefined => fields.text(node, path, name);
  const eventType = fields.required(node, path, 'eventType');
  const severity = fields.choice(node, path, 'severity', SEVERITIES);
  const place = placeOf(fields, fields.all(node, 'area').map((area, at) => ({ node: area, path: `${path}.area[${at}]` })));
  const senderName = text('senderName') ?? fields.text(alert, '', 'sender');
  for (const name of ['effective', 'onset']) fields.time(node, path, name, NATIONAL_TIME);
  return {
    level: severity ? LEVEL_OF[severity] : 'blue',
    title: text('headline') ?? `${senderName ?? ''}预警 ${eventType ?? ''}`.trim(),
    facts: [
      ['event', eventType], ['urgency', text('urgency')], ['severity', severity], ['certainty', text('certainty')], ['senderName', senderName], ['areaDesc', [...new Set(place.areaDesc)].join('；')],
      ['geocode', place.geocodes.map(({ value }) => value).join(' ')], ['description', text('description')], ['instruction', text('instruction')], ['web', text('web')], ['effective', text('effective')],
    ],
    place,
    expiresAt: fields.time(node, path, 'expires', NATIONAL_TIME) ?? sentAt + settings.defaultExpiryMs,
    allClear: false,
  };
};
