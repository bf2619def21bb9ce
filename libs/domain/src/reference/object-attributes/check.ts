import { inOneLine } from '../../bilingual.js';
import { invalid } from '../../errors.js';
import type { FieldFault } from '../../ledger/life.js';
import { startOfDay } from '../../numbers/beijing-day.js';
import type { Sector } from '../../sector.js';
import type { AttributeDefinition } from './definition.js';
import { OBJECT_ATTRIBUTES } from './sectors.js';

/** Text, enumerations and days (`2026-12-25`) are strings. */
export type AttributeValue = string | number | boolean;
export type AttributeValues = Record<string, AttributeValue>;

/** Longest text of an attribute, in characters. */
export const ATTRIBUTE_TEXT_LIMIT = 200;

type Judged = { value: AttributeValue } | { zh: string; en: string };
const not = (zh: string, en: string): Judged => ({ zh, en });

const judgeNumber = ({ kind, min, max }: AttributeDefinition, value: unknown): Judged => {
  if (typeof value !== 'number' || !Number.isFinite(value)) return not('须为数字', 'must be a number');
  if (kind === 'integer' && !Number.isSafeInteger(value)) return not('须为整数', 'must be whole');
  if (min !== undefined && value < min) return not(`不得小于 ${min}`, `must not be below ${min}`);
  if (max !== undefined && value > max) return not(`不得大于 ${max}`, `must not be above ${max}`);
  return { value };
};

const isDay = (value: string): boolean => {
  try {
    startOfDay(value);
    return true;
  } catch {
    return false;
  }
};

const judge = (definition: AttributeDefinition, value: unknown): Judged => {
  if (definition.kind === 'boolean') return typeof value === 'boolean' ? { value } : not('须为是或否', 'must be true or false');
  if (definition.kind === 'integer' || definition.kind === 'number') return judgeNumber(definition, value);
  if (typeof value !== 'string' || !value.trim()) return not('须为文字', 'must be text');
  const words = value.trim();
  if (words.length > ATTRIBUTE_TEXT_LIMIT) return not(`不得超过 ${ATTRIBUTE_TEXT_LIMIT} 字`, `must not exceed ${ATTRIBUTE_TEXT_LIMIT} characters`);
  if (definition.kind === 'date' && !isDay(words)) return not('须为日期（如 2026-12-25）', 'must be a day such as 2026-12-25');
  if (definition.kind === 'enum' && !Object.hasOwn(definition.names ?? {}, words)) return not(`须为 ${Object.keys(definition.names ?? {}).join('、')} 之一`, `must be one of ${Object.keys(definition.names ?? {}).join(', ')}`);
  return { value: words };
};

/** The definition of a key in a sector, or undefined. */
export const attributeOf = (sector: Sector, key: string): AttributeDefinition | undefined => OBJECT_ATTRIBUTES[sector].find((definition) => definition.key === key);

/** Attributes asked of a kind of object; what is asked of every object included. */
export const attributesFor = (sector: Sector, kind: string): AttributeDefinition[] => OBJECT_ATTRIBUTES[sector].filter(({ kinds }) => !kinds || kinds.includes(kind));

/** What is well given, typed, and every fault, its path `attributes.<key>`. `null` and `undefined` are not given. With `kind`, what that kind requires must be there. */
export const readAttributes = (sector: Sector, values: Readonly<Record<string, unknown>>, kind?: string): { values: AttributeValues; faults: FieldFault[] } => {
  const typed: AttributeValues = {};
  const faults: FieldFault[] = [];
  const blame = (key: string, zh: string, en: string) => faults.push({ path: `attributes.${key}`, message: inOneLine({ zh, en }) });
  for (const [key, value] of Object.entries(values)) {
    if (value === null || value === undefined) continue;
    const definition = attributeOf(sector, key);
    if (!definition) {
      blame(key, '该领域没有此字段', 'this sector has no such attribute');
      continue;
    }
    const judged = judge(definition, value);
    if ('value' in judged) typed[key] = judged.value;
    else blame(key, `${definition.zh}${judged.zh}`, `${definition.en} ${judged.en}`);
  }
  const missing = kind === undefined ? [] : attributesFor(sector, kind).filter(({ required, key }) => required && (values[key] ?? undefined) === undefined);
  for (const { key, zh, en } of missing) blame(key, `请填写${zh}`, `${en} is required`);
  return { values: typed, faults };
};

/** The typed values, or a 422 `attributes-invalid` naming every faulty `attributes.<key>`. */
export const checkAttributes = (sector: Sector, values: Readonly<Record<string, unknown>>, kind?: string): AttributeValues => {
  const { values: typed, faults } = readAttributes(sector, values, kind);
  if (faults.length) throw invalid('attributes-invalid', '字段填写有误', 'Some attributes are wrong', faults);
  return typed;
};

/** A cell's text as a value of its attribute, for imports: `是`/`否`, an enumeration by name or value, a number; what cannot be read stays text, for `readAttributes` to refuse. Empty is not given. */
export const attributeFromText = ({ kind, names }: AttributeDefinition, cell: string): AttributeValue | undefined => {
  const words = cell.trim();
  if (!words) return undefined;
  if (kind === 'boolean') return ({ 是: true, 否: false, true: true, false: false, yes: true, no: false } as Record<string, boolean>)[words.toLowerCase()] ?? words;
  if (kind === 'integer' || kind === 'number') return Number.isFinite(Number(words)) ? Number(words) : words;
  if (kind === 'enum') return Object.entries(names ?? {}).find(([value, { zh, en }]) => [value, zh, en].includes(words))?.[0] ?? words;
  return words;
};

export interface Expiry {
  key: string;
  zh: string;
  en: string;
  /** Last day on which it holds. */
  day: string;
}

/** Certificates and due dates among an object's attributes, soonest first. */
export const expiriesOf = (sector: Sector, values: AttributeValues): Expiry[] =>
  OBJECT_ATTRIBUTES[sector].flatMap(({ key, zh, en, expires }) => (expires && typeof values[key] === 'string' ? [{ key, zh, en, day: values[key] }] : [])).sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
