import { DomainError, type DataScope, type Living, type Sector } from '@one-screen/domain';
import type { RecordPage } from '@one-screen/contracts';
import type { SqlValue } from '../../database/database.js';
import { marks } from '../../database/sql.js';
import type { RecordsRepository, Where } from './records.repository.js';

/** What every list may be narrowed to, as its door parsed it. */
export interface ListQuery {
  sector?: Sector[] | undefined;
  grid?: string | undefined;
  object?: string | undefined;
  /** Epoch ms, inclusive. */
  from?: number | undefined;
  /** Epoch ms, exclusive. */
  to?: number | undefined;
  limit: number;
  cursor?: string | undefined;
}

/** One of several values, or no condition. */
export const oneOf = (column: string, values: readonly SqlValue[] | undefined): Where[] => (values === undefined ? [] : [values.length ? { sql: `${column} IN (${marks(values.length)})`, values } : { sql: '1 = 0', values: [] }]);
export const is = (column: string, value: SqlValue | undefined): Where[] => (value === undefined ? [] : [{ sql: `${column} = ?`, values: [value] }]);

/** A page of a shelf, newest first by the instant in column `by`. */
export const listed = async <T extends Living<string>, V>(
  records: RecordsRepository<T>, scope: DataScope, query: ListQuery, by: string, more: readonly Where[], view: (records: T[]) => Promise<V[]>,
): Promise<RecordPage<V>> => {
  const wheres: Where[] = [
    ...oneOf('sector', query.sector), ...is('object_code', query.object), ...more,
    ...(query.grid ? [{ sql: 'grid_code LIKE ?', values: [`${query.grid}%`] }] : []),
    ...(query.from === undefined ? [] : [{ sql: `${by} >= ?`, values: [query.from] }]),
    ...(query.to === undefined ? [] : [{ sql: `${by} < ?`, values: [query.to] }]),
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
