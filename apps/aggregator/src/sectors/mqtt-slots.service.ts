import { randomBytes } from 'node:crypto';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { CONFIG } from '../config/config.module.js';
import type { Config } from '../config/config.js';
import { DatabaseHealth } from '../database/database-health.js';
import { Database } from '../database/database.js';
import { LEASE_TTL, Leases, siteIdOf } from '../database/leases.js';
import { planSlots, type SlotSeen } from './slot-share.js';

const RENEW_EVERY = 3000;
/** Leases run out for longer than this are swept out at start. */
const LITTER_AFTER = 60_000;
/** Giving leases back at the end waits no longer for a database that does not answer. */
const LEAVE_LIMIT = 2000;
const INSTANCE = 'instance:';

/**
 * Which slots of the MQTT sources this instance holds. A slot is one client id at the broker with everything that waits
 * in its session; whoever holds its lease connects as it. Each instance also leases its own name, so the living can be
 * counted; the slots of one that died run out and are taken by the others.
 */
@Injectable()
export class MqttSlots {
  /** Names this installation at the broker; empty before the first round. */
  site = '';
  private readonly log = new Logger('mqtt');
  private readonly leases: Leases;
  private readonly self: string;
  private readonly held = new Set<string>();
  private readonly leaving = new Map<string, Promise<void>>();
  private renewedAt = 0;
  private current: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly database: Database,
    private readonly health: DatabaseHealth,
    @Inject(CONFIG) private readonly config: Pick<Config, 'instance'>,
  ) {
    this.leases = new Leases(database, `${config.instance}#${randomBytes(8).toString('hex')}`);
    this.self = `${INSTANCE}${this.leases.holder}`;
  }

  /** The slots to be connected as. */
  ours(): string[] {
    return [...this.held].filter((slot) => !this.leaving.has(slot));
  }

  /** Whether our leases have not run out by our own clock: only then may a lost connection be made again. */
  get valid(): boolean {
    return Date.now() < this.renewedAt + LEASE_TTL;
  }

  /**
   * Renews, counts, takes and gives back; `wanted` are the slots of each source that we may have, of those in `whole` all.
   * What is given back is closed first (`close` resolves when its link is). False when the database could not be asked: everything stays as it is.
   */
  async round(wanted: readonly (readonly string[])[], close: (slot: string) => Promise<void>, whole: readonly (readonly string[])[] = []): Promise<boolean> {
    if (this.health.state === 'down') return false;
    const asking = this.ask(wanted, close, whole);
    this.current = asking.catch(() => undefined);
    try {
      await asking;
      return true;
    } catch (error) {
      this.log.warn(`slots: ${error instanceof Error ? error.message : String(error)}`);
      this.health.suspect(error);
      return false;
    }
  }

  /** Gives everything back at once; links must be closed. Never rejects: what could not be given back runs out. */
  async leave(): Promise<void> {
    if (this.health.state === 'down') return;
    const release = async (): Promise<void> => {
      await this.current;
      await Promise.all(this.leaving.values());
      if (this.renewedAt) await this.leases.release([...this.held, this.self]);
      this.held.clear();
    };
    await within(LEAVE_LIMIT, release());
  }

  private async ask(wanted: readonly (readonly string[])[], close: (slot: string) => Promise<void>, whole: readonly (readonly string[])[]): Promise<void> {
    if (!this.site) await this.arrive();
    if (Date.now() - this.renewedAt >= RENEW_EVERY) await this.renew();
    await this.share(wanted, close, whole);
  }

  /**
   * What an earlier life of this instance held is free at once: one of the same name, or on the embedded database, which
   * has one instance only, anyone. Were it alive after all, it would notice and share again.
   */
  private async arrive(): Promise<void> {
    const before = `${this.config.instance}#`;
    const gone = (await this.leases.all()).filter(({ holder, untilAt }) => this.database.dialect === 'sqlite' || holder.startsWith(before) || untilAt < Date.now() - LITTER_AFTER);
    await this.leases.remove(gone);
    this.site = await siteIdOf(this.database);
  }

  private async renew(): Promise<void> {
    const at = Date.now();
    const ours = new Set(await this.leases.take([this.self, ...this.held]));
    this.renewedAt = at;
    for (const slot of [...this.held]) if (!ours.has(slot)) this.held.delete(slot);
  }

  private async share(wanted: readonly (readonly string[])[], close: (slot: string) => Promise<void>, whole: readonly (readonly string[])[]): Promise<void> {
    const leases = new Map((await this.leases.all()).map((lease) => [lease.name, lease]));
    const me = this.leases.holder;
    for (const slot of [...this.held]) if (leases.get(slot)?.holder !== me) this.held.delete(slot);
    const sisters = [...leases.values()].filter((lease) => lease.name.startsWith(INSTANCE) && lease.holder !== me && !this.leases.isOver(lease));
    const seen = (name: string): SlotSeen => {
      if (this.leaving.has(name)) return { name, held: 'leaving' };
      if (this.held.has(name)) return { name, held: 'ours' };
      const lease = leases.get(name);
      return { name, held: lease && lease.holder !== me && !this.leases.isOver(lease) ? 'others' : 'free' };
    };
    const plans = [...wanted.map((slots) => planSlots(slots.map(seen), sisters.length + 1)), ...whole.map((slots) => planSlots(slots.map(seen), 1))];
    for (const slot of await this.leases.take(plans.flatMap(({ take }) => take))) this.held.add(slot);
    const known = new Set([...wanted, ...whole].flat());
    const surplus = this.ours().filter((slot) => !known.has(slot));
    for (const slot of [...plans.flatMap(({ give }) => give), ...surplus]) this.give(slot, close);
  }

  /** Goes on by itself, for a message that is being stored is waited for; the lease is kept until then. */
  private give(slot: string, close: (slot: string) => Promise<void>): void {
    const given = close(slot)
      .then(() => this.leases.release([slot]))
      .catch((error: unknown) => this.log.warn(`slot ${slot} not given back, it will run out: ${String(error)}`))
      .finally(() => {
        this.leaving.delete(slot);
        this.held.delete(slot);
      });
    this.leaving.set(slot, given);
  }
}

/** Waits for `work` at most `milliseconds`, whatever becomes of it. */
const within = async (milliseconds: number, work: Promise<unknown>): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([work.catch(() => undefined), limit]);
  clearTimeout(timer);
};
