import type { JournalEntry } from '@one-screen/contracts';
import { ALARM_STATES, DISPOSITION_NAMES, DISPOSITIONS, ESCALATION_NAMES, isLevel, LEVEL_SIGNS, STATE_NAMES, type AlarmState } from '@one-screen/domain';

export type Locale = 'zh' | 'en';

/** What the model needs to speak: the messages, the language, people's names, and how a moment is written. */
export interface Words {
  t: (key: string, named?: Record<string, string | number>) => string;
  locale: Locale;
  person: (username: string) => string;
  moment: (at: number) => string;
  duration: (ms: number) => string;
}

/** One line of an alarm's history in words. */
export interface Told {
  sequence: number;
  at: string;
  title: string;
  /** Who did it, in words. */
  who: string;
  by: 'source' | 'clock' | 'person';
  from?: string;
  to?: string;
  /** Further facts, one short phrase each. */
  facts: string[];
  note?: string;
  /** How it is marked on the line: what rose, what people did, what ran out, what ended. */
  tone: 'rise' | 'act' | 'overrun' | 'end';
}

const TONES: Record<string, Told['tone']> = {
  raised: 'rise', repeated: 'rise', late: 'rise', levelRaised: 'rise', reopened: 'rise',
  escalated: 'overrun', promiseBroken: 'overrun',
  cleared: 'end', closed: 'end', dismissed: 'end', merged: 'end',
};
const KINDS = ['raised', 'repeated', 'late', 'levelRaised', 'reopened', 'cleared', 'ignored', 'acknowledged', 'dismissed', 'merged', 'handled', 'shelved', 'unshelved', 'escalated', 'closed', 'noted', 'transferred', 'takenOver', 'promiseBroken'] as const;
const isKind = (kind: string): boolean => (KINDS as readonly string[]).includes(kind);
const isState = (state: string | undefined): state is AlarmState => (ALARM_STATES as readonly string[]).includes(state ?? '');

/** Who acted: a device, the clock, or a person. */
export const actorOf = (actor: string, words: Words): { by: Told['by']; who: string } => {
  if (actor.startsWith('source:')) return { by: 'source', who: words.t('desk.history.bySource', { source: actor.slice('source:'.length) }) };
  if (actor === 'maintenance') return { by: 'clock', who: words.t('desk.history.byMaintenance') };
  if (actor === 'clock') return { by: 'clock', who: words.t('desk.history.byClock') };
  return { by: 'person', who: words.person(actor) };
};

const momentOf = (value: unknown, words: Words): string | undefined => {
  const at = typeof value === 'number' ? value : typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isFinite(at) ? words.moment(at) : undefined;
};

/** The facts of an entry's data, each as a short phrase. */
const factsOf = (kind: string, data: Record<string, unknown>, words: Words): string[] => {
  const { t, locale } = words;
  const facts: string[] = [];
  const say = (key: string, named?: Record<string, string | number>): void => void facts.push(t(`desk.history.fact.${key}`, named));
  const level = (value: unknown): string | undefined => (isLevel(value) ? LEVEL_SIGNS[value][locale] : undefined);
  if (kind === 'levelRaised' && level(data.fromLevel) && level(data.level)) say('levels', { from: level(data.fromLevel) ?? '', to: level(data.level) ?? '' });
  if (data.value !== undefined && data.value !== null) say('value', { value: String(data.value) });
  const disposition = DISPOSITIONS.find((code) => code === data.disposition);
  if (disposition) say('disposition', { name: DISPOSITION_NAMES[disposition][locale] });
  if (typeof data.tookMs === 'number' && data.tookMs >= 0) say('took', { time: words.duration(data.tookMs) });
  if (kind === 'escalated' && typeof data.escalation === 'number') say('escalation', { name: ESCALATION_NAMES[data.escalation]?.[locale] ?? String(data.escalation) });
  if (typeof data.maintenance === 'string' && TONES[kind] === 'rise') say('duringMaintenance');
  if (kind === 'shelved' && typeof data.permit === 'string') say('permit', { permit: data.permit });
  const until = momentOf(data.until, words);
  if (until) say('until', { time: until });
  const promised = momentOf(data.promiseUntil, words);
  if (promised) say('promise', { time: promised });
  if (typeof data.toOwner === 'string') say('owners', { from: typeof data.fromOwner === 'string' ? words.person(data.fromOwner) : t('desk.history.nobody'), to: words.person(data.toOwner) });
  if (typeof data.mergedInto === 'string') say('mergedInto', { id: data.mergedInto });
  for (const flag of ['skewed', 'late', 'outOfOrder', 'expired', 'contradicted'] as const) if (data[flag] === true) say(flag);
  if (kind === 'closed' && data.conditionActive === true) say('stillActive');
  if (typeof data.ignored === 'string') say('ignored', { reason: data.ignored });
  return facts;
};

/** One journal entry in words. A kind not known here is shown by its own name rather than hidden. */
export const tell = (entry: JournalEntry, words: Words): Told => {
  const kind = entry.kind.startsWith('alarm.') ? entry.kind.slice('alarm.'.length) : entry.kind;
  const data = entry.data ?? {};
  const automatic = data.automatic === true;
  const byMaintenance = automatic && typeof data.maintenance === 'string' && (kind === 'shelved' || kind === 'unshelved');
  const spoken = byMaintenance ? `${kind}Maintenance` : automatic && (kind === 'escalated' || kind === 'unshelved' || kind === 'reopened') ? `${kind}Automatic` : kind;
  const moved = isState(entry.from) && isState(entry.to) && entry.from !== entry.to;
  return {
    sequence: entry.sequence,
    at: entry.at,
    title: isKind(kind) ? words.t(`desk.history.kind.${spoken}`) : entry.kind,
    ...actorOf(entry.actor, words),
    ...(moved && isState(entry.from) && isState(entry.to) && { from: STATE_NAMES[entry.from][words.locale], to: STATE_NAMES[entry.to][words.locale] }),
    facts: factsOf(kind, data, words),
    ...(entry.note && { note: entry.note }),
    tone: TONES[kind] ?? 'act',
  };
};

/** A run of repeats folded into one line. */
export interface ToldGroup extends Told {
  /** How many entries this line stands for. */
  times: number;
  /** The oldest of them. */
  since: string;
}

/** The history newest first; repeats that follow one another are folded, so a chattering device does not bury what people did. */
export const tellAll = (history: readonly JournalEntry[], words: Words): ToldGroup[] => {
  const lines: ToldGroup[] = [];
  let last: JournalEntry | undefined;
  for (const entry of [...history].sort((a, b) => b.sequence - a.sequence)) {
    const open = lines.at(-1);
    if (open && last?.kind === 'alarm.repeated' && entry.kind === last.kind && entry.actor === last.actor) {
      open.times += 1;
      open.since = entry.at;
    } else lines.push({ ...tell(entry, words), times: 1, since: entry.at });
    last = entry;
  }
  return lines;
};
