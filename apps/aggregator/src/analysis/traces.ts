import type { Bilingual, RateId } from '@one-screen/domain';
import type { RecordLine, Traced } from '@one-screen/contracts';
import type { SqlValue } from '../database/database.js';
import { wasVisited, type Fragment } from './place-sql.js';
import type { Window } from './question.js';

type Table = 'hazard' | 'inspection' | 'enforcement_case' | 'object_span';

/** One kind of record behind a number: the formula of rates.ts in SQL, over the table's row `r`. */
export interface Trace {
  table: Table;
  type: RecordLine['type'];
  /** When it happened: the order of the list. A plus before it: the rows are few, and found by something else than this. */
  at: string;
  where(window: Window): Fragment;
  /** Which of these also stand in the numerator; absent: all of them. */
  counted?: (window: Window) => Fragment;
}

/** A number opened: its denominator with those counted marked, or two kinds of record where they differ. */
export interface Opened {
  words: Bilingual;
  denominator: Trace;
  /** Where the numerator is made of other records than the denominator; then nothing is “missed”. */
  numerator?: Trace;
}

const is = (sql: string, ...values: SqlValue[]): Fragment => ({ sql, values });
const happened = (column: string, more = '') => ({ from, end }: Window): Fragment => is(`${column} >= ? AND ${column} < ?${more}`, from, end);
const signedOff = ({ end }: Window): Fragment => is('r.closed_at < ?', end);

const visits: Trace = { table: 'inspection', type: 'inspection', at: 'r.at', where: happened('r.at', ' AND r.valid = 1') };
const hazards = (where: Trace['where'], counted?: Trace['counted'], at = 'r.found_at'): Trace => ({ table: 'hazard', type: 'hazard', at, where, ...(counted && { counted }) });
/** Open at the end: open now and found before, or signed off since (see StandingFiguresRepository). */
const openAtEnd = (major: boolean) => ({ end }: Window): Fragment =>
  is(`r.counts = 1 AND +r.found_at < ? AND (r.is_open = 1 OR (r.is_late IN (0, 1) AND r.closed_at >= ?))${major ? ' AND r.major = 1' : ''}`, end, end);

const RATES: Record<RateId, Opened> = {
  coverage: {
    words: { zh: '期内至少被有效检查一次的在册对象 ÷ 期末在册对象', en: 'Objects on the list visited at least once ÷ objects on the list at the end' },
    denominator: {
      table: 'object_span', type: 'object', at: 'r.from_at',
      where: ({ end }) => is('r.from_at <= ? AND (r.until_at IS NULL OR r.until_at > ?)', end - 1, end - 1),
      counted: (window) => wasVisited('r', window),
    },
  },
  finding: {
    words: { zh: '发现隐患的检查家次 ÷ 检查家次', en: 'Visits that found a hazard ÷ visits' },
    denominator: { ...visits, counted: () => is('r.hazards > 0') },
  },
  'hazards-per-hundred': {
    words: { zh: '检查发现的隐患数 ÷ 检查家次 × 100', en: 'Hazards those visits found ÷ visits × 100' },
    denominator: visits,
    numerator: hazards(({ from, end }) => is('r.counts = 1 AND r.visit_id IN (SELECT v.id FROM inspection v WHERE v.at >= ? AND v.at < ? AND v.valid = 1 AND v.hazards > 0 AND {placed v})', from, end), undefined, '+r.found_at'),
  },
  rectification: {
    words: { zh: '期末前已复查销号 ÷ 期内发现的隐患', en: 'Signed off by the end ÷ hazards found in the period' },
    denominator: hazards(happened('r.found_at', ' AND r.counts = 1'), signedOff),
  },
  'major-rectification': {
    words: { zh: '期末前已复查销号的重大隐患 ÷ 期内发现的重大隐患', en: 'Major hazards signed off by the end ÷ major hazards found in the period' },
    denominator: hazards(happened('r.found_at', ' AND r.counts = 1 AND r.major = 1'), signedOff),
  },
  'on-time': {
    words: { zh: '期限内销号 ÷ 期内到期的隐患', en: 'Signed off within their term ÷ hazards whose term ended in the period' },
    denominator: hazards(({ from, end }) => is('r.counts = 1 AND r.due_at > ? AND r.due_at <= ?', from, end), () => is('r.closed_at < r.due_at'), 'r.due_at'),
  },
  penalty: {
    words: { zh: '期内作出的行政处罚决定 ÷ 检查家次', en: 'Penalties decided ÷ visits' },
    denominator: visits,
    numerator: { table: 'enforcement_case', type: 'case', at: 'r.penal_at', where: happened('r.penal_at') },
  },
  'overdue-filing': {
    words: { zh: '期末前已立案 ÷ 期内曾逾期的隐患', en: 'With a case filed by the end ÷ hazards overdue at some moment of the period' },
    denominator: hazards(
      ({ from, end }) => is('r.counts = 1 AND +r.due_at < ? AND (r.is_open = 1 OR (r.is_late = 1 AND r.closed_at > ?))', end, from),
      ({ end }) => is('r.filed_at < ?', end), '+r.due_at',
    ),
  },
};

/** What opens to rows of a table; accidents and deaths are opened from their files. */
export const OPENED: Partial<Record<Traced, Opened>> = {
  ...RATES,
  'hazards-open': { words: { zh: '期末未销号的隐患', en: 'Hazards not signed off at the end' }, denominator: hazards(openAtEnd(false), undefined, '+r.found_at') },
  'major-open': { words: { zh: '期末未销号的重大隐患', en: 'Major hazards not signed off at the end' }, denominator: hazards(openAtEnd(true), undefined, '+r.found_at') },
  overdue: {
    words: { zh: '期末已逾期且未销号的隐患（期限内已申请复查的不计）', en: 'Hazards past their term and not signed off at the end; those submitted for re-check in time are not overdue' },
    denominator: hazards(({ end }) => is('r.counts = 1 AND +r.found_at < ? AND ((r.is_open = 1 AND r.late_at < ?) OR (r.is_late IN (0, 1) AND r.closed_at >= ? AND +r.due_at < ?))', end, end, end, end), undefined, '+r.due_at'),
  },
};
