import { DomainError, invalid, startOfDay, type DataScope, type Living, type Sector } from '@one-screen/domain';
import type { RecordPage } from '@one-screen/contracts';
import type { SqlValue } from '../../database/database.js';
import { marks } from '../../database/sql.js';
import type { RecordsRepository, Where } from './records.repository.js';

/** What every list may be narrowed to, as its door parsed it. */
export interface ListQuery {
  sector?: Sector[] | undefined;
  grid?: string | undefined;
  objectCode?: string | undefined;
  from?: string | undefined;
  until?: string | undefined;
  limit: number;
  cursor?: string | undefined;
}

/** One of several values, or no condition. */
export const oneOf = (column: string, values: readonly SqlValue[] | undefined): Where[] => (values === undefined ? [] : [values.length ? { sql: `${column} IN (${marks(values.length)})`, values } : { sql: '1 = 0', values: [] }]);
export const is = (column: string, value: SqlValue | undefined): Where[] => (value === undefined ? [] : [{ sql: `${column} = ?`, values: [value] }]);

const dayStart = (field: string, day: string): number => {
  try {
    return startOfDay(day);
  } catch {
    throw invalid('not-a-day', '日期无效', 'Not a day of the calendar', [{ path: field, message: `“${day}”不是有效日期 / not a day of the calendar` }]);
  }
};

/** A page of a shelf, newest first by the instant in column `by`. */
export const listed = async <T extends Living<string>, V>(
  records: RecordsRepository<T>, scope: DataScope, query: ListQuery, by: string, more: readonly Where[], view: (records: T[]) => Promise<V[]>,
): Promise<RecordPage<V>> => {
  const wheres: Where[] = [
    ...oneOf('sector', query.sector), ...is('object_code', query.objectCode), ...more,
    ...(query.grid ? [{ sql: 'grid_code LIKE ?', values: [`${query.grid}%`] }] : []),
    ...(query.from ? [{ sql: `${by} >= ?`, values: [dayStart('from', query.from)] }] : []),
    ...(query.until ? [{ sql: `${by} < ?`, values: [dayStart('until', query.until)] }] : []),
  ];
  const [at, id] = query.cursor?.split('~') ?? [];
  const page = await records.page(scope, wheres, by, query.limit, id === undefined ? undefined : { at: Number(at), id });
  return { items: await view(page.records), ...(page.last && { nextCursor: `${page.last.at}~${page.last.id}` }) };
};

/** Which actions a person may take now: those whose rule refuses neither the person (403) nor the state (409). What it lacks (422) can be given. */
export const mayNow = <A extends string>(actions: readonly A[], attempt: (action: A) => unknown): A[] =>
  actions.filter((action) => {
    try {
      attempt(action);
      return true;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return error.kind === 'invalid';
    }
  });
