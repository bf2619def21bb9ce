import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SourceBody, SourceChangeBody, type SourceView } from '@one-screen/contracts';
import { EVERYTHING, SECTORS } from '@one-screen/domain';
import { Database } from '../database/database.js';
import { AuditRepository } from '../identity/audit.repository.js';
import { AuditService } from '../identity/audit.service.js';
import type { Identity } from '../identity/identity.js';
import { JournalRepository } from '../journal/journal.repository.js';
import type { PushService } from '../push/push.service.js';
import { ensureDemoLines, LINES_FILE } from './demo-lines.js';
import { DEMO_SENDERS } from './demo-senders.js';
import { DEMO_FILE, ensureDemoSources } from './demo-sources.js';
import { SourceKeeper } from './source-keeper.service.js';
import { SourceLinks } from './source-links.js';
import { SourceRegistry } from './source-registry.js';
import { SourcesRepository } from './sources.repository.js';
import { SourcesService } from './sources.service.js';

const by = { name: 'admin', ip: '127.0.0.1' };
const admin: Identity = { kind: 'user', name: 'admin', displayName: '管理员', role: 'admin', scope: EVERYTHING, ip: '127.0.0.1' };
const body = (over: Partial<SourceBody> = {}) => SourceBody.parse({ id: 'fire-1', kind: 'http', sector: 'fire', name: '消防主机', ...over });

