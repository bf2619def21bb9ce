import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { DeviceBody, DeviceView } from '@one-screen/contracts';
import { invalid, missing, type DataScope, type ObjectFacts, type Sector } from '@one-screen/domain';
import { Database } from '../database/database.js';
import { AuditService } from '../identity/audit.service.js';
import { iso } from '../journal/instant.js';
import { JournalRepository } from '../journal/journal.repository.js';
import { DevicesRepository, type Device } from './devices.repository.js';
import { LedgerService, type LedgerAuthor } from './ledger.service.js';
import type { PlacedObject } from './objects.repository.js';

const FLUSH_EVERY = 5_000;
/** Devices held in memory; what calls itself by ever new names beyond that is not remembered (its alarms still show). */
const CAPACITY = 50_000;
const MAX_FAULTS = 200;

/** The earlier of two moments, 0 being none. */
const earlier = (one: number, other: number): number => (one && other ? Math.min(one, other) : one || other);

/** Which devices; `unregistered`: only those nobody has said whose they are. `after` is the code the page before ended with. */
export interface DeviceFilter {
  sector?: Sector | undefined;
  deviceCode?: string | undefined;
  objectCode?: string | undefined;
  unregistered?: boolean | undefined;
  after?: string | undefined;
  limit: number;
}

/**
 * Devices and the supervised objects they belong to. A device is found in the ledger by its own code, or by what somebody said of
 * it; one that is unknown to the ledger is listed as 未登记 until then.
 */
@Injectable()
export class DevicesService implements OnModuleInit, OnApplicationShutdown {
  private readonly log = new Logger('devices');
  private readonly devices = new Map<string, Device>();
  private readonly moved = new Set<string>();
  private timer: NodeJS.Timeout | undefined;
  private flushing: Promise<void> | undefined;

  constructor(
    private readonly repository: DevicesRepository,
    private readonly ledger: LedgerService,
    private readonly database: Database,
    private readonly journal: JournalRepository,
    private readonly audit: AuditService,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.read();
    this.timer = setInterval(() => void this.flush().catch((error: unknown) => this.log.debug(`devices not written: ${String(error)}`)), FLUSH_EVERY);
    this.timer.unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.flush().catch((error: unknown) => this.log.warn(`devices not written: ${String(error)}`));
  }

  /** These devices of a source were heard, each with the name it gave itself. Costs no database; written down within seconds. */
  seen(source: { id: string; sector: Sector }, heard: ReadonlyMap<string, string | undefined>, at: number): void {
    for (const [code, name] of heard) {
      const known = this.devices.get(code);
      if (known) {
        Object.assign(known, { sourceId: source.id, sector: source.sector, firstSeenAt: known.firstSeenAt || at, lastSeenAt: Math.max(known.lastSeenAt, at), ...(name !== undefined && { name }) });
      } else if (this.devices.size < CAPACITY) {
        this.devices.set(code, { code, sourceId: source.id, sector: source.sector, name, firstSeenAt: at, lastSeenAt: at });
      } else continue;
      this.moved.add(code);
    }
  }

  objectCodeOf(deviceCode: string): string | undefined {
    return this.objectOf(deviceCode)?.code;
  }

  /** What a device calls itself, if it ever did. */
  nameOf(deviceCode: string): string | undefined {
    return this.devices.get(deviceCode)?.name;
  }

  objectOf(deviceCode: string): PlacedObject | undefined {
    return this.ledger.objectOf(this.devices.get(deviceCode)?.objectCode ?? deviceCode);
  }

  /** What rules may know of a signal: the object it names, or else its device's, and the kind of its device. */
  factsOf({ deviceCode, objectCode }: { deviceCode?: string | undefined; objectCode?: string | undefined }): ObjectFacts | undefined {
    const deviceKind = deviceCode === undefined ? undefined : this.devices.get(deviceCode)?.kind;
    const object = objectCode !== undefined ? this.ledger.objectOf(objectCode) : deviceCode === undefined ? undefined : this.objectOf(deviceCode);
    if (!object && deviceKind === undefined) return undefined;
    return {
      ...(object && { code: object.code, name: object.name, kind: object.kind, ...(object.capacity !== undefined && { capacity: object.capacity }) }),
      ...(deviceKind !== undefined && { deviceKind }),
    };
  }

  /** A device that was heard of or registered, from memory. */
  find(code: string): { sector: Sector } | undefined {
    return this.devices.get(code);
  }

  /** Devices of the reader's sectors that fit the filter, by code. */
  list(scope: DataScope, filter: DeviceFilter): { items: DeviceView[]; nextCursor?: string } {
    const { sector, deviceCode, objectCode, unregistered, after } = filter;
    const found = [...this.devices.values()]
      .filter((device) => scope.sectors.includes(device.sector) && (after === undefined || device.code > after) && (sector === undefined || device.sector === sector)
        && (deviceCode === undefined || device.code === deviceCode) && (objectCode === undefined || this.objectOf(device.code)?.code === objectCode) && !(unregistered && this.objectOf(device.code)))
      .sort((a, b) => (a.code < b.code ? -1 : 1));
    const items = found.slice(0, filter.limit).map((device) => this.viewOf(device));
    const last = items.at(-1);
    return found.length > items.length && last ? { items, nextCursor: last.code } : { items };
  }

