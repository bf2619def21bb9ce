import { Inject, Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { GridView, ObjectChangeBody, ObjectView } from '@one-screen/contracts';
import { checkAttributes, conflict, covers, halvesOf, invalid, missing, readAttributes, type Bilingual, type DataScope, type Sector } from '@one-screen/domain';
import { Database, type Transaction } from '../database/database.js';
import { onConflictUpdate } from '../database/sql.js';
import { AuditService } from '../identity/audit.service.js';
import { CLOCK, type Clock } from '../identity/clock.js';
import { iso } from '../journal/instant.js';
import { JournalRepository } from '../journal/journal.repository.js';
import { GridsRepository } from './grids.repository.js';
import { listingFaults, spansAfter } from './object-spans.js';
import { ObjectAttributesRepository, type StoredExpiry } from './object-attributes.repository.js';
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

  private readonly attributes: ObjectAttributesRepository;

  constructor(
    private readonly database: Database,
    private readonly grids: GridsRepository,
    private readonly rows: ObjectsRepository,
    private readonly journal: JournalRepository,
    private readonly audit: AuditService,
    private readonly tally: Tally,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.attributes = new ObjectAttributesRepository(database);
  }

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

  /** Certificates and due dates of all objects that run out on this day (`2026-12-25`) or before, soonest first. */
  expiring(until: string): Promise<StoredExpiry[]> {
    return this.attributes.expiring(until);
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

  /** Names of those codes that are grids now. */
  gridNames(codes: readonly string[]): Promise<Map<string, string>> {
    return this.grids.names(codes);
  }

  /** One page of objects in scope; `nextCursor` when more follow. */
  async objectsIn(scope: DataScope, filter: ObjectFilter): Promise<{ items: ObjectView[]; nextCursor?: string }> {
    const found = await this.rows.list(scope, { ...filter, limit: filter.limit + 1 });
    const items = found.slice(0, filter.limit);
    const last = items.at(-1);
    return found.length > items.length && last ? { items, nextCursor: last.code } : { items };
  }

  /** One object with its revision and attributes. Throws DomainError kind `missing` when there is none in scope. */
  async object(scope: DataScope, code: string): Promise<ObjectView> {
    const object = await this.rows.find(code);
    if (!object || !covers(scope, object)) throw noSuchObject();
    return { ...object, revision: await this.rows.revisionOf(code), attributes: await this.attributes.of(code, object.sector) };
  }

  /** What of grids can be told without the database: codes given twice, outlines. Throws `ledger-faults`. */
  checkGrids(grids: readonly GridView[]): void {
    refuse([...doubles(grids), ...grids.flatMap((grid, index) => grid.rings.flatMap((ring, at) => ringFaults(ring, `[${index}].rings[${at}]`)))]);
  }

  /** Adds or replaces grids by code: all, or none with every fault told (DomainError `ledger-faults`, paths `[i].field`). */
  async putGrids(author: LedgerAuthor, grids: readonly GridView[]): Promise<LedgerWritten> {
    this.checkGrids(grids);
    return this.write(author, 'grids', grids.length, (transaction) => this.grids.put(transaction, grids, author.name, this.clock()));
  }

  /** What of objects can be told without the database. Throws `ledger-faults`. */
  checkObjects(objects: readonly ObjectView[]): void {
    const now = this.clock();
    refuse([...doubles(objects), ...objects.flatMap((object, index) => [...listingFaults(object, `[${index}]`, now), ...attributeFaults(object, `[${index}].`)])]);
  }

  /** Adds or replaces objects by code: all, or none with every fault told. Each must lie in a grid that exists. Who writes many slices refreshes once, after the last. */
  async putObjects(author: LedgerAuthor, objects: readonly ObjectView[], { refresh = true } = {}): Promise<LedgerWritten> {
    const now = this.clock();
    this.checkObjects(objects);
    return this.write(author, 'objects', objects.length, (transaction) => this.place(transaction, objects, now), undefined, refresh);
  }

  /**
   * Changes one object in scope: what is not given stays. Throws `no-such-object` (404), `stale-revision` (409, with `details.object`),
   * `attributes-invalid` and `ledger-faults` (422) naming each field.
   */
  async changeObject(author: LedgerAuthor, scope: DataScope, code: string, { revision, attributes, ...change }: ObjectChangeBody): Promise<ObjectView> {
    const now = this.clock();
    await this.write(author, 'objects', 1, async (transaction) => {
      const before = await this.rows.present(transaction, code);
      if (!before || !covers(scope, before.object)) throw noSuchObject();
      const held = await this.attributes.of(code, before.object.sector, transaction);
      if (before.revision !== revision) throw conflict('stale-revision', '该对象已被他人修改，请按最新内容操作', 'The object has changed; act on its latest state', { object: { ...before.object, revision: before.revision, attributes: held } });
      const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
      const next = Object.fromEntries(Object.entries({ ...before.object, ...given }).filter(([, value]) => value !== null)) as unknown as ObjectView;
      if (!covers(scope, next)) throw invalid('out-of-scope', '网格不在您的数据范围内', 'The grid lies outside your data scope', [{ path: 'gridCode', message: '网格不在您的数据范围内 / outside your data scope' }]);
      const all = attributes && checkAttributes(next.sector, { ...held, ...attributes }, next.kind);
      await this.place(transaction, [{ ...next, ...(all && { attributes: all }) }], now, '');
    }, { code, fields: [...Object.keys(change), ...Object.keys(attributes ?? {}).map((key) => `attributes.${key}`)] });
    return this.object(scope, code);
  }

  /** Saves objects in a transaction under the journal's head, with their attributes where given and the spans the numbers count by. */
  private async place(transaction: Transaction, objects: readonly ObjectView[], now: number, path?: string): Promise<void> {
    const known = await this.grids.existing(transaction, objects.map((object) => object.gridCode));
    refuse(objects.flatMap((object, index) => (known.has(object.gridCode) ? [] : [{ path: `${path ?? `[${index}].`}gridCode`, message: { zh: `没有网格 ${object.gridCode}`, en: `there is no grid ${object.gridCode}` } }])));
    await this.rows.put(transaction, objects);
    await this.attributes.put(transaction, objects.flatMap(({ code, sector, attributes }) => (attributes ? [{ code, sector, attributes: readAttributes(sector, attributes).values }] : [])));
    const spans = await this.tally.spans(transaction, objects.map(({ code }) => code));
    await this.tally.objects(transaction, objects.flatMap((object) => {
      const before = spans.get(object.code) ?? [];
      const after = spansAfter(before, object, now);
      return after ? [{ object: object.code, before, after }] : [];
    }));
  }

  /** Reads the objects again when the ledger's version has moved. */
  refresh(): Promise<void> {
    this.refreshing ??= this.load().finally(() => {
      this.refreshing = undefined;
    });
    return this.refreshing;
  }

  private async write(author: LedgerAuthor, what: 'grids' | 'objects', count: number, put: (transaction: Transaction) => Promise<void>, one?: { code: string; fields: string[] }, refresh = true): Promise<LedgerWritten> {
    const version = await this.database.write(async (transaction) => {
      const head = await this.journal.lock(transaction);
      await put(transaction);
      // Whoever journals holds the head's lock, so nobody else counts at the same time.
      const [row] = (await transaction.query('SELECT value FROM setting WHERE name = ?', [VERSION])) as { value: string }[];
      const next = Number(row?.value ?? 0) + 1;
      await transaction.query(`INSERT INTO setting (name, value) VALUES (?, ?)${onConflictUpdate(this.database.dialect, ['name'], ['value'])}`, [VERSION, String(next)]);
      await this.journal.append(transaction, head, [{ at: Date.now(), kind: `ledger.${what}`, subjectType: 'ledger', subjectId: what, revision: next, actor: author.name, data: { count, ...one } }]);
      await this.audit.append(transaction, [{ actor: author.name, action: `ledger.${what}`, object: `ledger:${what}`, result: 'done', ip: author.ip, detail: one ? `${one.code}: ${one.fields.join(', ')}`.slice(0, 500) : `${count}` }]);
      return next;
    });
    if (refresh) {
      await this.refreshing;
      await this.refresh();
    }
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

const noSuchObject = () => missing('no-such-object', '没有这个监管对象', 'There is no such supervised object');

const attributeFaults = ({ sector, kind, attributes }: ObjectView, path: string): Fault[] =>
  attributes ? readAttributes(sector, attributes, kind).faults.map((fault) => ({ path: path + fault.path, message: halvesOf(fault.message) })) : [];

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
