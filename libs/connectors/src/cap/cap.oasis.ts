import { graver, type Level } from '@one-screen/domain';
import { placeOf } from './cap.area.js';
import { isCalendarDate, join, MAX_REFERENCES, type CapFields, type CapResult, type CapSettings, type TimeFormat } from './cap.fields.js';
import { MESSAGE_TYPES, notForTheScreen, signalsOf, STATUSES, type WarningContent } from './cap.warning.js';
import type { XmlNode } from './xml.document.js';

const SCOPES = ['Public', 'Restricted', 'Private'] as const;
const CATEGORIES = ['Geo', 'Met', 'Safety', 'Security', 'Rescue', 'Fire', 'Health', 'Env', 'Transport', 'Infra', 'CBRNE', 'Other'] as const;
const URGENCIES = ['Immediate', 'Expected', 'Future', 'Past', 'Unknown'] as const;
const CERTAINTIES = ['Observed', 'Likely', 'Possible', 'Unlikely', 'Unknown', 'Very Likely'] as const;
const SEVERITIES = ['Extreme', 'Severe', 'Moderate', 'Minor', 'Unknown'] as const;
const LEVEL_OF: Record<(typeof SEVERITIES)[number], Level> = { Extreme: 'red', Severe: 'orange', Moderate: 'yellow', Minor: 'blue', Unknown: 'blue' };

const DATE_TIME = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}:\d{2}(\.\d+)?[+-]\d{2}:\d{2}$/;
/** CAP 1.2 section 3.3.2: no `Z`, UTC is written `-00:00`. */
const CAP_TIME: TimeFormat = {
  expected: { zh: 'YYYY-MM-DDThh:mm:ss±hh:mm（UTC 写作 -00:00，不用 Z）', en: 'YYYY-MM-DDThh:mm:ss±hh:mm (UTC is -00:00, not Z)' },
  iso: (text) => {
    const date = DATE_TIME.exec(text)?.[1];
    return date && isCalendarDate(date) ? text.replace(/-00:00$/, '+00:00') : undefined;
  },
};

/** `identifier` and `sender` are parts of references, which are cut at spaces and commas. */
const NOT_IN_NAMES = /[\s,<&]/;

const nameOf = (fields: CapFields, alert: XmlNode, name: 'identifier' | 'sender'): string | undefined => {
  const text = fields.required(alert, '', name);
  return text !== undefined && NOT_IN_NAMES.test(text) ? fields.fault(name, '不能含空格、逗号、< 或 & / must not contain spaces, commas, < or &') : text;
};

/** OASIS CAP 1.2 (1.1 is read the same way) to signals; what is wrong goes to `fields`, and then the result is undefined. */
export const readOasis = (alert: XmlNode, fields: CapFields, settings: CapSettings): CapResult | undefined => {
  const identifier = nameOf(fields, alert, 'identifier');
  const sender = nameOf(fields, alert, 'sender');
  const sentAt = fields.time(alert, '', 'sent', CAP_TIME, fields.required(alert, '', 'sent'));
  const status = fields.choice(alert, '', 'status', STATUSES);
  const type = fields.choice(alert, '', 'msgType', MESSAGE_TYPES);
  const scope = fields.choice(alert, '', 'scope', SCOPES);
  if (scope && scope !== 'Restricted' && fields.text(alert, '', 'restriction')) fields.fault('restriction', '仅当 scope 为 Restricted 时可用 / only for scope Restricted');
  if (scope === 'Private' && !fields.text(alert, '', 'addresses')) fields.fault('addresses', 'scope 为 Private 时必填 / required for scope Private');
  const references = referencesOf(alert, fields, type === 'Update' || type === 'Cancel');
  const content = contentOf(alert, fields, settings, sentAt ?? 0, type === 'Alert' || type === 'Update');
  if (fields.faults.length || !identifier || !sender || sentAt === undefined || !status || !type) return undefined;
  const unseen = notForTheScreen(status, type);
  if (unseen || type === 'Ack' || type === 'Error') return unseen;
  return signalsOf({ key: `${sender},${identifier}`, references, type, sentAt, content }, settings.sector);
};