  /** Says whose a device is, with its journal and audit entry. Throws `no-such-device`, `no-such-object` (404). */
  async register(by: LedgerAuthor, code: string, objectCode: string | null): Promise<DeviceView> {
    const device = this.devices.get(code);
    if (!device) throw missing('no-such-device', '没有这个设备', 'There is no such device');
    if (objectCode !== null && !this.ledger.objectOf(objectCode)) throw missing('no-such-object', '没有这个监管对象', 'There is no such supervised object');
    await this.flush();
    await this.database.write(async (transaction) => {
      const head = await this.journal.lock(transaction);
      await this.repository.register(transaction, code, objectCode);
      await this.journal.append(transaction, head, [{ at: Date.now(), kind: 'device.registered', subjectType: 'device', subjectId: code, revision: 0, actor: by.name, data: { objectCode } }]);
      await this.audit.append(transaction, [{ actor: by.name, action: 'device.registered', object: `device:${code}`, result: 'done', ip: by.ip, detail: objectCode ?? '-' }]);
    });
    device.objectCode = objectCode ?? undefined;
    return this.viewOf(device);
  }

  /** A device list 设备台账: all, or none with every fault told (DomainError `ledger-faults`, paths `[i].field`). A device need not have been heard yet. */
  async registerAll(by: LedgerAuthor, list: readonly DeviceBody[]): Promise<{ count: number }> {
    const seen = new Set<string>();
    const faults = list.flatMap(({ code, objectCode }, index) => [
      ...(seen.has(code) ? [{ path: `[${index}].code`, message: { zh: `设备 ${code} 重复`, en: `${code} is given twice` } }] : []),
      ...(seen.add(code) && this.ledger.objectOf(objectCode) ? [] : [{ path: `[${index}].objectCode`, message: { zh: `没有监管对象 ${objectCode}`, en: `there is no supervised object ${objectCode}` } }]),
    ]);
    if (faults.length) throw invalid('ledger-faults', `有 ${faults.length} 处错误，未写入`, `${faults.length} faults; nothing was written`, faults.slice(0, MAX_FAULTS));
    const devices = list.flatMap((device) => {
      const object = this.ledger.objectOf(device.objectCode);
      return object ? [{ ...device, sector: object.sector }] : [];
    });
    const fresh = devices.filter(({ code }) => !this.devices.has(code)).length;
    if (this.devices.size + fresh > CAPACITY) throw invalid('too-many-devices', `设备超过 ${CAPACITY} 台，未写入`, `More than ${CAPACITY} devices; nothing was written`);
    await this.flush();
    await this.database.write(async (transaction) => {
      const head = await this.journal.lock(transaction);
      await this.repository.put(transaction, devices);
      await this.journal.append(transaction, head, [{ at: Date.now(), kind: 'ledger.devices', subjectType: 'ledger', subjectId: 'devices', revision: 0, actor: by.name, data: { count: devices.length } }]);
      await this.audit.append(transaction, [{ actor: by.name, action: 'ledger.devices', object: 'ledger:devices', result: 'done', ip: by.ip, detail: `${devices.length}` }]);
    });
    await this.read();
    return { count: devices.length };
  }

  private viewOf({ firstSeenAt, lastSeenAt, objectCode: _said, sourceId, ...device }: Device): DeviceView {
    const object = this.objectOf(device.code);
    return { ...device, ...(sourceId && { sourceId }), ...(object && { objectCode: object.code, objectName: object.name }), ...(firstSeenAt && { firstSeenAt: iso(firstSeenAt) }), ...(lastSeenAt && { lastSeenAt: iso(lastSeenAt) }) };
  }

  /** Writes what was heard, then reads what other instances heard or were told. */
  private flush(): Promise<void> {
    this.flushing ??= this.write().finally(() => {
      this.flushing = undefined;
    });
    return this.flushing;
  }

  private async write(): Promise<void> {
    const codes = [...this.moved];
    this.moved.clear();
    const devices = codes.flatMap((code) => this.devices.get(code) ?? []);
    try {
      if (devices.length) await this.repository.saveSeen(devices);
    } catch (error) {
      for (const code of codes) this.moved.add(code);
      throw error;
    }
    await this.read();
  }

  private async read(): Promise<void> {
    for (const stored of await this.repository.all()) {
      const known = this.devices.get(stored.code);
      if (!known) this.devices.set(stored.code, stored);
      else Object.assign(known, { objectCode: stored.objectCode, kind: stored.kind, name: known.name ?? stored.name, firstSeenAt: earlier(known.firstSeenAt, stored.firstSeenAt), lastSeenAt: Math.max(known.lastSeenAt, stored.lastSeenAt) });
    }
  }
}
