import type { Server as HttpServer } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { CONTRACT_VERSION, HELLO_EVERY, type Handshake, type Hello, type PushEvents, type PushName, type PushPayload } from '@one-screen/contracts';
import { roomsFor, roomsOf, type Sector } from '@one-screen/domain';
import { Server, type Socket } from 'socket.io';
import { Bus } from '../bus/bus.js';
import { DatabaseHealth } from '../database/database-health.js';
import { IdentityService } from '../identity/identity.service.js';
import type { Identity } from '../identity/identity.js';
import { iso } from '../journal/instant.js';
import { JournalRepository } from '../journal/journal.repository.js';
import { Metrics } from '../operations/metrics.js';
import { readBuild } from '../operations/build.js';
import { parseCookies } from './cookies.js';

interface SocketFacts {
  identity: Identity;
  credentials: { cookies: Record<string, string>; bearer?: string; ip: string };
  /** Out of the rooms until its queue has drained. */
  laggingSince?: number;
}
type PushServer = Server<Record<string, never>, PushEvents, Record<string, never>, SocketFacts>;
type PushSocket = Socket<Record<string, never>, PushEvents, Record<string, never>, SocketFacts>;

/** The room of every socket of this instance that keeps up. */
const CURRENT = 'current';
/** Messages that may wait for one socket before it is taken out of the rooms. */
const QUEUE_LIMIT = 2000;
const LAG_LIMIT = 30_000;
const WATCH_EVERY = 250;
const RECHECK_EVERY = 10_000;
/** Time for the farewell to leave, milliseconds. */
const GOODBYE = 250;

/** The one loudspeaker: it knows who may hear what, and nothing of what is said. */
@Injectable()
export class PushService {
  readonly build = readBuild();
  private readonly log = new Logger('push');
  private io: PushServer | undefined;
  private latest = 0;
  private isFlood = false;
  private readonly timers: NodeJS.Timeout[] = [];
  private readonly lines = new Set<Duplex>();

  constructor(
    private readonly bus: Bus,
    private readonly identities: IdentityService,
    private readonly health: DatabaseHealth,
    private readonly journal: JournalRepository,
    metrics: Metrics,
  ) {
    metrics.gauge('one_screen_sockets', 'Connected screens and desks on this instance', () => this.io?.engine.clientsCount ?? 0);
    metrics.gauge('one_screen_sockets_lagging', 'Sockets taken out of the rooms until they have drained', () => [...(this.io?.sockets.sockets.values() ?? [])].filter((socket) => socket.data.laggingSince).length);
  }

  /** Opens the door on the HTTP server. */
  async attach(server: HttpServer): Promise<void> {
    this.latest = await this.journal.latest();
    server.on('upgrade', (_request, line: Duplex) => {
      this.lines.add(line);
      line.once('close', () => this.lines.delete(line));
    });
    const io: PushServer = new Server(server, {
      path: '/socket.io',
      serveClient: false,
      perMessageDeflate: false,
      // The client says nothing beyond the handshake.
      maxHttpBufferSize: 16_384,
      pingInterval: 10_000,
      pingTimeout: 10_000,
      allowRequest: (request, decide) => decide(null, sameOrigin(request.headers)),
    });
    if (this.bus.adapter) io.adapter(this.bus.adapter);
    io.use((socket, next) => void this.authenticate(socket, next));
    io.on('connection', (socket) => this.welcome(socket));
    this.io = io;
    this.health.onChange(() => this.sayHello());
    this.every(HELLO_EVERY, () => void this.beat());
    this.every(WATCH_EVERY, () => this.watchQueues());
    this.every(RECHECK_EVERY, () => void this.recheck());
  }

  /**
   * Tells everyone in scope; the payload's sector and grid decide who that is. Figures of a whole sector (`audience: 'whole-area'`)
   * go only to screens that see all its grids.
   */
  publish<N extends PushName>(name: N, payload: PushPayload<N> & { sector?: Sector; gridCode?: string }, audience: 'in-scope' | 'whole-area' = 'in-scope'): void {
    const { sector, gridCode } = payload;
    if (!this.io || !sector) return;
    const to = this.io.to(audience === 'whole-area' ? roomsOf({ sectors: [sector], gridPrefix: '' }).slice(0, 1) : roomsFor({ sector, gridCode }));
    (to.emit as (event: N, payload: PushPayload<N>) => boolean).call(to, name, payload);
  }

