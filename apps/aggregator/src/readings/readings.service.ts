import { Injectable } from '@nestjs/common';
import type { ReadingView, SeriesView } from '@one-screen/contracts';
import { covers, EVERYTHING, isTestDevice, missing, type DataScope, type ReadingSignal, type Sector } from '@one-screen/domain';
import { Bus } from '../bus/bus.js';
import { Database } from '../database/database.js';
import { DatabaseHealth } from '../database/database-health.js';
import { iso } from '../journal/instant.js';
import { Metrics } from '../operations/metrics.js';
import { MINUTE, minutesOf } from './minute.js';
import { KeptService } from './kept.service.js';
import { pointKey, readingKey, type Reading } from './reading.row.js';
import { ReadingsRepository } from './readings.repository.js';
import { RAW_KEPT } from './retention.repository.js';
import { downsample, type Sample } from './series.js';
import { fits, objectCodeOrNone, trustedAt, unstorable } from './trusted.js';

/** A point in memory: its newest reading, and up to which time its readings are stored. */
interface Held {
  newest: Reading;
  storedThrough: number;
}

/** Which readings; a cursor is the `nextCursor` of the page before. */
export interface LatestFilter {
  sector?: Sector | undefined;
  deviceCode?: string | undefined;
  objectCode?: string | undefined;
  cursor?: string | undefined;
  limit?: number | undefined;
}

/** Points held in memory; readings of points beyond that are stored, but are in no list of the newest. */
const CAPACITY = 100_000;
/** A series of more readings than this is made of means, and of no more means than this. */
const SAMPLES_AT_MOST = 10_000;
const LIMIT = 1_000;

/** What devices measure: the newest of each point from memory, series from the rows. */
@Injectable()
export class ReadingsService extends KeptService<Reading> {
  private readonly devices = new Map<string, Map<string, Held>>();
  private held = 0;

  constructor(private readonly repository: ReadingsRepository, database: Database, health: DatabaseHealth, metrics: Metrics, bus: Bus) {
    super('readings', database, health, metrics, bus);
  }

  /**
   * Takes a source's readings: the newest are seen at once, also while the database is away. Resolves when all are durable; what is
   * known already changes nothing. Rejects with DomainError `unavailable` when they cannot be stored now, `invalid` when never.
   */
  async take(source: { id: string; sector: Sector }, readings: readonly ReadingSignal[], receivedAt: number): Promise<void> {
    const taken = readings.map((signal) => readingOf(source, signal, receivedAt));
    for (const reading of taken) {
      this.see(reading);
      this.news.tell(reading);
    }
    this.health.demand();
    await this.rows.submit(taken);
  }

  /** The newest reading of each point, by device and point, in the reader's scope; of devices that only a test-send named, when asked for by code. From memory. */
  latest(filter: LatestFilter = {}, scope: DataScope = EVERYTHING): { items: ReadingView[]; nextCursor?: string } {
    const limit = filter.limit ?? LIMIT;
    const after = filter.cursor === undefined ? undefined : cursorOf(filter.cursor);
    const codes = filter.deviceCode !== undefined ? [filter.deviceCode] : [...this.devices.keys()].filter((code) => !isTestDevice(code)).sort();
    const found: ReadingView[] = [];
    for (const code of codes) {
      if (after && code < after.deviceCode) continue;
      const points = this.devices.get(code);
      if (!points) continue;
      for (const point of [...points.keys()].sort()) {
        const reading = points.get(point)?.newest;
        if (!reading || (filter.sector !== undefined && reading.sector !== filter.sector) || (after && code === after.deviceCode && point <= after.point)) continue;
        const view = this.viewOf(reading, scope);
        if (view && (filter.objectCode === undefined || view.objectCode === filter.objectCode)) found.push(view);
        if (found.length > limit) {
          const items = found.slice(0, limit);
          const last = items.at(-1);
          return last ? { items, nextCursor: cursorFrom(last) } : { items };
        }
      }
    }
    return { items: found };
  }

  /**
   * What a point measured from `from` until before `to` (epoch milliseconds), thinned to `width`: single readings where these are few and
   * still kept, otherwise means over minutes or longer. Throws `no-such-point` (404) when the reader may not see it or it never measured.
   */
  async series(deviceCode: string, point: string, from: number, to: number, width: number, scope: DataScope = EVERYTHING): Promise<SeriesView> {
    const newest = this.devices.get(deviceCode)?.get(point)?.newest;
    if (!newest || !this.viewOf(newest, scope)) throw missing('no-such-point', '没有这个测点', 'There is no such measuring point');
    const range = { deviceCode, point, from, to };
    const single = from >= Date.now() - RAW_KEPT ? await this.repository.readings(range, SAMPLES_AT_MOST) : undefined;
    const head = { deviceCode, point, unit: newest.unit, from: iso(from), to: iso(to) };
    if (single) return { ...head, of: 'readings', items: downsample(single, width).map(pointOf) };
    const stepMs = Math.max(1, Math.ceil((to - from) / MINUTE / SAMPLES_AT_MOST)) * MINUTE;
    return { ...head, of: 'means', stepMs, items: downsample(await this.repository.means(range, stepMs), width).map(pointOf) };
  }

