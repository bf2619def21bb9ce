import { Inject, Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { GridView, ObjectView } from '@one-screen/contracts';
import { covers, invalid, missing, type Bilingual, type DataScope, type Sector } from '@one-screen/domain';
import { Database, type Transaction } from '../database/database.js';
import { onConflictUpdate } from '../database/sql.js';
import { AuditService } from '../identity/audit.service.js';
import { CLOCK, type Clock } from '../identity/clock.js';
import { iso } from '../journal/instant.js';
import { JournalRepository } from '../journal/journal.repository.js';
import { GridsRepository } from './grids.repository.js';
import { listingFaults, spansAfter } from './object-spans.js';
import { ObjectsRepository, type ObjectFilter, type PlacedObject } from './objects.repository.js';
import { Tally } from './tally/tally.js';

/** Who writes the ledger: a person, or a source allowed to. */
export interface LedgerAuthor {
  name: string;
  ip: string;
}

/** What was written, and the ledger's version after it. */
export interface LedgerWritten {
  count: number;
  version: number;
}

export type InspectedObject = PlacedObject & { inspectionDue: string };

interface Fault {
  path: string;
  message: Bilingual;
}

const VERSION = 'ledger.version';
const REFRESH_EVERY = 5_000;
const MAX_FAULTS = 200;

/** Supervised objects 监管对象 and grids 网格; keeps the objects in memory for the alarm path. */
@Injectable()
export class LedgerService implements OnModuleInit, OnApplicationShutdown {
  private readonly log = new Logger('ledger');
  private objects = new Map<string, PlacedObject>();
  private counts = new Map<Sector, number>();
  private due: InspectedObject[] = [];
  private version = -1;
  private timer: NodeJS.Timeout | undefined;
  private refreshing: Promise<void> | undefined;

  constructor(
    private readonly database: Database,
    private readonly grids: GridsRepository,
    private readonly rows: ObjectsRepository,
    private readonly journal: JournalRepository,
    private readonly audit: AuditService,
    private readonly tally: Tally,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.refresh();
    this.timer = setInterval(() => void this.refresh().catch((error: unknown) => this.log.warn(`ledger not refreshed: ${String(error)}`)), REFRESH_EVERY);
    this.timer.unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** The object of a code, from memory. */
  objectOf(code: string): PlacedObject | undefined {
    return this.objects.get(code);
  }

  /** Objects whose next inspection is known, from memory. */
  inspected(): readonly InspectedObject[] {
    return this.due;
  }

  /** How many objects a sector has in the grids of a prefix. */
  objectCount(sector: Sector, gridPrefix = ''): number {
    if (!gridPrefix) return this.counts.get(sector) ?? 0;
    let count = 0;
    for (const object of this.objects.values()) if (object.sector === sector && object.gridCode.startsWith(gridPrefix)) count += 1;
    return count;
  }

  /** Grids in scope, as they are now or were at a moment (epoch ms). */
  async gridsIn(scope: DataScope, at?: number): Promise<GridView[]> {
    return at === undefined ? this.grids.under(scope.gridPrefix) : this.grids.underAt(scope.gridPrefix, at);
  }

  /** Every version of a grid, oldest first; `from` absent is always. Throws DomainError kind `missing` when there is none in scope. */
  async gridVersions(scope: DataScope, code: string): Promise<{ id: string; name: string; from?: string; until?: string; reason: string; by: string; grid: GridView }[]> {
    const versions = code.startsWith(scope.gridPrefix) ? await this.grids.versionsOf([code]) : [];
    if (!versions.length) throw missing('no-such-grid', '没有这个网格', 'There is no such grid');
    return versions.map(({ id, name, from, until, reason, by, grid }) => ({ id, name, ...(from > 0 && { from: iso(from) }), ...(until !== undefined && { until: iso(until) }), reason, by, grid }));
  }

  /** Throws DomainError kind `missing` when there is none in scope. */
  async grid(scope: DataScope, code: string): Promise<GridView> {
    const grid = code.startsWith(scope.gridPrefix) ? await this.grids.find(code) : undefined;
    if (!grid) throw missing('no-such-grid', '没有这个网格', 'There is no such grid');
    return grid;
  }

  /** One page of objects in scope; `nextCursor` when more follow. */
  async objectsIn(scope: DataScope, filter: ObjectFilter): Promise<{ items: ObjectView[]; nextCursor?: string }> {
    const found = await this.rows.list(scope, { ...filter, limit: filter.limit + 1 });
    const items = found.slice(0, filter.limit);
    const last = items.at(-1);
    return found.length > items.length && last ? { items, nextCursor: last.code } : { items };
  }

  /** Throws DomainError kind `missing` when there is none in scope. */
  async object(scope: DataScope, code: string): Promise<ObjectView> {
    const object = await this.rows.find(code);
    if (!object || !covers(scope, object)) throw missing('no-such-object', '没有这个监管对象', 'There is no such supervised object');
    return object;
  }

  /** Adds or replaces grids by code: all, or none with every fault told (DomainError `ledger-faults`, paths `[i].field`). */
  async putGrids(author: LedgerAuthor, grids: readonly GridView[]): Promise<LedgerWritten> {
    refuse([...doubles(grids), ...grids.flatMap((grid, index) => grid.rings.flatMap((ring, at) => ringFaults(ring, `[${index}].rings[${at}]`)))]);
    return this.write(author, 'grids', grids.length, (transaction) => this.grids.put(transaction, grids, author.name, this.clock()));
  }

  /** Adds or replaces objects by code: all, or none with every fault told. Each must lie in a grid that exists. */
  async putObjects(author: LedgerAuthor, objects: readonly ObjectView[]): Promise<LedgerWritten> {
    const now = this.clock();
    refuse([...doubles(objects), ...objects.flatMap((object, index) => listingFaults(object, `[${index}]`, now))]);
    return this.write(author, 'objects', objects.length, async (transaction) => {
      const known = await this.grids.existing(transaction, objects.map((object) => object.gridCode));
      refuse(objects.flatMap((object, index) => (known.has(object.gridCode) ? [] : [{ path: `[${index}].gridCode`, message: { zh: `没有网格 ${object.gridCode}`, en: `there is no grid ${object.gridCode}` } }])));
      await this.rows.put(transaction, objects);
      const spans = await this.tally.spans(transaction, objects.map(({ code }) => code));
      await this.tally.objects(transaction, objects.flatMap((object) => {
        const before = spans.get(object.code) ?? [];
        const after = spansAfter(before, object, now);
        return after ? [{ object: object.code, before, after }] : [];
      }));
    });
  }

  /** Reads the objects again when the ledger's version has moved. */
  refresh(): Promise<void> {
    this.refreshing ??= this.load().finally(() => {
      this.refreshing = undefined;
    });
    return this.refreshing;
  }

  private async write(author: LedgerAuthor, what: 'grids' | 'objects', count: number, put: (transaction: Transaction) => Promise<void>): Promise<LedgerWritten> {
    const version = await this.database.write(async (transaction) => {
      const head = await this.journal.lock(transaction);
      await put(transaction);
      // Whoever journals holds the head's lock, so nobody else counts at the same time.
      const [row] = (await transaction.query('SELECT value FROM setting WHERE name = ?', [VERSION])) as { value: string }[];
      const next = Number(row?.value ?? 0) + 1;
      await transaction.query(`INSERT INTO setting (name, value) VALUES (?, ?)${onConflictUpdate(this.database.dialect, ['name'], ['value'])}`, [VERSION, String(next)]);
      await this.journal.append(transaction, head, [{ at: Date.now(), kind: `ledger.${what}`, subjectType: 'ledger', subjectId: what, revision: next, actor: author.name, data: { count } }]);
      await this.audit.append(transaction, [{ actor: author.name, action: `ledger.${what}`, object: `ledger:${what}`, result: 'done', ip: author.ip, detail: `${count}` }]);
      return next;
    });
    await this.refreshing;
    await this.refresh();
    return { count, version };
  }

  private async load(): Promise<void> {
    const [row] = await this.database.read<{ value: string }>('SELECT value FROM setting WHERE name = ?', [VERSION]);
    const version = Number(row?.value ?? 0);
    if (version === this.version) return;
    const placed = await this.rows.placed();
    const counts = new Map<Sector, number>();
    for (const { sector } of placed) counts.set(sector, (counts.get(sector) ?? 0) + 1);
    this.objects = new Map(placed.map((object) => [object.code, object]));
    this.counts = counts;
    this.due = placed.filter((object): object is InspectedObject => object.inspectionDue !== undefined);
    this.version = version;
  }
}

const refuse = (faults: readonly Fault[]): void => {
  if (faults.length) throw invalid('ledger-faults', `有 ${faults.length} 处错误，未写入`, `${faults.length} faults; nothing was written`, faults.slice(0, MAX_FAULTS));
};

const doubles = (things: readonly { code: string }[]): Fault[] => {
  const seen = new Set<string>();
  return things.flatMap(({ code }, index) => {
    if (!seen.has(code)) {
      seen.add(code);
      return [];
    }
    return [{ path: `[${index}].code`, message: { zh: `编码 ${code} 重复`, en: `${code} is given twice` } }];
  });
};

/** A ring is closed and lies on the earth (GeoJSON, RFC 7946 section 3.1.6). */
export const ringFaults = (ring: readonly (readonly [number, number])[], path: string): Fault[] => {
  const [first, last] = [ring[0], ring.at(-1)];
  if (first?.[0] !== last?.[0] || first?.[1] !== last?.[1]) return [{ path, message: { zh: '轮廓未闭合', en: 'the ring is not closed' } }];
  const off = ring.findIndex(([lon, lat]) => Math.abs(lon) > 180 || Math.abs(lat) > 90);
  return off < 0 ? [] : [{ path: `${path}[${off}]`, message: { zh: '经纬度超出范围', en: 'longitude or latitude out of range' } }];
};
