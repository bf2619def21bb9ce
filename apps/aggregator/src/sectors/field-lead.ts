import { randomBytes } from 'node:crypto';
import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { CONFIG } from '../config/config.module.js';
import type { Config } from '../config/config.js';
import { Database } from '../database/database.js';
import { LEASE_TTL, Leases } from '../database/leases.js';

const RENEW_EVERY = 3000;
const LEASE = 'field-lead';

/**
 * Of several instances one leads the field: it listens and polls for every source that has a line of its own, applies the rules and
 * raises what is missing, so that nothing is read or raised twice. Held by lease; another takes over within some 12 s of its end.
 * The embedded database has one instance, which always leads.
 */
@Injectable()
export class FieldLead implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('field-lead');
  private readonly leases: Leases;
  private readonly listeners: ((leads: boolean) => void | Promise<void>)[] = [];
  private leading = false;
  private renewedAt = -Infinity;
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(
    private readonly database: Database,
    @Inject(CONFIG) config: Pick<Config, 'instance'>,
  ) {
    this.leases = new Leases(database, `${config.instance}#${randomBytes(8).toString('hex')}`);
  }

  get leads(): boolean {
    return this.leading && this.valid;
  }

  /** Whether nobody else can lead, by our own clock: so too while what was begun as leader is finished. An instance that stood still for long must not go on as if it had not. */
  get valid(): boolean {
    return this.database.dialect === 'sqlite' || performance.now() - this.renewedAt < LEASE_TTL;
  }

  /** Hears whenever the lead is won or lost; at once when it is held already. When we stop, it is given to others only after the listeners are done. */
  onChange(listener: (leads: boolean) => void | Promise<void>): void {
    this.listeners.push(listener);
    if (this.leading) void listener(true);
  }

  onApplicationBootstrap(): void {
    if (this.database.dialect === 'sqlite') void this.become(true);
    else void this.renew();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    const held = this.leading && this.database.dialect === 'mysql';
    await this.become(false);
    if (held) await this.leases.release([LEASE]).catch(() => undefined);
  }

  private async renew(): Promise<void> {
    const began = performance.now();
    try {
      const ours = await this.leases.take([LEASE]);
      if (this.stopped) return;
      this.renewedAt = ours.length ? began : -Infinity;
      void this.become(ours.length > 0);
    } catch (error) {
      this.log.debug(`not renewed: ${error instanceof Error ? error.message : String(error)}`);
      if (performance.now() - this.renewedAt > LEASE_TTL) void this.become(false);
    }
    if (this.stopped) return;
    this.timer = setTimeout(() => void this.renew(), RENEW_EVERY);
    this.timer.unref();
  }

  private async become(leads: boolean): Promise<void> {
    if (leads === this.leading) return;
    this.leading = leads;
    await Promise.allSettled(this.listeners.map((listener) => listener(leads)));
  }
}
