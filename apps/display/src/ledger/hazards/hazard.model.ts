import type { HazardActionBody, HazardDetail, HazardView } from '@one-screen/contracts';
import { HAZARD_CATALOGUES, HAZARD_CATEGORIES, PROGRAMME_PARTS, type CatalogueEntry, type HazardAction, type Sector } from '@one-screen/domain';

/** What a person fills in for one step; everything as text, as the inputs hold it. */
export type Draft = Record<string, string>;
/** How a field of a step is asked for. */
export type FieldKind = 'words' | 'long' | 'day' | 'number' | 'grade' | 'entry' | 'grounds' | 'person' | 'verdict' | 'consent' | 'tier' | 'photos';
export interface StepField {
  /** As the server names it: `five.finishBy`. */
  path: string;
  kind: FieldKind;
}

const field = (path: string, kind: FieldKind): StepField => ({ path, kind });
const NOTE = field('note', 'long');
const FIVE = [field('five.responsible', 'words'), field('five.measures', 'long'), field('five.funds', 'number'), field('five.finishBy', 'day'), field('five.contingency', 'long')];

/** What each step asks; the server has the last word on what is needed. */
const FIELDS: Record<HazardAction, readonly StepField[]> = {
  grade: [field('grade', 'grade'), field('entryCode', 'entry'), field('grounds', 'grounds')],
  return: [NOTE], resubmit: [NOTE], dismiss: [NOTE], note: [NOTE], raise: [NOTE], close: [], accept: [], delist: [], resume: [],
  endorse: [field('signature', 'words')],
  assign: [field('to', 'person'), field('deadline', 'day')],
  plan: FIVE, begin: FIVE,
  submit: [NOTE, field('photosAfter', 'photos')],
  recheck: [field('passed', 'verdict'), NOTE],
  askExtension: [field('until', 'day'), NOTE],
  decideExtension: [field('granted', 'consent'), NOTE],
  list: [field('tier', 'tier'), NOTE],
  suspend: [field('order', 'words'), NOTE],
  enforce: [field('caseId', 'words')],
};
/** A major hazard's rectification needs its programme as well. */
export const fieldsOf = (action: HazardAction, major: boolean): StepField[] =>
  [...FIELDS[action], ...(major && (action === 'plan' || action === 'begin') ? PROGRAMME_PARTS.map((part) => field(`programme.${part}`, 'long')) : [])];

const DAY = 86_400_000;
/** The end (exclusive) of a Beijing day `2026-12-25`, as the wire wants it. */
export const endOfDay = (day: string): string => new Date(Date.parse(`${day}T00:00:00+08:00`) + DAY).toISOString();
/** The last Beijing day a term with this exclusive end still has: `2026-12-25`. */
export const lastDay = (end: string | undefined): string => (end === undefined ? '' : new Date(Date.parse(end) - 1 + 8 * 3_600_000).toISOString().slice(0, 10));

const sent = (kind: FieldKind, text: string): unknown => {
  if (kind === 'day') return endOfDay(text);
  if (kind === 'number') return Number(text);
  if (kind === 'verdict' || kind === 'consent') return text === 'yes';
  return kind === 'photos' ? text.split(' ') : text;
};

/** The command of a filled form; what was left blank is not sent, so that the server names it. */
export const commandOf = (action: HazardAction, revision: number, fields: readonly StepField[], draft: Draft): HazardActionBody => {
  const body: Record<string, unknown> = { action, revision };
  for (const { path, kind } of fields) {
    const text = draft[path]?.trim();
    if (!text) continue;
    const [group, key] = path.split('.');
    if (key === undefined) body[path] = sent(kind, text);
    else body[group as string] = { ...(body[group as string] as object | undefined), [key]: sent(kind, text) };
  }
  return body as HazardActionBody;
};

/** Entries of the sector's grading standard that were in force when the hazard was found, major ones first. */
export const entriesFor = (sector: Sector, foundAt: string): CatalogueEntry[] => {
  const at = Date.parse(foundAt);
  return HAZARD_CATALOGUES[sector].filter((entry) => entry.from <= at && at < (entry.until ?? Infinity)).sort((a, b) => (a.grade === b.grade ? 0 : a.grade === 'major' ? -1 : 1));
};

