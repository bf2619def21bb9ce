import { Aggregator, PASSWORD, type Person } from '../support/aggregator.js';
import { throwawayDatabase } from '../support/mysql.js';
import { withMysql } from '../support/services.js';

const DAY = 86_400_000;
const GRID = '331082001001';
/** A photo's first bytes are enough to be known by; the rest tells one from another. */
const photo = (mark: string): Buffer => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from(mark)]);
const fromNow = (ms: number): string => new Date(Date.now() + ms).toISOString();

interface People { officer: Person; other: Person; leader: Person; admin: Person }

const ring = [[121, 28], [122, 28], [122, 29], [121, 28]];
const prepare = async (aggregator: Aggregator): Promise<People> => {
  const admin = await aggregator.signIn('admin');
  expect((await admin.post('/api/grids', ['331082001001', '331082002001'].map((code) => ({ code, name: `网格${code}`, kind: 'community', schematic: true, centre: { lon: 121.1, lat: 28.8 }, rings: [ring] })))).status).toBe(200);
  expect((await admin.post('/api/objects', [{ code: 'F-1', name: '鹿城商厦', sector: 'fire', kind: '重点单位', gridCode: GRID, location: { lon: 121.1, lat: 28.8 }, risk: 'yellow', responsible: '王工', responsiblePhone: '138****0000' }])).status).toBe(200);
  const scope = { sectors: ['fire'], gridPrefix: '331082001' };
  expect((await admin.post('/api/users', { username: 'second', displayName: '第二值班员', role: 'officer', scope, password: PASSWORD })).status).toBe(201);
  return { officer: await aggregator.signIn(), leader: await aggregator.signIn('leader'), other: await aggregator.signIn('second'), admin };
};

const upload = async (aggregator: Aggregator, who: Person, bytes: Buffer, headers: Record<string, string> = {}) => {
  const answer = await fetch(`${aggregator.url}/api/files`, { method: 'POST', body: new Uint8Array(bytes), headers: { cookie: who.cookie, origin: aggregator.url, 'content-type': 'image/jpeg', 'x-file-name': encodeURIComponent('现场 1.jpg'), ...headers } });
  return { status: answer.status, body: (await answer.json()) as { id: string; code?: string; sha256: string } };
};

const report = (over: Record<string, unknown> = {}) => ({
  source: 'street', sector: 'fire', objectCode: 'F-1', gridCode: GRID, place: '三楼东侧', description: '疏散通道被货物堵塞', category: 'escape', foundBy: '陈某', foundAt: fromNow(-60_000), ...over,
});

