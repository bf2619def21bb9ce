import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Aggregator, writeSourcesFile, type Person } from '../support/aggregator.js';
import { throwawayDatabase } from '../support/mysql.js';
import { withMysql } from '../support/services.js';

/** An administrator keeps the rules: sees beforehand what a change would have raised, loses no colleague's change, and finds every version. */
const HOUR = 3_600_000;
const MINUTE = 60_000;

const story = (databaseUrl: () => string): void => {
  let aggregator: Aggregator;
  let admin: Person;
  let officer: Person;
  const now = Date.now();

  interface Stored { id: string; version: number; condition: Record<string, unknown>; [name: string]: unknown }
  const rule = async (id: string): Promise<Stored> => ((await admin.get('/api/rules/all')).body.items as { rule: Stored }[]).find((one) => one.rule.id === id)?.rule as Stored;
  const preview = (changed: unknown, hours = 24) => admin.post('/api/rules/preview', { rule: changed, hours });

  beforeAll(async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'one-screen-rules-'));
    const mapping = { kind: 'reading', fields: { deviceCode: 'd', point: 'p', value: 'v', unit: 'u', at: 'at' } };
    writeSourcesFile(dataDir, [{ id: 'tanks', kind: 'http', sector: 'industry', name: '储罐', token: 'token-of-the-tanks', silentAfter: 'P30D', options: { mapping } }]);
    aggregator = await Aggregator.start({ dataDir, env: { SOURCES_FILE: join(dataDir, 'sources.json'), ...(databaseUrl() && { DATABASE_URL: databaseUrl() }) } });
    admin = await aggregator.signIn('admin');
    officer = await aggregator.signIn('officer');
    // Two tanks, a reading every ten minutes over a day; the first stood at 90 % for an hour, ten hours ago.
    const readings = Array.from({ length: 136 }, (_, index) => now - 23 * HOUR + index * 10 * MINUTE).flatMap((at) => {
      const hours = (now - at) / HOUR;
      return [{ d: 'TANK-1', p: 'tank-level', v: hours > 9 && hours < 10 ? 90 : 60, u: '%', at }, { d: 'TANK-2', p: 'tank-level', v: 82, u: '%', at }];
    });
    const sent = await aggregator.post('/api/intake/signals', readings, { authorization: 'Bearer token-of-the-tanks' });
    expect(sent.status).toBe(202);
  }, 400_000);
  afterAll(async () => {
    await aggregator?.close();
  });

  it('a preview says what a change would have raised, beside what the present version would have', async () => {
    const present = await rule('industry.tank-level');
    const changed = { ...present, condition: { ...present.condition, levels: [{ level: 'yellow', above: 80 }, { level: 'orange', above: 89 }] } };
    const raised = async () => ((await officer.get('/api/alarms?limit=200')).body.items as { key: string }[]).map(({ key }) => key);
    const before = await raised();
    const { status, body } = await preview(changed);
    expect(status).toBe(200);
    expect(body).toMatchObject({ cut: false, devices: { concerned: 2, looked: 2 }, inputs: 272, units: [{ unit: '%', points: 2, fit: 'same' }], present: { version: 1, alarms: 1, devices: 1, byLevel: { yellow: 1, orange: 0 }, standing: 0 }, proposed: { alarms: 2, devices: 2, byLevel: { red: 0, orange: 1, yellow: 1 }, standing: 1 } });
    expect(body.proposed.examples.map(({ deviceCode, level }: { deviceCode: string; level: string }) => `${deviceCode} ${level}`)).toEqual(['TANK-2 yellow', 'TANK-1 orange']);
    expect(await raised()).toEqual(before);
    expect(await rule('industry.tank-level')).toEqual(present);
  });

  it('a combination is rehearsed over what its members would have raised', async () => {
    const wide = { ...(await rule('industry.tank-level')), id: 'industry.both-tanks', version: 1, name: '两罐同高', applies: {}, title: '{count} 个罐同时液位高', condition: { type: 'combination', ofRules: ['industry.tank-level'], counting: 'points', atLeast: 1, withinObject: true, level: 'red' } };
    expect((await preview(wide)).body).toMatchObject({ proposed: { alarms: 1, byLevel: { red: 1 } }, cut: false });
    expect((await preview({ ...wide, condition: { ...wide.condition, atLeast: 2 } })).body).toMatchObject({ proposed: { alarms: 0 } });
  });

  it('faults come with their path and nothing is saved; previews take turns', async () => {
    const present = await rule('industry.tank-level');
    const wrong = { ...present, condition: { ...present.condition, levels: [{ level: 'yellow', above: 95 }, { level: 'orange', above: 85 }] } };
    for (const answer of [await preview(wrong), await admin.call('PUT', '/api/rules/industry.tank-level', wrong)]) expect(answer).toMatchObject({ status: 422, body: { code: 'rule-faults', details: [{ path: 'condition.levels.1', message: expect.stringContaining('级别倒挂') as unknown }] } });
    expect(await rule('industry.tank-level')).toEqual(present);
    const answers = await Promise.all([1, 2, 3].map(() => preview(present)));
    expect(answers.some(({ status }) => status === 200)).toBe(true);
    for (const { status, body } of answers) if (status !== 200) expect(body).toMatchObject({ code: 'preview-busy' });
    expect((await officer.post('/api/rules/preview', { rule: present })).status).toBe(403);
  });

  it('of two who change the same version the second is told, with the present one; both versions are found with who made them', async () => {
    const present = await rule('industry.tank-level');
    const named = (name: string) => admin.call('PUT', '/api/rules/industry.tank-level', { ...present, name });
    const both = await Promise.all([named('甲'), named('乙')]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    const [won, lost] = both[0].status === 200 ? both : [both[1], both[0]];
    expect(won?.body.version).toBe(present.version + 1);
    expect(lost?.body).toMatchObject({ code: 'rule-stale', details: { rule: { name: won?.body.name, version: present.version + 1 } } });
    expect((await admin.call('PUT', '/api/rules/industry.tank-level', { ...present, version: undefined })).status).toBe(422);
    const { items } = (await officer.get('/api/rules/industry.tank-level/versions')).body as { items: { rule: Stored; changedBy: string }[] };
    expect(items.map((one) => [one.rule.version, one.changedBy])).toEqual([[present.version + 1, 'admin'], [present.version, 'system']]);
    expect(((await admin.get('/api/audit?limit=50')).body.items as { action: string }[]).filter(({ action }) => action === 'rule.changed')).toHaveLength(1);
  });

  it('a preview names the units its points were last told in, and which of them it cannot judge', async () => {
    const told = [{ d: 'TANK-3', p: 'tank-level', v: 99, u: 'kPa', at: now }, { d: 'TANK-4', p: 'tank-level', v: 99, u: '', at: now }, { d: 'TANK-5', p: 'tank-level', v: 990, u: '‰', at: now }];
    expect((await aggregator.post('/api/intake/signals', told, { authorization: 'Bearer token-of-the-tanks' })).status).toBe(202);
    const present = await rule('industry.tank-level');
    const fits = [{ unit: '%', points: 2, fit: 'same' }, { unit: 'kPa', points: 1, fit: 'other' }, { unit: '', points: 1, fit: 'assumed' }, { unit: '‰', points: 1, fit: 'converted' }];
    const judged = (await preview(present)).body as { units: typeof fits; proposed: { examples: { deviceCode: string }[] } };
    expect(judged.units).toHaveLength(fits.length);
    expect(judged.units).toEqual(expect.arrayContaining(fits));
    expect(judged.proposed.examples.map(({ deviceCode }) => deviceCode)).not.toContain('TANK-3');
    const unitless = (await preview({ ...present, applies: { point: 'tank-level' } })).body as { units: typeof fits };
    expect(new Set(unitless.units.map(({ fit }) => fit))).toEqual(new Set(['same']));
    expect((await preview({ ...present, condition: { type: 'missing', levels: [{ level: 'blue', afterMs: 3_600_000 }] } })).body).toMatchObject({ units: [] });
  });

  it('a new rule is made once, may be switched off and found again, and says what is wrong with a ring', async () => {
    const ring = [[121, 28], [121.1, 28], [121, 28.1], [121.1, 28.1], [121, 28]];
    const fence = { id: 'road.no-entry', sector: 'road', name: '禁行区', enabled: true, from: now, applies: {}, title: '{name} 驶入禁行区', source: '[P] 试验', condition: { type: 'geofence', ring, alarmWhen: 'inside', level: 'orange', deadbandMetres: 20 } };
    expect(await admin.post('/api/rules', fence)).toMatchObject({ status: 422, body: { details: [{ path: 'condition.ring', message: expect.stringContaining('自相交') as unknown }] } });
    const made = await admin.post('/api/rules', { ...fence, condition: { ...fence.condition, ring: [[121, 28], [121.1, 28], [121.1, 28.1], [121, 28.1], [121, 28]] } });
    expect(made).toMatchObject({ status: 201, body: { version: 1 } });
    expect(await admin.post('/api/rules', made.body)).toMatchObject({ status: 409, body: { code: 'rule-exists' } });
    expect((await officer.post('/api/rules', fence)).status).toBe(403);
    expect((await officer.get('/api/rules')).body.items).toContainEqual(expect.objectContaining({ id: 'road.no-entry' }));
    expect((await admin.call('PUT', '/api/rules/road.no-entry', { ...made.body, enabled: false })).status).toBe(200);
    expect((await officer.get('/api/rules')).body.items).not.toContainEqual(expect.objectContaining({ id: 'road.no-entry' }));
    const found = ((await admin.get('/api/rules/all')).body.items as { rule: Stored; inForce?: Stored }[]).find((one) => one.rule.id === 'road.no-entry');
    expect(found).toMatchObject({ rule: { enabled: false, version: 2 } });
    expect(found).not.toHaveProperty('inForce');
  });
};

describe('the rules, embedded database', () => story(() => ''));

withMysql('the rules, MySQL', () => {
  let mysql: Awaited<ReturnType<typeof throwawayDatabase>>;
  beforeAll(async () => {
    mysql = await throwawayDatabase();
  });
  afterAll(() => mysql.drop());
  story(() => mysql.url);
});