/** `sender,identifier,sent` triples, as the keys they were raised under. */
const referencesOf = (alert: XmlNode, fields: CapFields, needed: boolean): string[] => {
  if (!needed) return [];
  const triples = fields.required(alert, '', 'references')?.split(/\s+/) ?? [];
  if (triples.length > MAX_REFERENCES) fields.fault('references', `最多 ${MAX_REFERENCES} 个 / at most ${MAX_REFERENCES}`);
  return triples.slice(0, MAX_REFERENCES).flatMap((triple) => {
    const [sender, identifier, sent, ...rest] = triple.split(',');
    if (sender && identifier && sent && CAP_TIME.iso(sent) && !rest.length) return [`${sender},${identifier}`];
    fields.fault('references', '应为以空格分隔的 "sender,identifier,sent" / expected "sender,identifier,sent", separated by spaces');
    return [];
  });
};

interface Info {
  node: XmlNode;
  path: string;
  language: string;
  level: Level;
}

const contentOf = (alert: XmlNode, fields: CapFields, settings: CapSettings, sentAt: number, needed: boolean): WarningContent | undefined => {
  const nodes = fields.all(alert, 'info');
  if (!nodes.length && needed) fields.fault('info', '必填 / required');
  const infos = nodes.map((node, index) => infoOf(node, `info[${index}]`, fields));
  const chosen = inLanguage(infos, settings.language);
  const [first, ...others] = chosen;
  if (!first) return undefined;
  // Several blocks in one language are parts of one warning: the gravest speaks for it, the areas add up.
  const main = others.reduce((best, each) => (graver(each.level, best.level) ? each : best), first);
  const { node, path } = main;
  const text = (name: string): string | undefined => fields.text(node, path, name);
  const place = placeOf(fields, chosen.flatMap((info) => fields.all(info.node, 'area').map((area, index) => ({ node: area, path: `${info.path}.area[${index}]` }))));
  const event = text('event');
  return {
    level: main.level,
    title: text('headline') ?? event ?? '',
    facts: [
      ['event', event], ['category', fields.all(node, 'category').map((each) => each.text).join(' ')], ['urgency', text('urgency')], ['severity', text('severity')], ['certainty', text('certainty')],
      ['senderName', text('senderName')], ['areaDesc', [...new Set(place.areaDesc)].join('；')], ['geocode', place.geocodes.map(({ name, value }) => (name ? `${name}=${value}` : value)).join(' ')],
      ['description', text('description')], ['instruction', text('instruction')], ['web', text('web')], ['contact', text('contact')], ['onset', text('onset')], ['parameters', parametersOf(node, path, fields)],
    ],
    place,
    expiresAt: fields.time(node, path, 'expires', CAP_TIME) ?? sentAt + settings.defaultExpiryMs,
    allClear: chosen.every((info) => fields.all(info.node, 'responseType').some((each) => each.text === 'AllClear')),
  };
};

/** Checks one block, whichever language it is in, so that a faulty message is told of wholly. */
const infoOf = (node: XmlNode, path: string, fields: CapFields): Info => {
  fields.required(node, path, 'event');
  const categories = fields.all(node, 'category');
  if (!categories.length) fields.fault(join(path, 'category'), '必填 / required');
  if (categories.some(({ text }) => !CATEGORIES.some((each) => each === text))) fields.fault(join(path, 'category'), `应为其中之一：${CATEGORIES.join('、')} / expected one of ${CATEGORIES.join(', ')}`);
  fields.choice(node, path, 'urgency', URGENCIES);
  fields.choice(node, path, 'certainty', CERTAINTIES);
  const severity = fields.choice(node, path, 'severity', SEVERITIES);
  for (const name of ['effective', 'onset', 'expires']) fields.time(node, path, name, CAP_TIME);
  fields.all(node, 'area').forEach((area, index) => fields.required(area, `${path}.area[${index}]`, 'areaDesc'));
  return { node, path, language: (fields.text(node, path, 'language') ?? 'en-US').toLowerCase(), level: severity ? LEVEL_OF[severity] : 'blue' };
};

/** The blocks in the language wished for (by default zh-CN, then any Chinese), else those in the language of the first. */
const inLanguage = (infos: readonly Info[], wished: string): Info[] => {
  const exact = wished.toLowerCase();
  const family = exact.split('-')[0] ?? exact;
  const found = infos.find(({ language }) => language === exact) ?? infos.find(({ language }) => language.split('-')[0] === family) ?? infos[0];
  return infos.filter(({ language }) => language === found?.language);
};

const parametersOf = (node: XmlNode, path: string, fields: CapFields): string =>
  fields.all(node, 'parameter').map((each) => `${fields.text(each, path, 'valueName') ?? ''}=${fields.text(each, path, 'value') ?? ''}`).join('; ');