/** The whole life, as people live it. */
const live = async (aggregator: Aggregator, { officer, other, leader }: People): Promise<string> => {
  const before = await upload(aggregator, officer, photo('before'));
  expect(before).toMatchObject({ status: 201, body: { type: 'image/jpeg', name: '现场 1.jpg', by: 'officer' } });
  const registered = await officer.post('/api/hazards', report({ photosBefore: [before.body.id] }));
  expect(registered).toMatchObject({ status: 201, body: { state: 'registered', revision: 1, objectName: '鹿城商厦', gridName: `网格${GRID}`, overdue: false, daysOverdue: 0, photosBefore: [before.body.id] } });
  const path = `/api/hazards/${registered.body.id}`;
  expect(registered.body.may).toEqual(expect.arrayContaining(['grade', 'return', 'note']));
  expect(registered.body.may).not.toContain('dismiss');
  let revision = 1;
  const step = async (who: Person, action: string, fields: Record<string, unknown>, state: string) => {
    const answer = await who.patch(path, { action, revision, ...fields });
    expect(answer).toMatchObject({ status: 200, body: { state, revision: revision + 1 } });
    revision += 1;
    return answer.body;
  };
  const refused = async (who: Person, action: string, fields: Record<string, unknown>, status: number, code: string, ...paths: string[]) => {
    const answer = await who.patch(path, { action, revision, ...fields });
    expect(answer).toMatchObject({ status, body: { code } });
    if (paths.length) expect(answer.body.details.map((fault: { path: string }) => fault.path)).toEqual(paths);
  };

  await refused(officer, 'grade', { grade: 'general', entryCode: 'NONE-1' }, 422, 'entry-unknown', 'entryCode');
  expect((await step(officer, 'grade', { grade: 'general' }, 'graded')).may).not.toContain('endorse');
  await refused(officer, 'assign', { to: 'second' }, 422, 'sign-off-required', 'signature');
  await refused(officer, 'endorse', { signature: '陈' }, 403, 'leader-only');
  expect((await leader.get(path)).body.may).toContain('endorse');
  await step(leader, 'endorse', { signature: '林某' }, 'endorsed');
  await refused(officer, 'assign', { to: 'second', deadline: fromNow(-DAY) }, 422, 'deadline-past', 'deadline');
  const deadline = fromNow(10 * DAY);
  expect(Date.parse((await step(officer, 'assign', { to: 'second', deadline }, 'assigned')).deadline)).toBe(Date.parse(deadline));
  expect((await other.get('/api/hazards?mine=1')).body.items).toMatchObject([{ id: registered.body.id }]);
  expect((await officer.get('/api/hazards?mine=1')).body.items).toEqual([]);
  await refused(officer, 'accept', {}, 403, 'not-assignee');
  await step(other, 'accept', {}, 'accepted');
  const five = { responsible: '王工', measures: '清理并划线', funds: 0, contingency: '专人值守' };
  await refused(other, 'begin', { five }, 422, 'five-required', 'five.finishBy');
  await step(other, 'begin', { five: { ...five, finishBy: fromNow(5 * DAY) } }, 'rectifying');
  await refused(other, 'submit', { note: '已清理' }, 422, 'field-required', 'photosAfter');
  await refused(other, 'submit', { note: '已清理', photosAfter: ['no-such-file'] }, 422, 'unknown-file', 'photosAfter[0]');
  const after = await upload(aggregator, other, photo('after'));
  await step(other, 'submit', { note: '已清理', photosAfter: [after.body.id] }, 'submitted');
  expect((await other.get(path)).body.may).not.toContain('recheck');
  await refused(other, 'recheck', { passed: true, note: '合格' }, 403, 'own-recheck');
  await step(officer, 'recheck', { passed: true, note: '现场复核合格' }, 'passed');
  await refused(officer, 'close', {}, 403, 'leader-only');
  const stale = await leader.patch(path, { action: 'close', revision: revision - 1 });
  expect(stale).toMatchObject({ status: 409, body: { code: 'stale-revision', details: { record: { state: 'passed', revision, registered: { by: 'officer', at: expect.stringMatching(/^\d{4}-.*\+08:00$/) } } } } });
  const closed = await step(leader, 'close', {}, 'closed');
  expect(closed.may).toEqual([]);
  expect(closed.history.map(({ kind }: { kind: string }) => kind)).toEqual(['registered', 'graded', 'endorsed', 'assigned', 'accepted', 'begun', 'submitted', 'rechecked', 'closed'].map((kind) => `hazard.${kind}`));
  expect(closed.history[3].data).toMatchObject({ to: 'second', deadline: expect.stringContaining('+08:00') });
  return registered.body.id;
};

