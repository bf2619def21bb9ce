import { Injectable } from '@nestjs/common';
import type { GridView } from '@one-screen/contracts';
import type { DataScope } from '@one-screen/domain';
import { z } from 'zod';
import { zod } from '../../http/zod.pipe.js';
import { GridsRepository } from '../grids.repository.js';
import { LedgerService } from '../ledger.service.js';
import { faultIn, type Importer, type LedgerTarget, type Misfit, type Verdict } from './ledger-target.js';
import { GRIDS_SHEET, gridOf } from './sheets/grids.sheet.js';
import type { CheckedRow } from './sheets/row.js';
import type { Values } from './sheets/sheet.js';
import type { WrittenCell } from './table/xlsx-writer.js';

const GridsFilter = z.strictObject({ grid: z.string().regex(/^\d{2,20}$/).optional() });
/** Longer outlines do not fit a cell; they go by GeoJSON. */
const CELL = 32_767;
type Row = Pick<CheckedRow<Values>, 'row' | 'entry'>;

/** Grids in and out, as a table. */
@Injectable()
export class GridsTarget implements LedgerTarget<Values> {
  readonly sheet = GRIDS_SHEET;
  readonly needs = 'administer';

  constructor(
    private readonly ledger: LedgerService,
    private readonly grids: GridsRepository,
  ) {}

  async context(): Promise<undefined> {
    return undefined;
  }

  async check(rows: readonly Row[], importer: Importer): Promise<Verdict> {
    return (await this.sort(rows, importer)).verdict;
  }

  async write(rows: readonly Row[], importer: Importer): Promise<Verdict> {
    const { changed, verdict } = await this.sort(rows, importer);
    if (changed.length) await this.ledger.putGrids(importer, changed);
    return verdict;
  }

  async *rowsOf(scope: DataScope, query: Record<string, unknown>): AsyncGenerator<WrittenCell[][]> {
    const { grid = '' } = zod(GridsFilter).transform(query, { type: 'query' }) as z.infer<typeof GridsFilter>;
    const grids = (await this.ledger.gridsIn(scope)).filter(({ code }) => code.startsWith(grid));
    yield grids.map((each) => {
      const values = valuesOf(each);
      return GRIDS_SHEET.columns.map(({ key, kind, options }) => {
        const value = values[key];
        if (value === undefined || value === null) return undefined;
        if (kind === 'boolean') return value ? '是' : '否';
        if (key === 'rings' && String(value).length > CELL) return undefined;
        return options?.find((option) => option.value === value)?.zh ?? (typeof value === 'number' ? value : String(value));
      });
    });
  }

  private async sort(rows: readonly Row[], { scope }: Importer): Promise<{ changed: GridView[]; verdict: Verdict }> {
    const stored = new Map((await this.grids.withCodes(rows.map(({ entry }) => String(entry['code'])))).map((grid) => [grid.code, grid]));
    const changed: GridView[] = [];
    const misfits: Misfit[] = [];
    const verdict: Verdict = { inserted: 0, updated: 0, unchanged: 0, misfits };
    for (const { row, entry } of rows) {
      const before = stored.get(String(entry['code']));
      const made = gridOf(before ? valuesOf(before) : {}, entry);
      const outline = made.ok ? faultIn(() => this.ledger.checkGrids([made.body])) : undefined;
      if (!made.ok) misfits.push({ row, key: made.key, message: made.message });
      else if (outline !== undefined) misfits.push({ row, key: 'rings', message: outline.message });
      else if (!made.body.code.startsWith(scope.gridPrefix)) misfits.push({ row, message: '超出您的数据范围 / lies outside your data scope' });
      else if (before && JSON.stringify(ordered(before)) === JSON.stringify(ordered(made.body))) verdict.unchanged += 1;
      else {
        verdict[before ? 'updated' : 'inserted'] += 1;
        changed.push(made.body);
      }
    }
    return { changed, verdict };
  }
}

/** Enclaves are no column; they ride along and stay as they are. */
const valuesOf = ({ centre, rings, ...rest }: GridView): Values => ({ ...rest, lon: centre.lon, lat: centre.lat, rings: JSON.stringify(rings) }) as unknown as Values;
const ordered = (grid: GridView): unknown => Object.entries(valuesOf(grid)).filter(([, value]) => value !== undefined).sort();