describe('sources', () => {
  let dataDir: string;
  let database: Database;
  let pushed: SourceView[];

  /** One instance of the room on the same database. */
  const room = (sourcesFile = '') => {
    const repository = new SourcesRepository(database);
    const registry = new SourceRegistry(repository);
    const links = new SourceLinks(registry, repository);
    const push = { publish: (_name: string, view: SourceView) => void pushed.push(view) } as unknown as PushService;
    const sources = new SourcesService(database, repository, registry, links, new JournalRepository(database), new AuditService(database, new AuditRepository(database), Date.now), push);
    return { repository, registry, links, sources, keeper: new SourceKeeper(registry, links, sources, { demo: false, dataDir, sourcesFile }) };
  };
  const kinds = async (id: string) => (await new JournalRepository(database).of('source', id)).map(({ kind, revision }) => `${kind}@${revision}`);

  beforeEach(async () => {
    pushed = [];
    dataDir = mkdtempSync(join(tmpdir(), 'sources-'));
    database = await Database.open({ databaseUrl: '', dataDir });
  });
  afterEach(async () => {
    await database.close();
    rmSync(dataDir, { recursive: true });
  });

  it('shows a new token once, keeps only its hash, and knows the source by it', async () => {
    const { sources, registry } = room();
    const made = await sources.create(by, body());
    expect(made.token).toMatch(/^[\w-]{43}$/);
    expect(registry.byToken(made.token ?? '')?.id).toBe('fire-1');
    expect(registry.byToken('another-token-altogether')).toBeUndefined();
    expect(JSON.stringify(sources.list(admin))).not.toContain(made.token);
    expect(JSON.stringify(await database.read('SELECT * FROM source'))).not.toContain(made.token);
    expect(pushed.at(-1)).toMatchObject({ id: 'fire-1', state: 'connecting', hasToken: true });
  });

  it('ends the old token when rotated, and journals and audits each deed', async () => {
    const { sources, registry } = room();
    const { token: old } = await sources.create(by, body());
    const { token } = await sources.rotate(by, 'fire-1');
    await sources.change(by, 'fire-1', { name: '新名' });
    await sources.disable(by, 'fire-1');
    expect(registry.byToken(old ?? '')).toBeUndefined();
    expect(registry.byToken(token ?? '')).toMatchObject({ name: '新名', disabled: true, revision: 4 });
    expect(await kinds('fire-1')).toEqual(['source.created@1', 'source.rotated@2', 'source.changed@3', 'source.disabled@4']);
    expect(await database.read('SELECT action FROM audit ORDER BY sequence')).toHaveLength(4);
    expect(pushed.at(-1)?.state).toBe('disabled');
  });

  it('changes only what is named', async () => {
    const { sources, registry } = room();
    await sources.create(by, body({ silentAfter: 'PT1H', options: { ledger: true } }));
    await sources.change(by, 'fire-1', SourceChangeBody.parse({ name: '新名' }));
    expect(registry.get('fire-1')).toMatchObject({ name: '新名', silentAfter: 3_600_000, options: { ledger: true } });
  });

  it('refuses a second source of the same id or token, and options it does not know', async () => {
    const { sources } = room();
    await sources.create(by, body({ token: 'token-of-the-fire-panel' }));
    await expect(sources.create(by, body())).rejects.toMatchObject({ kind: 'conflict', code: 'source-exists' });
    await expect(sources.create(by, body({ id: 'fire-2', token: 'token-of-the-fire-panel' }))).rejects.toMatchObject({ code: 'token-taken' });
    await expect(sources.create(by, body({ id: 'fire-3', options: { colour: 1 } }))).rejects.toMatchObject({ kind: 'invalid', code: 'source-options' });
    await expect(sources.change(by, 'nobody', { name: 'x' })).rejects.toMatchObject({ kind: 'missing' });
    expect(await database.read('SELECT id FROM source')).toEqual([{ id: 'fire-1' }]);
  });

  it('lets another instance know at its next look', async () => {
    const [one, two] = [room(), room()];
    const heard = jest.fn();
    two.registry.onChange(heard);
    const { token } = await one.sources.create(by, body());
    expect(two.registry.byToken(token ?? '')).toBeUndefined();
    await two.registry.refresh();
    await two.registry.refresh();
    expect(two.registry.byToken(token ?? '')?.id).toBe('fire-1');
    expect(heard).toHaveBeenCalledTimes(1);
  });

  it('adds up the counters of several instances', async () => {
    const [one, two] = [room(), room()];
    await one.sources.create(by, body());
    await two.registry.refresh();
    one.links.good('fire-1', 5, 2, 1000);
    two.links.good('fire-1', 3, 0, 3000);
    two.links.bad('fire-1', 1, [{ error: 'level: unknown', excerpt: 'x'.repeat(900) }], 3000);
    await one.links.flush();
    await two.links.flush();
    one.links.good('fire-1', 1, 0, 2000);
    await one.registry.refresh();
    const [view] = one.sources.list(admin);
    expect(view).toMatchObject({ accepted: 9, repeats: 2, rejected: 1, lastSeenAt: '1970-01-01T08:00:03.000+08:00' });
    await one.links.flush();
    await one.registry.refresh();
    expect(one.sources.list(admin)[0]?.accepted).toBe(9);
    expect(two.sources.list(admin)[0]?.badMessages?.[0]?.excerpt).toHaveLength(500);
  });

  it('tells of a state only when it changes', async () => {
    const { sources, links } = room();
    await sources.create(by, body());
    const now = Date.now();
    expect(links.evaluate(now)).toEqual([]);
    links.good('fire-1', 1, 0, now);
    expect(links.evaluate(now)).toEqual(['fire-1']);
    expect(links.evaluate(now + 1000)).toEqual([]);
    expect(links.evaluate(now + 301_000)).toEqual(['fire-1']);
    expect(sources.list(admin)[0]?.state).toBe('silent');
  });

  it('keeps bad messages from those who do not mend links', async () => {
    const { sources, links } = room();
    await sources.create(by, body());
    links.bad('fire-1', 1, [{ error: 'e', excerpt: '张三' }], 1);
    expect(sources.list({ ...admin, role: 'operator' })[0]).not.toHaveProperty('badMessages');
    expect(sources.list({ ...admin, scope: { sectors: ['road'], gridPrefix: '' } })).toEqual([]);
  });

  it('applies SOURCES_FILE, rotates a changed token, and lets no one else change what it keeps', async () => {
    const path = join(dataDir, 'sources.json');
    const write = (...sources: unknown[]) => writeFileSync(path, JSON.stringify({ sources }));
    const start = async () => {
      const instance = room(path);
      await instance.keeper.onModuleInit();
      await instance.keeper.onApplicationShutdown();
      return instance;
    };
    write({ id: 'file-1', kind: 'http', sector: 'city', name: '燃气', token: 'first-token-of-the-file' });
    const { registry, sources } = await start();
    expect(registry.byToken('first-token-of-the-file')).toMatchObject({ id: 'file-1', fromFile: true });
    await expect(sources.change(by, 'file-1', { name: 'x' })).rejects.toMatchObject({ code: 'source-from-file' });
    await expect(sources.rotate(by, 'file-1')).rejects.toMatchObject({ code: 'source-from-file' });
    await sources.disable(by, 'file-1');
    await start();
    expect(await kinds('file-1')).toEqual(['source.created@1', 'source.disabled@2']);
    write({ id: 'file-1', kind: 'http', sector: 'city', name: '燃气', token: 'second-token-of-the-file' });
    const again = await start();
    expect(again.registry.byToken('first-token-of-the-file')).toBeUndefined();
    expect(again.registry.byToken('second-token-of-the-file')).toMatchObject({ disabled: true });
    write();
    expect((await start()).registry.get('file-1')?.fromFile).toBe(false);
  });

  it('gives the demo one source per sector and one for each kind of device that posts, with the same tokens at every start', async () => {
    const first = room();
    const { sources: made } = await ensureDemoSources(dataDir, first.sources);
    expect(made.slice(0, 8).map(({ id }) => id)).toEqual(SECTORS.map((sector) => `demo-${sector}`));
    expect(made.slice(8).map(({ id }) => id)).toEqual(DEMO_SENDERS.map(({ id }) => id));
    expect(statSync(join(dataDir, DEMO_FILE)).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(join(dataDir, DEMO_FILE), 'utf8'))).toEqual({ sources: made });
    const second = room();
    await second.registry.refresh();
    await ensureDemoSources(dataDir, second.sources);
    for (const { id, token } of made) expect(second.registry.byToken(token)).toMatchObject({ id, revision: 1 });
    expect(made.slice(0, 8).every(({ token }) => second.registry.byToken(token)?.options['ledger'] === true)).toBe(true);
    expect(made.slice(8).some(({ token }) => second.registry.byToken(token)?.options['ledger'] !== undefined)).toBe(false);
    expect(second.registry.get('demo-road')?.name).toBe('道路交通演示源');
  });

  it('adds to the demo of an older release what it does not have, keeping its tokens', async () => {
    const first = room();
    const { sources: made } = await ensureDemoSources(dataDir, first.sources);
    writeFileSync(join(dataDir, DEMO_FILE), JSON.stringify({ sources: made.slice(0, 8) }));
    const { sources: again } = await ensureDemoSources(dataDir, first.sources);
    expect(again.map(({ id }) => id)).toEqual(made.map(({ id }) => id));
    expect(again.slice(0, 8)).toEqual(made.slice(0, 8));
    expect(JSON.parse(readFileSync(join(dataDir, DEMO_FILE), 'utf8'))).toEqual({ sources: again });
    for (const { id, token } of again) expect(first.registry.byToken(token)?.id).toBe(id);
  });

  it('keeps the ports of the demo’s lines, and tells the devices we call which registers they have', async () => {
    const first = room();
    await ensureDemoLines(dataDir, first.sources);
    const path = join(dataDir, LINES_FILE);
    const { lines } = JSON.parse(readFileSync(path, 'utf8')) as { lines: { id: string; kind: string; port: number; options: { points?: unknown[] } }[] };
    expect(new Set(lines.map(({ port }) => port)).size).toBe(lines.length);
    const plants = lines.find(({ kind }) => kind === 'modbus');
    expect(plants?.options.points?.length).toBeGreaterThan(10);
    expect(first.registry.get('demo-plants')?.options).toMatchObject({ port: plants?.port, points: plants?.options.points });
    writeFileSync(path, JSON.stringify({ lines: lines.slice(0, 2).map(({ id, kind, port }) => ({ id, kind, port, sector: 'road' })) }));
    await ensureDemoLines(dataDir, first.sources);
    const { lines: again } = JSON.parse(readFileSync(path, 'utf8')) as { lines: typeof lines };
    expect(again.map(({ id }) => id)).toEqual(lines.map(({ id }) => id));
    expect(again.slice(0, 2)).toEqual(lines.slice(0, 2));
    await ensureDemoLines(dataDir, first.sources);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ lines: again });
  });
});
