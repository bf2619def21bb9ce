import { createHash } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { MappingOptions } from '../mapping/mapping.js';

/** A scenic area's gate system that answers how many visitors are inside. */
export interface HttpPullSimulator {
  readonly url: string;
  /** Requests had so far, and the headers of the last one. */
  readonly requests: number;
  readonly lastHeaders: IncomingHttpHeaders;
  /** Visitors inside from now on. */
  set(present: number): void;
  /** Answers with this status from now on (and nothing in the body); 200 is well again. */
  fail(status: number, headers?: Record<string, string>): void;
  /** Answers with these bytes from now on, to play a system that is out of order; undefined is well again. */
  answer(body: string | Buffer | undefined): void;
  close(): Promise<void>;
}

export interface VisitorOptions {
  host?: string;
  /** 0: any free one. */
  port?: number;
  area?: string;
  /** Visitors the area may hold at once 核定瞬时承载量. */
  capacity?: number;
}

/** How the simulator's answer is read: visitors inside, and their share of the capacity in per cent. */
export const VISITOR_MAPPING = [
  { kind: 'reading', fields: { deviceCode: 'area', point: "'present'", value: 'present', unit: "'人'", at: 'updatedAt' } },
  { kind: 'reading', fields: { deviceCode: 'area', point: "'load'", value: '$round(present / capacity * 100, 1)', unit: "'%'", at: 'updatedAt' } },
] as const satisfies MappingOptions;

/** Starts it; rejects when the port is taken. The answer carries an ETag, and an unchanged one is answered with 304. */
export const openHttpPullSimulator = async ({ host = '127.0.0.1', port = 0, area = 'scenic-1', capacity = 8_000 }: VisitorOptions = {}): Promise<HttpPullSimulator> => {
  const now = { present: 0, updatedAt: new Date().toISOString(), status: 200, headers: {} as Record<string, string>, raw: undefined as string | Buffer | undefined };
  const seen = { requests: 0, headers: {} as IncomingHttpHeaders };
  const server = createServer((request, response) => {
    seen.requests += 1;
    seen.headers = request.headers;
    if (now.status !== 200) {
      response.writeHead(now.status, now.headers).end();
      return;
    }
    const body = now.raw ?? JSON.stringify({ area, present: now.present, capacity, updatedAt: now.updatedAt });
    const etag = `"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"`;
    if (request.headers['if-none-match'] === etag) response.writeHead(304, { etag }).end();
    else response.writeHead(200, { 'content-type': 'application/json', etag, ...now.headers }).end(body);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}/visitors`,
    get requests() {
      return seen.requests;
    },
    get lastHeaders() {
      return seen.headers;
    },
    set: (present) => Object.assign(now, { present, updatedAt: new Date().toISOString() }),
    fail: (status, headers = {}) => Object.assign(now, { status, headers }),
    answer: (raw) => Object.assign(now, { raw }),
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
};
