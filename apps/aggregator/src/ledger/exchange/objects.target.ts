import { Injectable } from '@nestjs/common';
import type { ObjectView } from '@one-screen/contracts';
import { SECTORS, type DataScope } from '@one-screen/domain';
import { z } from 'zod';
import { zod } from '../../http/zod.pipe.js';
import { GridsRepository } from '../grids.repository.js';
import { LedgerService } from '../ledger.service.js';
import { ObjectsRepository } from '../objects.repository.js';
import { faultIn, type Importer, type LedgerTarget, type Misfit, type Verdict } from './ledger-target.js';
import { OBJECTS_SHEET, objectOf } from './sheets/objects.sheet.js';
import type { CheckedRow } from './sheets/row.js';
import type { ColumnKind, Values } from './sheets/sheet.js';
import type { WrittenCell } from './table/xlsx-writer.js';

/** The same words as the list's own (`GET /api/objects`). */
export const ObjectsFilter = z.strictObject({
  sector: z.enum(SECTORS).optional(),
  grid: z.string().regex(/^\d{2,20}$/).optional(),
  q: z.string().trim().max(100).optional(),
});
const PAGE = 1000;
type Row = Pick<CheckedRow<Values>, 'row' | 'entry'>;

/** Supervised objects in and out. */
@Injectable()
export class ObjectsTarget implements LedgerTarget<Values> {
  readonly sheet = OBJECTS_SHEET;
  readonly needs = 'administer';

  constructor(
    private readonly ledger: LedgerService,
    private readonly objects: ObjectsRepository,
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
    if (changed.length) await this.ledger.putObjects(importer, changed, { refresh: false });
    return verdict;
  }

  settle(): Promise<void> {
    return this.ledger.refresh();
  }

  async *rowsOf(scope: DataScope, query: Record<string, unknown>): AsyncGenerator<WrittenCell[][]> {
    const filter = zod(ObjectsFilter).transform(query, { type: 'query' }) as z.infer<typeof ObjectsFilter>;
    let after: string | undefined;
    do {
      const page = await this.ledger.objectsIn(scope, { ...filter, after, limit: PAGE });
      yield page.items.map((object) => OBJECTS_SHEET.columns.map(({ key, kind, options }) => cellOf(valuesOf(object)[key], kind, options)));
      after = page.nextCursor;
    } while (after !== undefined);
  }

  private async sort(rows: readonly Row[], { scope }: Importer): Promise<{ changed: ObjectView[]; verdict: Verdict }> {
    const codes = rows.map(({ entry }) => String(entry['code']));
    const [stored, known] = await Promise.all([this.objects.withCodes(codes), this.grids.known(rows.map(({ entry }) => String(entry['gridCode'])))]);
    const changed: ObjectView[] = [];
    const misfits: Misfit[] = [];
    const verdict: Verdict = { inserted: 0, updated: 0, unchanged: 0, misfits };
    for (const { row, entry } of rows) {
      const before = stored.get(String(entry['code']));
      const made = objectOf(before ? valuesOf(before) : {}, entry);
      const fault = made.ok ? faultIn(() => this.ledger.checkObjects([made.body])) : undefined;
      if (!made.ok) misfits.push({ row, key: made.key, message: made.message });
      else if (fault) misfits.push({ row, key: fault.path.replace(/^\[0\]\.?/, ''), message: fault.message });
      else if (!known.has(made.body.gridCode)) misfits.push({ row, key: 'gridCode', message: `没有网格 ${made.body.gridCode} / there is no grid ${made.body.gridCode}` });
      else if (!within(scope, made.body) || (before && !within(scope, before))) misfits.push({ row, message: '超出您的数据范围 / lies outside your data scope' });
      else if (!before) {
        verdict.inserted += 1;
        changed.push(made.body);
      } else if (same(before, made.body)) verdict.unchanged += 1;
      else {
        verdict.updated += 1;
        changed.push(made.body);
      }
    }
    return { changed, verdict };
  }
}

const within = (scope: DataScope, { sector, gridCode }: ObjectView): boolean => scope.sectors.includes(sector) && gridCode.startsWith(scope.gridPrefix);
/** The columns of an object; its typed attributes are no columns of this sheet and stay as they are. */
const valuesOf = ({ location, attributes: _attributes, revision: _revision, ...rest }: ObjectView): Values => ({ ...rest, lon: location.lon, lat: location.lat });
const same = (a: ObjectView, b: ObjectView): boolean => JSON.stringify(Object.entries(valuesOf(a)).filter(([, value]) => value !== undefined).sort()) === JSON.stringify(Object.entries(valuesOf(b)).filter(([, value]) => value !== undefined).sort());

/** A value as its column shows it. */
const cellOf = (value: Values[string] | undefined, kind: ColumnKind, options: readonly { value: string; zh: string }[] | undefined): WrittenCell => {
  if (value === undefined || value === null) return undefined;
  if (kind === 'date') return { day: String(value) };
  const named = options?.find((option) => option.value === value);
  return named ? named.zh : typeof value === 'number' ? value : String(value);
};
