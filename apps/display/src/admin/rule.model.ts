import { LEVELS, type Rule, type RuleCondition } from '@one-screen/domain';

export type ConditionType = RuleCondition['type'];
export const CONDITION_TYPES: readonly ConditionType[] = ['threshold', 'rate', 'frozen', 'range', 'missing', 'combination', 'geofence', 'capacity', 'forecast'];

/** How a field is filled in: a number, a share in percent, a length of time, a colour, one of some words, yes or no, a list of texts, a capacity, an area. */
export type FieldKind = 'number' | 'share' | 'spell' | 'level' | 'choice' | 'flag' | 'texts' | 'capacity' | 'ring';
export interface ConditionField {
  name: string;
  as: FieldKind;
  optional?: boolean;
  choices?: readonly string[];
}

const number = (name: string, optional = false): ConditionField => ({ name, as: 'number', optional });
const spell = (name: string, optional = false): ConditionField => ({ name, as: 'spell', optional });
const LEVEL: ConditionField = { name: 'level', as: 'level' };
const DELAYS = [spell('onDelayMs', true), spell('offDelayMs', true)];

/** What each condition is made of: its own fields, and the columns of its levels where it has several. The same names as the rule's own (domain, rules/rule.ts). */
export const CONDITION_FIELDS: Readonly<Record<ConditionType, { fields: readonly ConditionField[]; levels?: readonly ConditionField[] }>> = {
  threshold: { levels: [LEVEL, number('above', true), number('below', true), { name: 'strict', as: 'flag', optional: true }, spell('onDelayMs', true)], fields: [number('deadband'), ...DELAYS] },
  rate: { fields: [LEVEL, number('rise', true), number('fall', true), spell('perMs'), { name: 'measure', as: 'choice', choices: ['absolute', 'percent'] }, number('floor', true), number('deadband', true), ...DELAYS] },
  frozen: { fields: [LEVEL, spell('forMs'), number('tolerance'), number('restAt', true), ...DELAYS] },
  range: { fields: [LEVEL, number('min'), number('max'), ...DELAYS] },
  missing: { levels: [LEVEL, spell('afterMs')], fields: DELAYS },
  combination: {
    fields: [LEVEL, { name: 'ofRules', as: 'texts' }, { name: 'ofAlarms', as: 'texts', optional: true }, { name: 'counting', as: 'choice', choices: ['conditions', 'points'] }, number('atLeast'), { name: 'fromLevel', as: 'level', optional: true }, { name: 'withinObject', as: 'flag' }, ...DELAYS],
  },
  geofence: { fields: [LEVEL, { name: 'alarmWhen', as: 'choice', choices: ['inside', 'outside'] }, number('deadbandMetres'), { name: 'ring', as: 'ring' }, ...DELAYS] },
  capacity: { levels: [LEVEL, { name: 'share', as: 'share' }], fields: [{ name: 'limit', as: 'capacity' }, { name: 'deadband', as: 'share' }, ...DELAYS] },
  forecast: { fields: [LEVEL, number('limit'), { name: 'falling', as: 'flag', optional: true }, spell('aheadMs'), spell('windowMs'), number('minPoints'), ...DELAYS] },
};

/** What to begin from when a kind of condition is chosen. */
export const blankCondition = (type: ConditionType): Record<string, unknown> => {
  const blanks: Record<ConditionType, Record<string, unknown>> = {
    threshold: { levels: [{ level: 'yellow' }], deadband: 0 }, rate: { level: 'orange', perMs: 300_000, measure: 'absolute' }, frozen: { level: 'blue', forMs: 3_600_000, tolerance: 0 }, range: { level: 'blue' },
    missing: { levels: [{ level: 'blue', afterMs: 600_000 }] }, combination: { level: 'red', ofRules: [], counting: 'points', atLeast: 2, withinObject: true }, geofence: { level: 'orange', alarmWhen: 'inside', deadbandMetres: 20, ring: [] },
    capacity: { levels: [{ level: 'yellow', share: 0.8 }], limit: 'object.capacity', deadband: 0.02 }, forecast: { level: 'yellow', aheadMs: 900_000, windowMs: 1_200_000, minPoints: 6 },
  };
  return { type, ...blanks[type] };
};

/** A rule in the making; `version` is what it was made from. */
export type RuleDraft = Omit<Rule, 'applies' | 'condition'> & { applies: Record<string, unknown>; condition: Record<string, unknown> };
export const newDraft = (now: number): RuleDraft => ({ id: '', version: 1, name: '', sector: 'city', from: now, enabled: true, applies: {}, condition: blankCondition('threshold'), title: '', source: '' });

/** Texts parted by commas (of either kind) or line ends; one text by itself where `single` may be. */
export const textsOf = (text: string): string[] => text.split(/[,，、\n]/).map((part) => part.trim()).filter(Boolean);

/** Where a fault of the rule stands in the form. */
export const RULE_FIELDS: readonly string[] = [
  'id', 'name', 'sector', 'from', 'until', 'title', 'source', 'condition.type', ...['point', 'unit', 'kind', 'deviceCodes', 'objectCodes', 'objectKinds'].map((name) => `applies.${name}`),
  ...[...new Set(Object.values(CONDITION_FIELDS).flatMap(({ fields }) => fields.map(({ name }) => name)))].map((name) => `condition.${name}`),
  'condition.levels', ...Array.from({ length: LEVELS.length * 2 }, (_, index) => `condition.levels.${index}`),
];

const SPELLS = [['day', 86_400_000], ['hour', 3_600_000], ['minute', 60_000], ['second', 1_000]] as const;
export type SpellUnit = (typeof SPELLS)[number][0];
export const SPELL_MS: Readonly<Record<SpellUnit, number>> = Object.fromEntries(SPELLS) as Record<SpellUnit, number>;
/** Milliseconds in the largest unit that gives a whole number. */
export const spellOf = (ms: number): { count: number; unit: SpellUnit } => {
  const [unit, size] = SPELLS.find(([, each]) => ms !== 0 && ms % each === 0) ?? ['second', 1_000];
  return { count: ms / size, unit };
};
