import type { AlarmSignal, Parsed } from '@one-screen/domain';
import { unavailable } from '@one-screen/domain';
import type { AlarmsService } from '../alarms/alarms.service.js';
import type { Config } from '../config/config.js';
import type { AuditService } from '../identity/audit.service.js';
import type { Metrics } from '../operations/metrics.js';
import { IntakeService } from './intake.service.js';
import type { CountedAlarms } from './rules/counted-alarms.js';
import { SourceLinks } from './source-links.js';
import { SourceRegistry } from './source-registry.js';
import { tokenHash } from './source-token.js';
import type { Source } from './source.row.js';
import type { SourcesRepository } from './sources.repository.js';

const TOKEN = 'token-of-the-fire-panel';
const source: Source = { id: 'fire-1', revision: 1, kind: 'http', sector: 'fire', name: 'n', tokenHash: tokenHash(TOKEN), silentAfter: 300_000, options: {}, disabled: false, fromFile: false, accepted: 0, repeats: 0, rejected: 0, createdAt: 0 };
const good = (key: string): Parsed => ({ ok: true, signal: { kind: 'alarm', key, level: 'red', title: 't', occurredAt: 0, cleared: false } satisfies AlarmSignal });
const bad: Parsed = { ok: false, key: 'bad', faults: [{ path: 'level', message: 'unknown' }] };

describe('intake', () => {
  const refused = jest.fn();
  const accept = jest.fn();
  const count = jest.fn();
  let links: SourceLinks;
  let intake: IntakeService;

  beforeEach(async () => {
    refused.mockReset();
    accept.mockReset().mockImplementation((_source: unknown, signals: AlarmSignal[]) => Promise.resolve(signals.map(({ key }) => ({ key, id: `id-${key}`, status: key.startsWith('old') ? 'repeat' : 'accepted' }))));
    const repository = { all: () => Promise.resolve([source, { ...source, id: 'off', disabled: true, tokenHash: tokenHash('token-switched-off') }]) } as unknown as SourcesRepository;
    const registry = new SourceRegistry(repository);
    await registry.refresh();
    links = new SourceLinks(registry, repository);
    intake = new IntakeService(registry, links, { accept } as unknown as AlarmsService, { count } as unknown as CountedAlarms, { refused } as unknown as AuditService, { received: jest.fn() } as unknown as Metrics, { intakeRate: 10, intakeBurst: 20 } as Config);
  });
  const now = () => links.now(source, 1000);

  it('knows a source by its token, and writes down who it refuses', () => {
    expect(intake.source(`Bearer ${TOKEN}`, 'ip').id).toBe('fire-1');
    expect(refused).not.toHaveBeenCalled();
    for (const header of [undefined, TOKEN, 'Bearer ', 'Bearer wrong-token-altogether', `Basic ${TOKEN}`, `Bearer ${'x'.repeat(400)}`]) {
      expect(() => intake.source(header, 'ip')).toThrow(expect.objectContaining({ kind: 'unauthenticated', code: 'bad-token' }));
    }
    expect(() => intake.source('Bearer token-switched-off', 'ip')).toThrow(expect.objectContaining({ kind: 'forbidden', code: 'source-disabled' }));
    expect(refused).toHaveBeenCalledTimes(7);
    expect(JSON.stringify(refused.mock.calls)).not.toContain('token-');
  });

  it('answers in the order sent and counts what became of each', async () => {
    const results = await intake.accept(source, [good('a'), bad, good('old-b')], 500, 'zh', (index) => ({ index }));
    expect(results.map(({ status }) => status)).toEqual(['accepted', 'rejected', 'repeat']);
    expect(now()).toMatchObject({ accepted: 1, repeats: 1, rejected: 1, lastSeenAt: 500, lastError: { error: 'level: 其他错误：unknown / level: unknown' } });
    expect(now().badMessages).toEqual([{ at: 500, error: 'level: 其他错误：unknown / level: unknown', excerpt: '{"index":1}' }]);
  });

  it('stores nothing of a message in which nothing is good', async () => {
    await expect(intake.accept(source, [bad, bad], 500, 'zh', () => 'x')).rejects.toMatchObject({ kind: 'invalid' });
    expect(accept).not.toHaveBeenCalled();
    expect(now()).toMatchObject({ rejected: 2 });
    expect(now().lastSeenAt).toBeUndefined();
  });

  it('counts nothing when nothing could be stored', async () => {
    accept.mockRejectedValue(unavailable('database-away', '', ''));
    await expect(intake.accept(source, [good('a'), bad], 500, 'zh', () => 'x')).rejects.toMatchObject({ kind: 'unavailable' });
    expect(now()).toMatchObject({ accepted: 0, rejected: 0 });
  });

  it('takes an empty message as a sign of life', async () => {
    expect(await intake.accept(source, [], 700, 'zh', () => '')).toEqual([]);
    expect(now()).toMatchObject({ accepted: 0, lastSeenAt: 700 });
  });

  it('slows each source down by itself, and says for how long', () => {
    intake.spend(source, 20);
    expect(() => intake.spend(source, 20)).toThrow(expect.objectContaining({ kind: 'too-many', code: 'rate-limited', details: { retryAfterSeconds: 2 } }));
    expect(() => intake.spend({ ...source, id: 'other' }, 20)).not.toThrow();
  });
});
