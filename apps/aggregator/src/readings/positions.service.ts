import { Injectable } from '@nestjs/common';
import type { PositionView, TrackPoint } from '@one-screen/contracts';
import { covers, EVERYTHING, missing, type DataScope, type Location, type PositionSignal, type Sector } from '@one-screen/domain';
import { Bus } from '../bus/bus.js';
import { Database } from '../database/database.js';
import { DatabaseHealth } from '../database/database-health.js';
import { iso } from '../journal/instant.js';
import { Metrics } from '../operations/metrics.js';
import { KeptService } from './kept.service.js';
import { PositionsRepository } from './positions.repository.js';
import type { Position } from './position.row.js';
import { worthKeeping } from './track.js';
import { fits, objectCodeOrNone, trustedAt, unstorable } from './trusted.js';

/** A device in memory: where it is, and the place of its track stored last. */
interface Held {
  newest: Position;
  kept?: Position;
}

/** Which positions; a cursor is the `nextCursor` of the page before. */
export interface PositionFilter {
  sector?: Sector | undefined;
  deviceCode?: string | undefined;
  cursor?: string | undefined;
  limit?: number | undefined;
}

/** Devices held in memory; positions of devices beyond that are stored, but are on no map. */
const CAPACITY = 50_000;
const LIMIT = 20_000;
const TRACK_LIMIT = 10_000;

/** A position so old may be elsewhere by now, milliseconds: vessels report seldom and are slow. */
const STALE_AFTER = 5 * 60_000;
const STALE_AFTER_IN: Partial<Record<Sector, number>> = { marine: 15 * 60_000 };

/** Where everything that moves is, from memory, and the way it came, from the rows. */
@Injectable()
export class PositionsService extends KeptService<Position> {
  private readonly devices = new Map<string, Held>();

  constructor(private readonly repository: PositionsRepository, database: Database, health: DatabaseHealth, metrics: Metrics, bus: Bus) {
    super('positions', database, health, metrics, bus);
  }

  /**
   * Takes a source's positions: the newest are seen at once, also while the database is away. Resolves when they are durable, thinned to
   * what a track needs. Rejects with DomainError `unavailable` when they cannot be stored now, `invalid` when never.
   */
  async take(source: { id: string; sector: Sector }, positions: readonly PositionSignal[], receivedAt: number): Promise<void> {
    const taken = positions.map((signal) => this.positionOf(source, signal, receivedAt));
    for (const position of taken) {
      this.see(position);
      this.news.tell(position);
    }
    this.health.demand();
    await this.rows.submit(taken);
  }

  /** Where a device was last. */
  lastOf(deviceCode: string): Location | undefined {
    const newest = this.devices.get(deviceCode)?.newest;
    return newest && { lon: newest.lon, lat: newest.lat };
  }

  /** The newest position of each device in the reader's scope, by device. From memory. */
  list(filter: PositionFilter = {}, scope: DataScope = EVERYTHING): { items: PositionView[]; nextCursor?: string } {
    const { sector, cursor, limit = LIMIT } = filter;
    const codes = filter.deviceCode !== undefined ? [filter.deviceCode] : [...this.devices.keys()].sort();
    const now = Date.now();
    const items: PositionView[] = [];
    for (const code of codes) {
      const newest = this.devices.get(code)?.newest;
      if (!newest || (sector && newest.sector !== sector) || (cursor !== undefined && code <= cursor)) continue;
      const view = this.viewOf(newest, scope, now);
      if (!view) continue;
      const last = items.at(-1);
      if (items.length >= limit && last) return { items, nextCursor: last.deviceCode };
      items.push(view);
    }
    return { items };
  }

