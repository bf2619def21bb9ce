import type { Bilingual } from '../../errors.js';

export const ATTRIBUTE_KINDS = ['text', 'integer', 'number', 'date', 'boolean', 'enum'] as const;
export type AttributeKind = (typeof ATTRIBUTE_KINDS)[number];

/** One typed attribute 字段 of a sector's supervised objects. */
export interface AttributeDefinition {
  key: string;
  zh: string;
  en: string;
  kind: AttributeKind;
  unit?: string;
  /** With `enum`: what each value is called. */
  names?: Readonly<Record<string, Bilingual>>;
  /** Kinds of objects it is asked of; absent: every object of the sector. */
  kinds?: readonly string[];
  /** Asked of objects of its kinds: attributes without it are refused. */
  required?: true;
  /** A certificate or a due date: the day is the last on which it holds; it warns before and when it has run out. Only with `date`. */
  expires?: true;
  /** Inclusive bounds of numbers. */
  min?: number;
  max?: number;
}

type More = Omit<AttributeDefinition, 'key' | 'zh' | 'en' | 'kind'>;
const field = (kind: AttributeKind) => (key: string, zh: string, en: string, more: More = {}): AttributeDefinition => ({ key, zh, en, kind, ...more });

export const text = field('text');
export const integer = field('integer');
export const number = field('number');
export const yesNo = field('boolean');
export const day = field('date');
/** A day until which something holds. */
export const expiry = (key: string, zh: string, en: string, more: More = {}) => day(key, zh, en, { ...more, expires: true });
export const oneOf = (key: string, zh: string, en: string, names: Readonly<Record<string, readonly [zh: string, en: string]>>, more: More = {}): AttributeDefinition =>
  field('enum')(key, zh, en, { ...more, names: Object.fromEntries(Object.entries(names).map(([value, [chinese, english]]) => [value, { zh: chinese, en: english }])) });