describe('a hazard over HTTP', () => {
  let aggregator: Aggregator;
  let people: People;
  beforeAll(async () => {
    aggregator = await Aggregator.start();
    people = await prepare(aggregator);
  }, 400_000);
  afterAll(() => aggregator.close(), 180_000);

  it('is registered, graded, signed off, assigned, rectified, re-checked by another and closed, each refusal naming its field', async () => {
    await live(aggregator, people);
  }, 120_000);

  it('is registered only of an object that exists, in its sector and in a grid of the author; nothing is written otherwise', async () => {
    const { officer, other, admin } = people;
    const count = async () => (await officer.get('/api/hazards?limit=500')).body.items.length;
    const had = await count();
    for (const [over, path] of [[{ objectCode: 'X-9' }, 'objectCode'], [{ sector: 'city' }, 'sector'], [{ gridCode: '331082009999' }, 'gridCode'], [{ photosBefore: ['none'] }, 'photosBefore[0]'], [{ place: ' ' }, 'place'], [{ foundAt: fromNow(DAY) }, 'foundAt'], [{ inspectionId: 'JC-0' }, 'inspectionId']] as const) {
      expect(await officer.post('/api/hazards', report(over))).toMatchObject({ status: 422, body: { details: [{ path }] } });
    }
    expect(await other.post('/api/hazards', report({ gridCode: '331082002001' }))).toMatchObject({ status: 422, body: { details: [{ path: 'gridCode' }] } });
    for (const who of [admin, await aggregator.signIn('operator'), aggregator.wall()]) expect((await who.post('/api/hazards', report())).status).toBe(403);
    expect(await count()).toBe(had);
  }, 60_000);

  it('is listed by page and by what is asked, and seen by nobody outside its grid', async () => {
    const { officer, other, leader } = people;
    const made: string[] = [];
    for (const [index, gridCode] of [GRID, GRID, '331082002001'].entries()) made.push((await leader.post('/api/hazards', report({ gridCode, category: 'paged', foundAt: fromNow(-(index + 1) * 3_600_000) }))).body.id as string);
    const first = (await officer.get('/api/hazards?category=paged&limit=2')).body;
    expect(first.items.map(({ id }: { id: string }) => id)).toEqual(made.slice(0, 2));
    expect((await officer.get(`/api/hazards?category=paged&limit=2&cursor=${first.nextCursor}`)).body).toEqual({ items: [expect.objectContaining({ id: made[2] })] });
    expect((await other.get('/api/hazards?category=paged')).body.items).toHaveLength(2);
    expect((await other.get(`/api/hazards/${made[2]}`)).status).toBe(404);
    expect((await officer.get(`/api/hazards?q=${encodeURIComponent('鹿城')}&category=paged`)).body.items).toHaveLength(3);
    expect((await officer.get('/api/hazards?q=__')).body.items).toEqual([]);
    expect((await officer.get('/api/hazards?overdue=1')).body.items).toEqual([]);
    expect((await officer.get(`/api/hazards?category=paged&from=${fromNow(-2.5 * 3_600_000)}&to=${fromNow(-1.5 * 3_600_000)}`)).body.items).toMatchObject([{ id: made[1] }]);
    expect(await officer.get('/api/hazards?state=nowhere')).toMatchObject({ status: 422, body: { details: [{ path: 'state' }] } });
  }, 60_000);

  it('keeps its photos as they came, once each, and takes nothing that is not what it says', async () => {
    const { officer } = people;
    const bytes = photo('same');
    const [one, two] = [await upload(aggregator, officer, bytes), await upload(aggregator, officer, bytes)];
    expect(one.body.sha256).toBe(two.body.sha256);
    const read = await fetch(`${aggregator.url}/api/files/${one.body.id}`, { headers: { cookie: officer.cookie } });
    expect(Buffer.from(await read.arrayBuffer()).equals(bytes)).toBe(true);
    expect(Object.fromEntries(['content-type', 'x-content-type-options', 'content-disposition'].map((name) => [name, read.headers.get(name)]))).toEqual({ 'content-type': 'image/jpeg', 'x-content-type-options': 'nosniff', 'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent('现场 1.jpg')}` });
    expect((await fetch(`${aggregator.url}/api/files/${one.body.id}`)).status).toBe(401);
    expect((await officer.get('/api/files/none')).status).toBe(404);
    expect(await upload(aggregator, officer, Buffer.from('<html>'))).toMatchObject({ status: 422, body: { code: 'file-type', details: [{ path: 'file' }] } });
    expect(await upload(aggregator, officer, bytes, { 'content-type': 'application/pdf' })).toMatchObject({ status: 422, body: { code: 'file-type' } });
    expect(await upload(aggregator, officer, bytes, { 'x-file-name': encodeURIComponent('../x.jpg') })).toMatchObject({ status: 422, body: { code: 'file-name' } });
    expect(await upload(aggregator, officer, bytes, { 'content-type': 'text/html' })).toMatchObject({ status: 415 });
    expect(await upload(aggregator, officer, Buffer.concat([bytes, Buffer.alloc(10 * 1024 * 1024)]))).toMatchObject({ status: 413, body: { code: 'file-too-large' } });
    const nine = Buffer.concat([bytes, Buffer.alloc(9 * 1024 * 1024)]);
    expect((await upload(aggregator, officer, nine)).status).toBe(201);
    const elsewhere = await fetch(`${aggregator.url}/api/hazards`, { method: 'POST', body: new Uint8Array(photo('x')), headers: { cookie: officer.cookie, origin: aggregator.url, 'content-type': 'image/jpeg' } });
    expect(elsewhere.status).toBe(415);
  }, 60_000);
});

withMysql('a hazard on MariaDB', () => {
  it('lives the same life', async () => {
    const database = await throwawayDatabase();
    const aggregator = await Aggregator.start({ env: { DATABASE_URL: database.url } });
    try {
      const people = await prepare(aggregator);
      const id = await live(aggregator, people);
      expect((await people.officer.get(`/api/hazards?q=${encodeURIComponent('商厦')}&state=closed`)).body.items).toMatchObject([{ id }]);
    } finally {
      await aggregator.close();
      await database.drop();
    }
  }, 400_000);
});