  /**
   * The way a device came from `from` until before `to` (epoch milliseconds), oldest first; a cursor is the `nextCursor` of the page before.
   * Throws `no-such-device` (404) when the reader may not see it or nobody knows where it ever was.
   */
  async track(deviceCode: string, from: number, to: number, scope: DataScope = EVERYTHING, cursor?: number): Promise<{ items: TrackPoint[]; nextCursor?: string }> {
    const newest = this.devices.get(deviceCode)?.newest;
    if (!newest || !this.viewOf(newest, scope, newest.at)) throw missing('no-such-device', '没有这个设备的位置', 'Nothing is known of where this device is');
    const found = await this.repository.track(deviceCode, cursor === undefined ? from : Math.max(from, cursor + 1), to, TRACK_LIMIT + 1);
    const page = found.slice(0, TRACK_LIMIT);
    const last = page.at(-1);
    const items = page.map(({ at, ...place }) => ({ at: iso(at), ...place }));
    return found.length > page.length && last ? { items, nextCursor: String(last.at) } : { items };
  }

  private viewOf(position: Position, scope: DataScope, now: number): PositionView | undefined {
    const object = this.objectOf(position.deviceCode);
    if (!covers(scope, { sector: position.sector, gridCode: object?.gridCode })) return undefined;
    const { deviceCode, sector, lon, lat, speedKmh, courseDeg, at } = position;
    const objectCode = object?.code ?? position.objectCode;
    const name = position.name ?? object?.name;
    return {
      deviceCode, ...(objectCode !== undefined && { objectCode }), ...(name !== undefined && { name }), sector, lon, lat,
      ...(speedKmh !== undefined && { speedKmh }), ...(courseDeg !== undefined && { courseDeg }), at: iso(at), stale: now - at > (STALE_AFTER_IN[sector] ?? STALE_AFTER),
    };
  }

  /** A position as it is kept. What a device once told of itself (its name, its object) it need not tell each time. */
  private positionOf(source: { id: string; sector: Sector }, signal: PositionSignal, receivedAt: number): Position {
    const { deviceCode, location: { lon, lat }, speedKmh, courseDeg } = signal;
    if (!fits(deviceCode) || ![signal.at, lon, lat, speedKmh ?? 0, courseDeg ?? 0].every(Number.isFinite)) throw unstorable('deviceCode');
    const known = this.devices.get(deviceCode)?.newest;
    const name = signal.name?.slice(0, NAME_AT_MOST) ?? known?.name;
    const objectCode = objectCodeOrNone(signal.objectCode) ?? known?.objectCode;
    return {
      deviceCode, at: trustedAt(signal.at, receivedAt), lon, lat, sourceId: source.id, sector: source.sector, receivedAt,
      ...(speedKmh !== undefined && { speedKmh }), ...(courseDeg !== undefined && { courseDeg }), ...(name !== undefined && { name }), ...(objectCode !== undefined && { objectCode }),
    };
  }

  private see(position: Position): void {
    const held = this.devices.get(position.deviceCode);
    if (!held) {
      if (this.devices.size < CAPACITY) this.devices.set(position.deviceCode, { newest: position });
    } else if (position.at > held.newest.at) held.newest = position;
  }

  /** Stores what the tracks need of these. What counts as kept moves on only when it is durable. */
  protected async commit(rows: readonly Position[]): Promise<void> {
    // By device, then as they came: older places sent in arrears are thinned among themselves.
    const inOrder = [...rows].sort((a, b) => (a.deviceCode === b.deviceCode ? a.at - b.at : a.deviceCode < b.deviceCode ? -1 : 1));
    const kept = new Map<string, Position>();
    const newest = new Map<string, Position>();
    const track: Position[] = [];
    for (const position of inOrder) {
      const { deviceCode } = position;
      newest.set(deviceCode, position);
      if (!worthKeeping(kept.get(deviceCode) ?? this.devices.get(deviceCode)?.kept, position)) continue;
      track.push(position);
      kept.set(deviceCode, position);
    }
    await this.database.write((transaction) => this.repository.store(transaction, track, [...newest.values()]));
    for (const [deviceCode, position] of kept) {
      const held = this.devices.get(deviceCode);
      if (held) held.kept = position;
    }
  }

  protected told(position: Position): void {
    this.see(position);
  }

  protected async reread(since?: number): Promise<void> {
    for (const position of await this.repository.latest(since)) this.see(position);
  }
}

const NAME_AT_MOST = 100;
