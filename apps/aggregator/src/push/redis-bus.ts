import type { Logger } from '@nestjs/common';
import { createAdapter } from '@socket.io/redis-adapter';
import { createClient } from 'redis';

/**
 * Carries push to sister instances. Best effort by design: what is lost while Redis is away, screens fetch from the
 * journal with the next heartbeat; so nothing is queued for a Redis that does not answer.
 */
export class RedisBus {
  private constructor(
    readonly adapter: ReturnType<typeof createAdapter>,
    private readonly clients: { isReady: boolean; destroy(): void }[],
  ) {}

  static async open(url: string, key: string, log: Logger): Promise<RedisBus> {
    const publisher = createClient({ url, socket: { reconnectStrategy: (tries) => Math.min(100 + tries * 200, 3000), connectTimeout: 3000 } });
    const subscriber = publisher.duplicate();
    let told = false;
    for (const client of [publisher, subscriber]) {
      client.on('error', (error: Error) => {
        if (!told) log.warn(`Redis is away: ${error.message}; screens of other instances catch up from the journal meanwhile`);
        told = true;
      });
      client.on('ready', () => {
        if (told) log.log('Redis is back');
        told = false;
      });
    }
    // Connects in the background: a Redis away at start is waited for, the product runs meanwhile.
    void publisher.connect().catch(() => undefined);
    void subscriber.connect().catch(() => undefined);
    const quiet = new Proxy(publisher, {
      get(target, name) {
        if (name === 'publish') return (channel: string, message: string | Buffer) => (target.isReady ? target.publish(channel, message).catch(() => 0) : Promise.resolve(0));
        const value = Reflect.get(target, name, target) as unknown;
        return typeof value === 'function' ? (value as (...given: unknown[]) => unknown).bind(target) : value;
      },
    });
    return new RedisBus(createAdapter(quiet, subscriber, { key }), [publisher, subscriber]);
  }

  get up(): boolean {
    return this.clients.every((client) => client.isReady);
  }

  async close(): Promise<void> {
    for (const client of this.clients) client.destroy();
  }
}