  /** The journal has come this far. */
  reached(sequence: number): void {
    if (sequence > this.latest) this.latest = sequence;
  }

  flood(on: boolean): void {
    if (this.isFlood === on) return;
    this.isFlood = on;
    this.sayHello();
  }

  /** Walls connected to this instance now. */
  connectedWalls(): Set<string> {
    const walls = new Set<string>();
    for (const socket of this.io?.sockets.sockets.values() ?? []) if (socket.data.identity.wallId) walls.add(socket.data.identity.wallId);
    return walls;
  }

  async close(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    this.io?.local.disconnectSockets(true);
    // The HTTP server is closed by its owner, after the requests under way.
    this.io?.engine.close();
    // A peer that does not read would hold its socket open for half a minute.
    await delay(GOODBYE);
    for (const line of this.lines) line.destroy();
    this.bus.close();
  }

  private async authenticate(socket: PushSocket, next: (error?: Error) => void): Promise<void> {
    const { token } = socket.handshake.auth as Handshake;
    const credentials = {
      cookies: parseCookies(socket.handshake.headers.cookie),
      ...(typeof token === 'string' && { bearer: token }),
      ip: socket.handshake.address,
    };
    try {
      const identity = await this.identities.identify({ ...credentials, active: false });
      if (!identity) return next(new Error('sign-in-required'));
      socket.data = { identity, credentials };
      next();
    } catch {
      next(new Error('unavailable'));
    }
  }

  private welcome(socket: PushSocket): void {
    void socket.join([CURRENT, ...roomsOf(socket.data.identity.scope)]);
    socket.emit('hello', this.hello());
  }

  private hello(): Hello {
    return {
      contract: CONTRACT_VERSION,
      build: this.build,
      serverTime: iso(Date.now()),
      sequence: this.latest,
      database: this.health.state,
      databaseSince: iso(this.health.since),
      flood: this.isFlood,
    };
  }

  /** Written out once for all sockets of this instance, not once for each. */
  private sayHello(): void {
    this.io?.local.to(CURRENT).emit('hello', this.hello());
  }

  /** What sister instances committed shows here at the latest with the next beat, Redis or not. */
  private async beat(): Promise<void> {
    if (this.health.state === 'up') {
      try {
        this.reached(await this.journal.latest());
      } catch (error) {
        this.health.suspect(error);
      }
    }
    this.sayHello();
  }

  /** A screen that cannot keep up is not buffered for: it leaves the rooms, and once drained it is told how far the journal is. */
  private watchQueues(): void {
    const now = Date.now();
    for (const socket of this.io?.sockets.sockets.values() ?? []) {
      const waiting = (socket.conn as unknown as { writeBuffer: unknown[] }).writeBuffer.length;
      const { laggingSince, identity } = socket.data;
      if (laggingSince === undefined) {
        if (waiting <= QUEUE_LIMIT) continue;
        for (const room of [CURRENT, ...roomsOf(identity.scope)]) void socket.leave(room);
        socket.data.laggingSince = now;
        this.log.warn(`${identity.name} cannot keep up: ${waiting} messages wait; it will be resynchronised`);
      } else if (waiting === 0) {
        socket.data.laggingSince = undefined;
        void socket.join([CURRENT, ...roomsOf(identity.scope)]);
        socket.emit('hello', this.hello());
      } else if (now - laggingSince > LAG_LIMIT) socket.disconnect(true);
    }
  }

  /** Ended sessions and revoked walls lose their socket. */
  private async recheck(): Promise<void> {
    if (this.health.state === 'down') return;
    for (const socket of this.io?.sockets.sockets.values() ?? []) {
      try {
        if (!(await this.identities.identify({ ...socket.data.credentials, active: false }))) socket.disconnect(true);
      } catch (error) {
        this.health.suspect(error);
        return;
      }
    }
  }

  private every(milliseconds: number, work: () => void): void {
    this.timers.push(setInterval(work, milliseconds));
  }
}

/** A page of another site may not open our socket with the visitor's cookie. Programs send no Origin. */
const sameOrigin = (headers: NodeJS.Dict<string | string[]>): boolean => {
  const origin = headers['origin'];
  if (typeof origin !== 'string') return true;
  const hosts = [headers['host'], headers['x-forwarded-host']];
  return URL.canParse(origin) && hosts.includes(new URL(origin).host);
};
