import type { AlarmView } from '@one-screen/contracts';
import Database from 'libsql';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Aggregator, freePort, writeSourcesFile } from '../support/aggregator.js';
import { nativeAlarm, until } from '../support/alarms.js';
import { runToEnd } from '../support/running-program.js';
import { Screen } from '../support/screen.js';

const ROOT = join(__dirname, '../..');
const MAIN = join(ROOT, 'apps/aggregator/dist/main.js');
const SECRET = 'k'.repeat(40);
const folder = () => mkdtempSync(join(tmpdir(), 'one-screen-operations-'));

describe('a wrong setting', () => {
  let dataDir: string;
  beforeEach(() => (dataDir = folder()));
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

  const source = (patch: Record<string, unknown>) => [{ id: 'fire-1', kind: 'http', sector: 'fire', name: '消防', token: 'fire-token-secretpw', ...patch }];
  const sourcesFile = (text: string) => (dir: string) => {
    const path = join(dir, 'sources.json');
    writeFileSync(path, text);
    return path;
  };
  type Setting = string | undefined | ((dir: string) => string);
  const cases: [what: string, variable: string, env: Record<string, Setting>, allowed: RegExp][] = [
    ['a port that is no number', 'PORT', { PORT: 'abc' }, /0 to 65535/],
    ['a port beyond the last', 'PORT', { PORT: '70000' }, /0 to 65535/],
    ['a database we do not speak', 'DATABASE_URL', { DATABASE_URL: 'postgres://u:secretpw@h/db' }, /mysql:\/\//],
    ['a bus that is no Redis', 'REDIS_URL', { REDIS_URL: 'http://u:secretpw@h' }, /redis:\/\//],
    ['a broker that is no broker', 'MQTT_URL', { MQTT_URL: 'secretpw' }, /mqtt:\/\//],
    ['a division that is no code', 'SITE_DIVISION', { SITE_DIVISION: 'x' }, /6 to 12 digits/],
    ['no secret for sessions', 'SESSION_SECRET', { SESSION_SECRET: undefined }, /at least 32/],
    ['a short secret', 'SESSION_SECRET', { SESSION_SECRET: 'secretpw' }, /at least 32/],
    ['a weak first password', 'ADMIN_PASSWORD', { ADMIN_PASSWORD: 'secretpw' }, /8 to 200/],
    ['a demo that is neither on nor off', 'DEMO', { DEMO: 'maybe' }, /"0", "1"/],
    ['a level of logging nobody knows', 'LOG_LEVEL', { LOG_LEVEL: 'loud' }, /fatal, error, warn/],
    ['a sources file that is not there', 'SOURCES_FILE', { SOURCES_FILE: (dir) => join(dir, 'nowhere.json') }, /ENOENT/],
    ['a sources file that is no JSON', 'SOURCES_FILE', { SOURCES_FILE: sourcesFile('{ "sources": [ "secretpw"') }, /not valid JSON/],
    ['a source of no sector of ours', 'SOURCES_FILE', { SOURCES_FILE: (dir) => writeSourcesFile(dir, source({ sector: 'space' })) }, /sources\.0\.sector must be one of road, marine/],
    ['a source of a kind nobody speaks', 'SOURCES_FILE', { SOURCES_FILE: (dir) => writeSourcesFile(dir, source({ kind: 'telepathy' })) }, /sources\.0\.kind must be one of http, mqtt/],
    ['a source with a token anyone could guess', 'SOURCES_FILE', { SOURCES_FILE: (dir) => writeSourcesFile(dir, source({ token: 'secretpw' })) }, /sources\.0\.token must be at least 16/],
    ['two sources of one name', 'SOURCES_FILE', { SOURCES_FILE: (dir) => writeSourcesFile(dir, [...source({}), ...source({ token: 'another-secretpw-token' })]) }, /sources\.1\.id is given twice/],
  ];
  it.each(cases)('%s stops the start with one sentence about %s, without its value', async (_what, variable, settings, allowed) => {
    const all: Record<string, Setting> = { SESSION_SECRET: SECRET, ...settings };
    const given = Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, typeof value === 'function' ? value(dataDir) : value]]));
    const { code, output } = await runToEnd(process.execPath, [MAIN], { env: { PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'warn', ...Object.fromEntries(given) } });
    expect(code).toBe(1);
    expect(output.trim().split('\n')).toHaveLength(1);
    expect(output).toContain(`Setting ${variable} is `);
    expect(output).toMatch(allowed);
    // The same in Chinese.
    expect(output).toMatch(new RegExp(`设置\\s*${variable}`));
    expect(output).not.toContain('secretpw');
  }, 400_000);
});

