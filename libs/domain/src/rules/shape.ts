import type { Fault } from '../signal.js';
import type { RuleCondition } from './rule.js';

/** What a field may hold; `?` marks one that may be left out. Levels are left to their own check, which says why a number is refused. */
type Kind = 'number' | 'text' | 'boolean' | 'texts' | 'names' | 'level' | 'record' | 'places' | 'capacity' | { each: Fields };
type Fields = Readonly<Record<string, Kind | [Kind, '?']>>;

const maybe = <K extends Kind>(kind: K): [K, '?'] => [kind, '?'];

const RULE: Fields = {
  id: 'text', version: 'number', name: 'text', sector: 'text', from: 'number', until: maybe('number'), enabled: 'boolean', applies: 'record', condition: 'record', title: 'text', source: 'text',
};
const APPLIES: Fields = { point: maybe('names'), unit: maybe('text'), kind: maybe('names'), deviceCodes: maybe('texts'), objectCodes: maybe('texts'), objectKinds: maybe('texts') };
const DELAYS: Fields = { type: 'text', onDelayMs: maybe('number'), offDelayMs: maybe('number') };
const CONDITIONS: Readonly<Record<RuleCondition['type'], Fields>> = {
  threshold: { levels: { each: { level: 'level', above: maybe('number'), below: maybe('number'), strict: maybe('boolean'), onDelayMs: maybe('number') } }, deadband: 'number' },
  rate: { perMs: 'number', rise: maybe('number'), fall: maybe('number'), measure: 'text', floor: maybe('number'), deadband: maybe('number'), level: 'level' },
  frozen: { forMs: 'number', tolerance: 'number', restAt: maybe('number'), level: 'level' },
  range: { min: 'number', max: 'number', level: 'level' },
  missing: { levels: { each: { level: 'level', afterMs: 'number' } } },
  combination: { ofRules: 'texts', ofAlarms: maybe('texts'), counting: 'text', atLeast: 'number', fromLevel: maybe('level'), withinObject: 'boolean', level: 'level' },
  geofence: { ring: 'places', alarmWhen: 'text', level: 'level', deadbandMetres: 'number' },
  capacity: { limit: 'capacity', levels: { each: { level: 'level', share: 'number' } }, deadband: 'number' },
  forecast: { limit: 'number', falling: maybe('boolean'), aheadMs: 'number', windowMs: 'number', minPoints: 'number', level: 'level' },
};
/** Words one of which a field must be. */
const CHOICES: Readonly<Record<string, readonly string[]>> = { measure: ['absolute', 'percent'], counting: ['conditions', 'points'], alarmWhen: ['inside', 'outside'] };

/** Whether something from outside has the fields of a rule and no others (a misspelt delay would silently be none); the numbers are checked after this. */
export const checkShape = (rule: unknown): Fault[] => {
  const head = checkFields(rule, RULE, '');
  if (head.length || !isRecord(rule) || !isRecord(rule['condition'])) return head.length ? head : [{ path: '', message: '须为一个规则' }];
  const { condition, applies } = rule;
  const { type } = condition;
  const known = typeof type === 'string' && Object.hasOwn(CONDITIONS, type) ? CONDITIONS[type as RuleCondition['type']] : undefined;
  if (!known) return [{ path: 'condition.type', message: `条件类型须为：${Object.keys(CONDITIONS).join('、')}` }];
  return [...checkFields(applies, APPLIES, 'applies.'), ...checkFields(condition, { ...DELAYS, ...known }, 'condition.')];
};

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every((each) => typeof each === 'string');

const checkFields = (given: unknown, fields: Fields, path: string): Fault[] => {
  if (!isRecord(given)) return [{ path: path.replace(/\.$/, ''), message: '须为一个对象' }];
  const strangers = Object.keys(given).filter((name) => !Object.hasOwn(fields, name)).map((name) => ({ path: `${path}${name}`, message: '不认识的字段' }));
  const faults = Object.entries(fields).flatMap(([name, field]) => {
    const [kind, optional] = Array.isArray(field) ? field : [field];
    const value = given[name];
    return optional && value === undefined ? [] : checkValue(value, kind, `${path}${name}`, CHOICES[name]);
  });
  return [...strangers, ...faults];
};

const checkValue = (value: unknown, kind: Kind, path: string, choices: readonly string[] | undefined): Fault[] => {
  const unless = (good: boolean, message: string): Fault[] => (good ? [] : [{ path, message }]);
  if (typeof kind === 'object') return Array.isArray(value) ? value.flatMap((each, index) => checkFields(each, kind.each, `${path}.${index}.`)) : [{ path, message: '须为列表' }];
  switch (kind) {
    case 'level': return [];
    case 'number': return unless(typeof value === 'number', '须为数');
    case 'boolean': return unless(typeof value === 'boolean', '须为是或否');
    case 'text': return unless(typeof value === 'string' && (!choices || choices.includes(value)), choices ? `须为 ${choices.join(' 或 ')}` : '须为文字');
    case 'texts': return unless(isTexts(value), '须为文字列表');
    case 'names': return unless(typeof value === 'string' || isTexts(value), '须为文字或文字列表');
    case 'record': return unless(isRecord(value), '须为一个对象');
    case 'capacity': return unless(typeof value === 'number' || value === 'object.capacity', '须为数，或 object.capacity（取自监管对象）');
    case 'places': return unless(Array.isArray(value) && value.every((place) => Array.isArray(place) && place.length === 2 && place.every((part) => typeof part === 'number')), '须为 [经度, 纬度] 列表');
  }
};