  private viewOf(reading: Reading, scope: DataScope): ReadingView | undefined {
    const object = this.objectOf(reading.deviceCode);
    if (!covers(scope, { sector: reading.sector, gridCode: object?.gridCode })) return undefined;
    const { deviceCode, point, value, unit, quality, sector, sourceId, at } = reading;
    const objectCode = object?.code ?? reading.objectCode;
    const deviceName = this.nameOf(deviceCode);
    return { deviceCode, point, value, unit, quality, at: iso(at), sector, sourceId, ...(deviceName !== undefined && { deviceName }), ...(objectCode !== undefined && { objectCode }), ...(object && { objectName: object.name }) };
  }

  /** Makes it the newest of its point when it is. */
  private see(reading: Reading): Held | undefined {
    let points = this.devices.get(reading.deviceCode);
    const held = points?.get(reading.point);
    if (held) {
      if (reading.at > held.newest.at) held.newest = reading;
      return held;
    }
    if (this.held >= CAPACITY) return undefined;
    if (!points) this.devices.set(reading.deviceCode, (points = new Map<string, Held>()));
    const made: Held = { newest: reading, storedThrough: -Infinity };
    points.set(reading.point, made);
    this.held += 1;
    return made;
  }

  /** Stores readings once each. What is later than all that is stored of its point is new; only the rest is looked up. */
  protected async commit(rows: readonly Reading[]): Promise<void> {
    const byKey = new Map<string, Reading>();
    for (const row of rows) if (!byKey.has(readingKey(row))) byKey.set(readingKey(row), row);
    // By key: of two instances that write the same rows neither waits for the other in a circle.
    const inOrder = [...byKey].sort(([a], [b]) => (a < b ? -1 : 1));
    const doubtful = inOrder.flatMap(([, row]) => (row.at > (this.heldOf(row)?.storedThrough ?? Infinity) ? [] : [row]));
    await this.database.write(async (transaction) => {
      const known = await this.repository.known(transaction, doubtful);
      const fresh = inOrder.flatMap(([key, row]) => (known.has(key) ? [] : [row]));
      await this.repository.store(transaction, fresh, minutesOf(fresh), newestOf(fresh));
    });
    for (const [, row] of inOrder) this.stored(row);
  }

  private heldOf(reading: Reading): Held | undefined {
    return this.devices.get(reading.deviceCode)?.get(reading.point);
  }

  private stored(reading: Reading): void {
    const held = this.heldOf(reading);
    if (held) held.storedThrough = Math.max(held.storedThrough, reading.at);
  }

  /** Whether its sister has stored it already is not known, so here it is looked up should it come again. */
  protected told(reading: Reading): void {
    this.see(reading);
    this.stored(reading);
  }

  protected async reread(since?: number): Promise<void> {
    for (const reading of await this.repository.latest(since)) {
      this.see(reading);
      this.stored(reading);
    }
  }
}

const UNIT_AT_MOST = 32;

const readingOf = (source: { id: string; sector: Sector }, signal: ReadingSignal, receivedAt: number): Reading => {
  const { deviceCode, point, value, unit, quality, at } = signal;
  if (!fits(deviceCode) || !fits(point) || !Number.isFinite(value) || !Number.isFinite(at)) throw unstorable('deviceCode, point');
  const objectCode = objectCodeOrNone(signal.objectCode);
  return { deviceCode, point, value, unit: unit.slice(0, UNIT_AT_MOST), quality, at: trustedAt(at, receivedAt), sourceId: source.id, sector: source.sector, receivedAt, ...(objectCode !== undefined && { objectCode }) };
};

const newestOf = (readings: readonly Reading[]): Reading[] => {
  const newest = new Map<string, Reading>();
  for (const reading of readings) {
    const before = newest.get(pointKey(reading));
    if (!before || reading.at > before.at) newest.set(pointKey(reading), reading);
  }
  return [...newest.values()];
};

const pointOf = ({ at, ...sample }: Sample): SeriesView['items'][number] => ({ at: iso(at), ...sample });

const cursorFrom = ({ deviceCode, point }: ReadingView): string => Buffer.from(`${deviceCode}\u0000${point}`).toString('base64url');
const cursorOf = (cursor: string): { deviceCode: string; point: string } => {
  const [deviceCode = '', point = ''] = Buffer.from(cursor, 'base64url').toString().split('\u0000');
  return { deviceCode, point };
};
