import { createHash } from 'node:crypto';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { CONFIG } from '../config/config.module.js';
import type { Config } from '../config/config.js';
import { RedisLink } from './redis-link.js';

/**
 * Carries news to sister instances, by Redis where one is set and nowhere otherwise: an instance alone has no one to tell. Never the only
 * way anything travels: what is said here stands in the database too, which is where who missed it finds it.
 */
@Injectable()
export class Bus {
  private readonly key: string;
  private readonly link: RedisLink | undefined;

  constructor(@Inject(CONFIG) config: Pick<Config, 'redisUrl' | 'databaseUrl' | 'dataDir'>) {
    const { redisUrl, databaseUrl, dataDir } = config;
    // Installations that share a Redis keep out of each other's way.
    this.key = `one-screen:${createHash('sha256').update(databaseUrl || dataDir).digest('hex').slice(0, 12)}`;
    if (redisUrl) this.link = RedisLink.open(redisUrl, this.key, new Logger('bus'));
  }

  get kind(): 'redis' | 'in-process' {
    return this.link ? 'redis' : 'in-process';
  }

  get state(): 'up' | 'down' {
    return !this.link || this.link.up ? 'up' : 'down';
  }

  /** For Socket.IO; none where there is no Redis. */
  get adapter(): RedisLink['adapter'] | undefined {
    return this.link?.adapter;
  }

  /** Tells the other instances (and this one). Best effort. */
  say(topic: string, text: string): void {
    this.link?.say(`${this.key}:${topic}`, text);
  }

  /** Hears what any instance says on a topic. */
  hear(topic: string, listener: (text: string) => void): void {
    this.link?.hear(`${this.key}:${topic}`, listener);
  }

  close(): void {
    this.link?.close();
  }
}
