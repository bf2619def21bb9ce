import type { AlarmSignal, Bilingual, Detail, Level, Sector } from '@one-screen/domain';
import { MAX_TITLE } from '../native/native.parser.js';
import { block, clip, line } from '../plain-text.js';
import { fittedKey, type CapResult } from './cap.fields.js';
import { gridCodeOf, type Place } from './cap.area.js';

/** Both standards share these words. */
export const STATUSES = ['Actual', 'Exercise', 'System', 'Test', 'Draft'] as const;
export const MESSAGE_TYPES = ['Alert', 'Update', 'Cancel', 'Ack', 'Error'] as const;
export type Status = (typeof STATUSES)[number];
export type MessageType = (typeof MESSAGE_TYPES)[number];

/** One warning message, whichever standard it came in. Times are epoch milliseconds. */
export interface Warning {
  key: string;
  /** Keys of the warnings it replaces or cancels. */
  references: string[];
  type: 'Alert' | 'Update' | 'Cancel';
  sentAt: number;
  /** None: a message without an info block (a Cancel may come so). */
  content?: WarningContent;
}

export interface WarningContent {
  level: Level;
  title: string;
  facts: readonly (readonly [name: string, text: string | undefined])[];
  place: Place;
  expiresAt: number;
  /** It tells that the danger is over. */
  allClear: boolean;
}

export const DAY_MS = 24 * 3_600_000;

const STATUS_NAMES: Record<Status, string> = { Actual: '实际', Exercise: '演练', System: '系统', Test: '测试', Draft: '草稿' };

const ignored = (code: string, zh: string, en: string): CapResult => ({ signals: [], ignored: { code, text: { zh, en } satisfies Bilingual } });

/** Only Actual warnings reach the screen; receipts (Ack, Error) say nothing of the field. Undefined: it is to be shown. */
export const notForTheScreen = (status: Status, type: MessageType): CapResult | undefined => {
  if (status !== 'Actual') return ignored(`status-${status.toLowerCase()}`, `状态为${STATUS_NAMES[status]}，不上屏`, `Status is ${status}; only Actual reaches the screen`);
  if (type === 'Ack' || type === 'Error') return ignored(`type-${type.toLowerCase()}`, '回执类报文，不上屏', `Message type is ${type}; only warnings reach the screen`);
  return undefined;
};

/** Facts as a flat record, each cut so that the whole stays small. */
const detailOf = (facts: WarningContent['facts']): Detail =>
  Object.fromEntries(facts.flatMap(([name, text]) => (text ? [[name, clip(block(text), name === 'description' || name === 'instruction' ? 3000 : 600)] as const] : [])));

/**
 * A warning as signals: the end of each warning it refers to, at the time it was sent, under the key that one was raised
 * with; then, unless it cancels or says all clear, its own beginning. One that refers to itself only refreshes itself.
 */
export const signalsOf = (warning: Warning, sector: Sector | undefined): CapResult => {
  const { content, sentAt } = warning;
  const key = fittedKey(warning.key);
  const level = content?.level ?? 'blue';
  const title = clip(line(content?.title ?? '').trim() || '预警解除', MAX_TITLE);
  const over = warning.type === 'Cancel' || (content?.allClear ?? true);
  const ends = [...new Set(warning.references.map(fittedKey))].filter((reference) => over || reference !== key);
  const begun = { kind: 'alarm', level, title, occurredAt: sentAt, ...(sector && { sector }) } as const;
  const signals: AlarmSignal[] = ends.map((reference) => ({ ...begun, key: reference, cleared: true }));
  if (!over && content) {
    const gridCode = gridCodeOf(content.place.geocodes);
    const { area, location } = content.place;
    signals.push({ ...begun, key, cleared: false, detail: detailOf(content.facts), expiresAt: content.expiresAt, ...(area && { area }), ...(location && { location }), ...(gridCode && { gridCode }) });
  }
  if (!signals.length) return ignored('all-clear', '解除类报文，未指明所解除的预警', 'It tells that a danger is over, and names no warning to end');
  return { signals: signals.map((signal) => ({ ok: true, signal })) };
};