describe('a running aggregator', () => {
  let aggregator: Aggregator;
  beforeAll(async () => {
    aggregator = await Aggregator.start();
  }, 400_000);
  afterAll(() => aggregator.close(), 180_000);

  it('tells Prometheus of its intake, commits, queue, sockets, alarms and event loop', async () => {
    const screen = new Screen(aggregator.url, aggregator.wallToken());
    try {
      await until(() => screen.hellos.length > 0);
      const alarm = nativeAlarm({ level: 'red', sector: 'city' });
      await aggregator.intake(alarm);
      await aggregator.intake(alarm);
      await aggregator.intake({ ...alarm, level: 'purple' });
      const answer = await fetch(`${aggregator.url}/metrics`);
      expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
      const lines = (await answer.text()).split('\n');
      const figure = (name: string, ...labels: string[]): number => {
        const line = lines.find((each) => (each.startsWith(`${name}{`) || each.startsWith(`${name} `)) && labels.every((label) => each.includes(label)));
        if (!line) throw new Error(`/metrics has no ${name} ${labels.join(' ')}`);
        return Number(line.slice(line.lastIndexOf(' ') + 1));
      };
      const from = 'source="demo-city"';
      expect([figure('one_screen_intake_total', from, 'result="accepted"'), figure('one_screen_intake_total', from, 'result="repeat"'), figure('one_screen_intake_total', from, 'result="rejected"')]).toEqual([1, 1, 1]);
      expect(figure('one_screen_commit_seconds_count')).toBeGreaterThanOrEqual(1);
      expect(figure('one_screen_commit_seconds_sum')).toBeGreaterThan(0);
      expect(figure('one_screen_commit_queue')).toBe(0);
      expect(figure('one_screen_sockets')).toBe(1);
      expect(figure('one_screen_alarms_open', 'sector="city"', 'level="red"', 'state="raised"')).toBe(1);
      expect(figure('one_screen_alarms_open', 'sector="marine"', 'level="red"', 'state="raised"')).toBe(0);
      expect(figure('one_screen_nodejs_eventloop_lag_p99_seconds')).toBeGreaterThanOrEqual(0);
    } finally {
      screen.close();
    }
  });

  it('describes its doors to machines, each operation with an answer, and to people', async () => {
    const document = (await (await fetch(`${aggregator.url}/api/openapi.json`)).json()) as { openapi: string; info: { title: string; version: string }; paths: Record<string, Record<string, { responses: object; operationId: string }>> };
    expect(document.openapi).toMatch(/^3\.1\./);
    expect(document.info).toMatchObject({ title: expect.any(String), version: expect.any(String) });
    for (const path of ['/api/health/ready', '/api/session', '/api/intake/alarms', '/api/intake/alertmanager', '/api/intake/cap', '/api/intake/signals', '/api/alarms', '/api/alarms/{id}', '/api/journal', '/api/sources', '/api/sectors']) {
      expect(Object.keys(document.paths)).toContain(path);
    }
    const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
    for (const operation of operations) expect(Object.keys(operation.responses).length).toBeGreaterThan(0);
    expect(new Set(operations.map((operation) => operation.operationId)).size).toBe(operations.length);

    const docs = await fetch(`${aggregator.url}/api/docs`);
    expect(docs.headers.get('content-type')).toMatch(/^text\/html/);
    const page = await docs.text();
    for (const path of Object.keys(document.paths)) expect(page).toContain(path.replaceAll(/\{(\w+)\}/g, ':$1'));
  });

  it('names the parts it is ready by', async () => {
    const ready = await fetch(`${aggregator.url}/api/health/ready`);
    expect(await ready.json()).toMatchObject({ status: 'ready', parts: { database: { state: 'up' }, migrations: { state: 'up' }, bus: { state: 'up', kind: 'in-process' } } });
    expect((await fetch(`${aggregator.url}/api/health/live`)).status).toBe(200);
  });
});

