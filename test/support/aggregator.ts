import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const MAIN = join(__dirname, '../../apps/aggregator/dist/main.js');
export const PASSWORD = 'Test-pass-2026';

export interface StartOptions {
  env?: Record<string, string>;
  /** Reuse a data folder (a restart after a crash). */
  dataDir?: string;
  port?: number;
  /** Called with the process before it is ready. */
  onSpawn?: (aggregator: Aggregator) => void;
}

/** One aggregator as a real process on a real port, with demo accounts and a token of every sector. */
export class Aggregator {
  output = '';
  exited: number | null | undefined;

  private constructor(
    readonly child: ChildProcess,
    readonly port: number,
    readonly dataDir: string,
  ) {}

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  static async start(options: StartOptions = {}): Promise<Aggregator> {
    const port = options.port ?? (await freePort());
    const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'one-screen-'));
    const child = spawn(process.execPath, [MAIN], {
      env: { PATH: process.env['PATH'] ?? '', PORT: String(port), DATA_DIR: dataDir, DEMO: '1', DEMO_PASSWORD: PASSWORD, LOG_LEVEL: 'warn', INTAKE_RATE: '1000000', INTAKE_BURST: '1000000', ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const aggregator = new Aggregator(child, port, dataDir);
    child.stdout?.on('data', (chunk: Buffer) => (aggregator.output += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (aggregator.output += chunk.toString()));
    child.on('exit', (code) => (aggregator.exited = code));
    options.onSpawn?.(aggregator);
    await aggregator.untilReady();
    return aggregator;
  }

  async untilReady(limitMs = 180_000): Promise<void> {
    const end = Date.now() + limitMs;
    while (Date.now() < end) {
      if (this.exited !== undefined) throw new Error(`the aggregator stopped with ${this.exited}:\n${this.output}`);
      const answer = await fetch(`${this.url}/api/health/ready`).catch(() => undefined);
      if (answer?.ok) return;
      await delay(50);
    }
    throw new Error(`not ready after ${limitMs} ms:\n${this.output}`);
  }

  /** Token of the demo source of a sector. */
  token(sector = 'city'): string {
    const { sources } = JSON.parse(readFileSync(join(this.dataDir, 'demo-sources.json'), 'utf8')) as { sources: { sector: string; token: string }[] };
    const token = sources.find((source) => source.sector === sector)?.token;
    if (!token) throw new Error(`no demo source of ${sector}`);
    return token;
  }

  wallToken(): string {
    return readFileSync(join(this.dataDir, 'demo-wall-token'), 'utf8').trim();
  }

  async post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(`${this.url}${path}`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: typeof body === 'string' ? body : JSON.stringify(body) });
  }

  intake(body: unknown, sector = 'city', path = '/api/intake/alarms', headers: Record<string, string> = {}): Promise<Response> {
    return this.post(path, body, { authorization: `Bearer ${this.token(sector)}`, ...headers });
  }

  async signIn(username = 'officer', password = PASSWORD): Promise<Person> {
    const answer = await this.post('/api/session', { username, password });
    if (!answer.ok) throw new Error(`sign-in failed: ${answer.status} ${await answer.text()}`);
    const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    return new Person(this.url, cookie);
  }

  /** A screen with the demo wall token. */
  wall(): Person {
    return new Person(this.url, '', this.wallToken());
  }

  kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    return new Promise((resolve) => {
      if (this.exited !== undefined) return resolve();
      this.child.once('exit', () => resolve());
      this.child.kill(signal);
    });
  }

  /** Stops it as an operator would and removes its data. */
  async close(): Promise<void> {
    await this.kill('SIGTERM');
    if (existsSync(this.dataDir)) rmSync(this.dataDir, { recursive: true, force: true });
  }
}

/** Someone signed in, or a screen with its token. */
export class Person {
  constructor(
    private readonly url: string,
    readonly cookie: string,
    readonly bearer?: string,
  ) {}

  async call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<{ status: number; body: any; headers: Headers }> { // eslint-disable-line @typescript-eslint/no-explicit-any
    const answer = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        ...(this.cookie && { cookie: this.cookie, origin: this.url }),
        ...(this.bearer && { authorization: `Bearer ${this.bearer}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text };
  }
  get(path: string) {
    return this.call('GET', path);
  }
  post(path: string, body: unknown = {}) {
    return this.call('POST', path, body);
  }
  patch(path: string, body: unknown) {
    return this.call('PATCH', path, body);
  }
}

export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))));
    });
  });

/** A sources file of one's own, for a test's data folder. */
export const writeSourcesFile = (dataDir: string, sources: unknown[]): string => {
  const path = join(dataDir, 'sources.json');
  writeFileSync(path, JSON.stringify({ sources }));
  return path;
};