/** The name of a category; one the sector does not list is its own name. */
export const categoryName = (sector: Sector, code: string): { zh: string; en: string } => HAZARD_CATEGORIES[sector].find((each) => each.code === code) ?? { zh: code, en: code };

/** One step of the chain: who did it and when, or neither while it is to come. */
export interface ChainStep {
  key: 'registered' | 'graded' | 'endorsed' | 'assigned' | 'accepted' | 'began' | 'submitted' | 'rechecked' | 'closed' | 'dismissed';
  by?: string;
  at?: string;
}
const CHAIN = ['registered', 'graded', 'endorsed', 'assigned', 'accepted', 'began', 'submitted', 'rechecked', 'closed'] as const;

/** The chain 登记 to 销号 as far as it has come; of a hazard that proved none, what was done and that. */
export const chainOf = (hazard: HazardView): ChainStep[] => {
  const steps = CHAIN.map((key): ChainStep => {
    const mark = hazard[key];
    // A re-check that failed has been left behind: the chain stands at rectification again.
    return mark && !(key === 'rechecked' && !hazard.rechecked?.passed) && !(key === 'submitted' && hazard.state === 'rectifying') ? { key, by: mark.by, at: mark.at } : { key };
  });
  return hazard.dismissed ? [...steps.filter(({ at }) => at !== undefined), { key: 'dismissed', ...hazard.dismissed }] : steps;
};

const SORTS = {
  foundAt: (hazard: HazardView) => Date.parse(hazard.foundAt),
  deadline: (hazard: HazardView) => (hazard.deadline === undefined ? Infinity : Date.parse(hazard.deadline)),
  object: (hazard: HazardView) => hazard.objectName ?? hazard.objectCode,
  state: (hazard: HazardView) => hazard.state,
  grade: (hazard: HazardView) => ({ major: 0, general: 1 })[hazard.grade ?? 'general'] + (hazard.grade ? 0 : 1),
} as const;
export type SortKey = keyof typeof SORTS;
export const isSortKey = (value: unknown): value is SortKey => typeof value === 'string' && value in SORTS;

/** The rows of the page in the order asked for, `-deadline` the other way round; equals stay as they were. */
export const sorted = (rows: readonly HazardView[], order: string | undefined): HazardView[] => {
  const down = order?.startsWith('-') === true;
  const key = down ? order.slice(1) : order;
  if (!isSortKey(key)) return [...rows];
  const of = SORTS[key];
  return [...rows].sort((a, b) => {
    const [x, y] = down ? [of(b), of(a)] : [of(a), of(b)];
    return typeof x === 'string' ? x.localeCompare(String(y), 'zh-CN') : x === y ? 0 : x < Number(y) ? -1 : 1;
  });
};

export const FILTERS = ['sector', 'grid', 'object', 'state', 'grade', 'source', 'category', 'overdue', 'listed', 'mine', 'from', 'to', 'q'] as const;
export type Filters = Partial<Record<(typeof FILTERS)[number], string>>;

/** Filters as they stand in the address; days there are the first and the last day, both within. */
export const filtersIn = (query: Record<string, unknown>): Filters =>
  Object.fromEntries(FILTERS.flatMap((name) => (typeof query[name] === 'string' && query[name] ? [[name, query[name]]] : [])));

const DAY_TEXT = /^\d{4}-\d{2}-\d{2}$/;
/** The question to the server. */
export const questionOf = ({ from, to, ...rest }: Filters, cursor?: string): string => {
  const asked = new URLSearchParams({ ...rest, limit: '100' });
  if (from) asked.set('from', DAY_TEXT.test(from) ? `${from}T00:00:00+08:00` : from);
  if (to) asked.set('to', DAY_TEXT.test(to) ? endOfDay(to) : to);
  if (cursor) asked.set('cursor', cursor);
  return asked.toString();
};

/** The programme and the commitments as rows to read. */
export const planOf = ({ five, programme }: HazardDetail): { group: 'five' | 'programme'; key: string; value: string | number }[] => [
  ...Object.entries(five ?? {}).map(([key, value]) => ({ group: 'five' as const, key, value: value as string | number })),
  ...Object.entries(programme ?? {}).map(([key, value]) => ({ group: 'programme' as const, key, value: value as string })),
];