describe('an aggregator asked to stop', () => {
  it('finishes what it accepted: every post it answered 202 is there after the restart', async () => {
    const dataDir = folder();
    const port = await freePort();
    let aggregator = await Aggregator.start({ dataDir, port });
    const promised = new Map<string, string>();
    let asked = 0;
    let stopping = false;
    const send = async (sender: number) => {
      for (let index = 0; !stopping || index === 0; index += 1) {
        const alarms = Array.from({ length: 5 }, (_, at) => nativeAlarm({ key: `stop-${sender}-${index}-${at}`, level: 'blue' }));
        asked += alarms.length;
        const answer = await aggregator.intake(alarms).catch(() => undefined);
        if (!answer) return; // The door is closed.
        if (answer.status !== 202) continue;
        const { results } = (await answer.json()) as { results: { key: string; id: string }[] };
        for (const { key, id } of results) promised.set(key, id);
      }
    };
    const senders = Promise.all(Array.from({ length: 24 }, (_, sender) => send(sender)));
    await until(() => promised.size > 500, 90_000, 5);
    // Longer than this and whoever runs it (npm run serve, an orchestrator) loses patience and kills it.
    const gone = await Promise.race([aggregator.kill('SIGTERM').then(() => true), delay(15_000, false, { ref: false })]);
    stopping = true;
    expect(gone).toBe(true);
    await senders;
    expect(aggregator.exited).toBe(0);
    expect(asked).toBeGreaterThanOrEqual(promised.size);

    aggregator = await Aggregator.start({ dataDir, port });
    try {
      const officer = await aggregator.signIn();
      const stored = new Map<string, string>();
      for (let cursor: string | undefined, first = true; first || cursor; first = false) {
        const page = (await officer.get(`/api/alarms?limit=1000${cursor ? `&cursor=${cursor}` : ''}`)).body as { items: AlarmView[]; nextCursor?: string };
        for (const alarm of page.items) stored.set(alarm.key, alarm.id);
        cursor = page.nextCursor;
      }
      expect([...promised].filter(([key, id]) => stored.get(key) !== id)).toEqual([]);
    } finally {
      await aggregator.close();
    }
  }, 400_000);
});

describe('the audit trail', () => {
  it('is verified by a command, and one altered entry is named', async () => {
    const dataDir = folder();
    const aggregator = await Aggregator.start({ dataDir });
    try {
      for (const name of ['officer', 'leader', 'admin']) await aggregator.signIn(name);
      await aggregator.signIn('officer', 'Wrong-pass-2026').catch(() => undefined);
    } finally {
      await aggregator.kill('SIGTERM');
    }
    const verify = () => runToEnd('npm', ['run', '--silent', 'audit:verify'], { cwd: ROOT, env: { DATA_DIR: dataDir } });

    const intact = await verify();
    expect(intact).toMatchObject({ code: 0, output: expect.stringMatching(/审计链完整：\d+ 条.*intact/) });

    const database = new Database(join(dataDir, 'one-screen.db'));
    const { entries } = database.prepare('SELECT COUNT(*) AS entries FROM audit').get() as { entries: number };
    expect(entries).toBeGreaterThanOrEqual(4);
    database.prepare('UPDATE audit SET actor = ? WHERE sequence = ?').run('nobody', entries - 1);
    database.close();
    const altered = await verify();
    expect(altered.code).toBe(1);
    expect(altered.output).toContain(`第 ${entries - 1} 条被改动 / Entry ${entries - 1} was tampered with`);
    rmSync(dataDir, { recursive: true, force: true });
  }, 400_000);
});
