import type { Bilingual, Fault, Parsed, Sector } from '@one-screen/domain';
import { createHash } from 'node:crypto';
import { MAX_FAULTS } from '../faults.js';
import { isSaneTime, MAX_KEY } from '../native/native.parser.js';
import { line } from '../plain-text.js';
import type { XmlNode } from './xml.document.js';

/** What becomes of one warning message. Nothing to show is not an error: `ignored` says why. */
export interface CapResult {
  /** In order: the ends of the warnings it replaces or cancels, then its own. */
  signals: Parsed[];
  ignored?: { code: string; text: Bilingual };
}

/** A source's options with their defaults filled in. */
export interface CapSettings {
  language: string;
  defaultExpiryMs: number;
  sector?: Sector | undefined;
}

/** Reads one warning's elements and keeps a list of what is wrong with them, each by its path. */
export class CapFields {
  readonly faults: Fault[] = [];

  fault(path: string, message: string): undefined {
    const told = this.faults.some((each) => each.path === path && each.message === message);
    if (!told && this.faults.length < MAX_FAULTS) this.faults.push({ path, message });
    return undefined;
  }

  /** Children of a name that may repeat. */
  all(node: XmlNode, name: string): readonly XmlNode[] {
    return node.children.get(name) ?? [];
  }

  /** Text of a child that may be given once; empty counts as absent. */
  text(node: XmlNode, path: string, name: string): string | undefined {
    const found = this.all(node, name);
    if (found.length > 1) return this.fault(join(path, name), '重复出现 / given more than once');
    return found[0]?.text || undefined;
  }

  required(node: XmlNode, path: string, name: string): string | undefined {
    const text = this.text(node, path, name);
    if (text === undefined && this.all(node, name).length <= 1) this.fault(join(path, name), '必填 / required');
    return text;
  }

  /** Text that must be one of a list. */
  choice<T extends string>(node: XmlNode, path: string, name: string, allowed: readonly T[], text = this.required(node, path, name)): T | undefined {
    if (text === undefined) return undefined;
    const found = allowed.find((each) => each === text);
    return found ?? this.fault(join(path, name), `应为其中之一：${allowed.join('、')} / expected one of ${allowed.join(', ')}`);
  }

  /** A time, epoch milliseconds; `format` turns the standard's own notation into ISO 8601, or gives undefined. */
  time(node: XmlNode, path: string, name: string, format: TimeFormat, text = this.text(node, path, name)): number | undefined {
    if (text === undefined) return undefined;
    const iso = format.iso(text);
    const at = iso === undefined ? Number.NaN : Date.parse(iso);
    if (Number.isNaN(at)) return this.fault(join(path, name), `应为 ${format.expected.zh} / expected ${format.expected.en}`);
    return isSaneTime(at) ? at : this.fault(join(path, name), '年份须为 2000 至 2100 / the year must be 2000 to 2100');
  }
}

/** The most warnings one message may replace or cancel. */
export const MAX_REFERENCES = 200;

export interface TimeFormat {
  iso: (text: string) => string | undefined;
  expected: Bilingual;
}

export const join = (path: string, name: string): string => (path ? `${path}.${name}` : name);

/** Whether a calendar date exists; `Date.parse` would roll 02-30 over. */
export const isCalendarDate = (date: string): boolean => {
  const at = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(date);
};

/** A key that fits: longer ones keep their beginning and a digest of the whole, so equal stays equal. */
export const fittedKey = (key: string): string => {
  const plain = line(key);
  return plain.length <= MAX_KEY ? plain : `${plain.slice(0, MAX_KEY - 41)}#${createHash('sha256').update(plain).digest('hex').slice(0, 40)}`;
};
