import { SECTORS, type DataScope, type Living, type Sector } from '@one-screen/domain';
import { z } from 'zod';
import { zod } from '../../http/zod.pipe.js';
import type { GridsRepository } from '../grids.repository.js';
import type { LedgerService } from '../ledger.service.js';
import type { Author, RecordBook } from '../records/record-book.js';
import type { Where } from '../records/records.repository.js';
import type { Importer, LedgerTarget, Misfit, Verdict } from './ledger-target.js';
import type { CheckedRow } from './sheets/row.js';
import type { LedgerSheet, SheetColumn } from './sheets/sheet.js';
import type { WrittenCell } from './table/xlsx-writer.js';

/** A record of the ledger that stands at an object in a grid. */
export interface PlacedRecord extends Living<string> {
  sector: Sector;
  gridCode: string;
  objectCode?: string | undefined;
}

const RecordsFilter = z.strictObject({
  sector: z.enum(SECTORS).optional(),
  grid: z.string().regex(/^\d{2,20}$/).optional(),
  object: z.string().regex(/^[A-Za-z0-9_.-]{1,64}$/).optional(),
  state: z.string().regex(/^[a-zA-Z]{1,20}$/).optional(),
});
const PAGE = 500;
type Row<T> = Pick<CheckedRow<T>, 'row' | 'entry'>;

/**
 * Hazards, inspections, cases or accidents in and out, through their book. A number that is taken by a record which says the same is left alone; one that
 * says something else is refused: a life that is under way here is led here, not by a file.
 */
export class RecordTarget<T extends PlacedRecord> implements LedgerTarget<T> {
  readonly needs = 'handle-alarms';

  constructor(
    readonly sheet: LedgerSheet<T>,
    private readonly book: RecordBook<T>,
    private readonly ledger: LedgerService,
    private readonly grids: GridsRepository,
    private readonly by: string,
    private readonly valuesOf: (record: T) => Record<string, unknown>,
  ) {}

  async context(): Promise<{ now: number }> {
    return { now: Date.now() };
  }

  async check(rows: readonly Row<T>[], importer: Importer): Promise<Verdict> {
    return (await this.sort(rows, importer)).verdict;
  }

  async write(rows: readonly Row<T>[], importer: Importer): Promise<Verdict> {
    const { fresh, verdict } = await this.sort(rows, importer);
    const author: Author = { name: importer.name, leader: false, ip: importer.ip, scope: importer.scope };
    if (fresh.length) await this.book.put(author, fresh, 'import');
    return verdict;
  }

  async *rowsOf(scope: DataScope, query: Record<string, unknown>): AsyncGenerator<WrittenCell[][]> {
    const { sector, grid, object, state } = zod(RecordsFilter).transform(query, { type: 'query' }) as z.infer<typeof RecordsFilter>;
    const wheres: Where[] = [];
    for (const [sql, value] of [['sector = ?', sector], ['grid_code LIKE ?', grid && `${grid}%`], ['object_code = ?', object], ['state = ?', state]] as const) if (value) wheres.push({ sql, values: [value] });
    let after: { at: number; id: string } | undefined;
    do {
      const { records, last } = await this.book.records.page(scope, wheres, this.by, PAGE, after);
      yield records.map((record) => {
        const values = this.valuesOf(record);
        return this.sheet.columns.map((column) => shown(column, values[column.key]));
      });
      after = last;
    } while (after);
  }

  private async sort(rows: readonly Row<T>[], { scope }: Importer): Promise<{ fresh: T[]; verdict: Verdict }> {
    const ids = rows.map(({ entry }) => entry.id);
    const [stored, known] = await Promise.all([this.book.records.stored(ids), this.grids.known(rows.map(({ entry }) => entry.gridCode))]);
    const fresh: T[] = [];
    const misfits: Misfit[] = [];
    let unchanged = 0;
    for (const { row, entry } of rows) {
      const { sector, gridCode, objectCode } = entry;
      const before = stored.get(entry.id);
      if (!scope.sectors.includes(sector) || !gridCode.startsWith(scope.gridPrefix)) misfits.push({ row, message: '超出您的数据范围 / lies outside your data scope' });
      else if (before && same(before, entry)) unchanged += 1;
      else if (before) misfits.push({ row, key: 'id', message: '该编号已有内容不同的记录，请在台账中办理 / a record of this number says something else; handle it in the ledger' });
      else if (!known.has(gridCode)) misfits.push({ row, key: 'gridCode', message: `没有网格 ${gridCode} / there is no grid ${gridCode}` });
      else if (objectCode !== undefined && !this.ledger.objectOf(objectCode)) misfits.push({ row, key: 'objectCode', message: `没有监管对象 ${objectCode} / there is no object ${objectCode}` });
      else fresh.push(entry);
    }
    return { fresh, verdict: { inserted: fresh.length, updated: 0, unchanged, misfits } };
  }
}

/** By what they say, in whatever order it was written down. */
const same = (a: object, b: object): boolean => canonical({ ...a, revision: 0 }) === canonical({ ...b, revision: 0 });
const canonical = (value: unknown): string => JSON.stringify(value, (_key, each: unknown) => (each !== null && typeof each === 'object' && !Array.isArray(each) ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1))) : each));

const shown = ({ kind, options }: SheetColumn, value: unknown): WrittenCell => {
  if (value === undefined || value === null) return undefined;
  if (kind === 'datetime') return { at: Number(value) };
  if (kind === 'boolean') return value === true ? '是' : '否';
  if (Array.isArray(value)) return value.join('、');
  return options?.find((option) => option.value === value)?.zh ?? (typeof value === 'number' ? value : String(value));
};
