import type { Logger } from '@nestjs/common';
import { createAdapter } from '@socket.io/redis-adapter';
import { createClient } from 'redis';

/** What is used of a client; its whole type depends on the modules it was made with. */
interface Client {
  readonly isReady: boolean;
  publish(channel: string, text: string): Promise<unknown>;
  subscribe(channel: string, listener: (text: string) => void): Promise<unknown>;
  destroy(): void;
}

/**
 * The connections to Redis. Best effort by design: what is lost while Redis is away, screens fetch from the journal with the next
 * heartbeat and instances from the database within seconds; so nothing is queued for a Redis that does not answer.
 */
export class RedisLink {
  private constructor(
    readonly adapter: ReturnType<typeof createAdapter>,
    private readonly publisher: Client,
    private readonly subscriber: Client,
  ) {}

  static open(url: string, key: string, log: Logger): RedisLink {
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
    return new RedisLink(createAdapter(quiet, subscriber, { key }), quiet, subscriber);
  }

  get up(): boolean {
    return this.publisher.isReady && this.subscriber.isReady;
  }

  say(channel: string, text: string): void {
    void this.publisher.publish(channel, text);
  }

  /** Goes on over reconnects. */
  hear(channel: string, listener: (text: string) => void): void {
    void this.subscriber.subscribe(channel, listener).catch(() => undefined);
  }

  close(): void {
    this.publisher.destroy();
    this.subscriber.destroy();
  }
}
