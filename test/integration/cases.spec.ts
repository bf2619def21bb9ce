import { Aggregator, type Person } from '../support/aggregator.js';
import { GRID, hire, layLedger } from '../support/ledger.js';
import { throwawayDatabase } from '../support/mysql.js';
import { withMysql } from '../support/services.js';

const HOUR = 3_600_000;
const at = (ms = 0): string => new Date(Date.now() + ms).toISOString();

const stories = (start: () => Promise<{ aggregator: Aggregator; end: () => Promise<void> }>): void => {
  let aggregator: Aggregator;
  let end: () => Promise<void>;
  let officer: Person;
  let leader: Person;
  const clue = (patch: Record<string, unknown> = {}) => officer.post('/api/cases', { objectCode: 'mall', facts: '疏散通道锁闭', foundAt: at(-HOUR), ...patch });
  const step = (who: Person, id: string, revision: number, action: string, more: Record<string, unknown> = {}) => who.patch(`/api/cases/${id}`, { action, revision, ...more });

  beforeAll(async () => {
    ({ aggregator, end } = await start());
    await layLedger(aggregator, [{ code: 'mall' }, { code: 'shop' }]);
    officer = await aggregator.signIn();
    leader = await aggregator.signIn('leader');
  }, 400_000);
  afterAll(() => end(), 180_000);

  it('goes from clue to publication and becomes a typical one, its 90 days shown', async () => {
    const { status, body } = await clue();
    expect({ status, body }).toMatchObject({ status: 201, body: { state: 'clue', objectName: '对象mall', gridCode: GRID, sector: 'fire', overdue: false, may: ['note'] } });
    const { id } = body;
    expect(await step(officer, id, 1, 'file', { note: '涉嫌违法' })).toMatchObject({ status: 403, body: { code: 'leader-only' } });
    expect(await step(leader, id, 1, 'file', { note: '涉嫌违法', number: '临消立〔2026〕7号', investigators: ['officer'] })).toMatchObject({ status: 422, body: { details: [{ path: 'investigators' }] } });
    const filed = await step(leader, id, 1, 'file', { note: '涉嫌违法', number: '临消立〔2026〕7号', investigators: ['officer', 'chen'] });
    expect(filed).toMatchObject({ status: 200, body: { state: 'filed', daysLeft: 90, overdue: false } });
    expect(filed.body.decisionDueAt).toMatch(/T00:00:00\.000\+08:00$/);
    expect(await step(officer, id, 1, 'note', { note: 'x' })).toMatchObject({ status: 409, body: { code: 'stale-revision', details: { record: { revision: 2 } } } });
    expect(await step(leader, id, 2, 'decide', {})).toMatchObject({ status: 409, body: { code: 'not-allowed' } });
    expect(await step(leader, id, 2, 'investigate', { note: '属实', evidence: ['照片'] })).toMatchObject({ status: 403, body: { code: 'not-investigator' } });
    expect(await step(officer, id, 2, 'investigate', { note: '属实' })).toMatchObject({ status: 422, body: { details: [{ path: 'evidence' }] } });
    await step(officer, id, 2, 'investigate', { note: '属实', evidence: ['现场照片', '询问笔录'] });
    expect(await step(officer, id, 3, 'notify', { penalty: 'restriction' })).toMatchObject({ status: 422, body: { code: 'hearing-offer-required', details: [{ path: 'hearingOffered' }] } });
    const notified = await step(officer, id, 3, 'notify', { penalty: 'fine', hearingOffered: true });
    expect(Date.parse(notified.body.notified.answerBy)).toBeGreaterThan(Date.now());
    expect(await step(officer, id, 4, 'hear', { note: '听证', requestedAt: at(HOUR) })).toMatchObject({ status: 422, body: { code: 'future-date', details: [{ path: 'requestedAt' }] } });
    const decision = { penalty: 'fine', amount: 20_000, basis: '消防法第60条', document: '临消罚〔2026〕7号' };
    expect(await step(leader, id, 4, 'decide', decision)).toMatchObject({ status: 422, body: { code: 'answer-time-running', details: [{ path: 'waived' }] } });
    expect(await step(leader, id, 4, 'decide', { ...decision, amount: -1, waived: true })).toMatchObject({ status: 422, body: { code: 'invalid-body', details: [{ path: 'amount' }] } });
    expect(await step(leader, id, 4, 'decide', { ...decision, waived: true })).toMatchObject({ status: 200, body: { state: 'decided', decided: { amount: 20_000, kind: 'fine' } } });
    await step(officer, id, 5, 'serve');
    expect(await step(leader, id, 6, 'close')).toMatchObject({ status: 409, body: { code: 'not-executed' } });
    expect((await leader.get(`/api/cases/${id}`)).body.may).not.toContain('close');
    await step(officer, id, 6, 'execute', { note: '已缴纳' });
    await step(leader, id, 7, 'close');
    expect(await step(officer, id, 8, 'publish', {})).toMatchObject({ status: 422, body: { details: [{ path: 'url' }] } });
    await step(officer, id, 8, 'publish', { url: 'https://example.gov.cn/7' });
    const typical = await step(leader, id, 9, 'typify', { note: '锁闭疏散通道典型案例' });
    expect(typical).toMatchObject({ status: 200, body: { state: 'published', typical: { summary: '锁闭疏散通道典型案例' } } });
    expect(typical.body.daysLeft).toBeUndefined();
    expect(typical.body.history.map(({ kind }: { kind: string }) => kind.slice(5))).toEqual(['registered', 'filed', 'investigated', 'notified', 'decided', 'served', 'executed', 'closed', 'published', 'typified']);
    expect((await officer.get('/api/cases?open=0&object=mall')).body.items).toMatchObject([{ id }]);
    expect((await officer.get('/api/cases?open=1&object=mall')).body.items).toEqual([]);
  });

  it('is not closed before a crime suspected in it is handed over or refused', async () => {
    const { id } = (await clue({ objectCode: 'shop', facts: '关闭报警设备' })).body;
    await step(leader, id, 1, 'file', { note: '涉嫌违法', number: '8号', investigators: ['officer', 'chen'] });
    expect(await step(officer, id, 2, 'suspect', { note: '关闭主机', offence: 'tampering', evidence: ['原始数据 sha256'] })).toMatchObject({ status: 422, body: { code: 'danger-required', details: [{ path: 'realDanger' }] } });
    const suspected = await step(officer, id, 2, 'suspect', { note: '关闭主机', offence: 'tampering', evidence: ['原始数据 sha256'], realDanger: true });
    expect(suspected.body.handOver).toMatchObject({ step: 'decide', overdue: false });
    const granted = await step(leader, id, 3, 'decideTransfer', { granted: true });
    expect(granted.body.handOver).toMatchObject({ step: 'handOver' });
    expect(Math.abs(Date.parse(granted.body.handOver.dueAt) - Date.now() - 24 * HOUR)).toBeLessThan(HOUR);
    expect(await step(officer, id, 4, 'handOver', {})).toMatchObject({ status: 422, body: { details: [{ path: 'receipt' }] } });
    const handed = await step(officer, id, 4, 'handOver', { receipt: '公受〔2026〕1号' });
    expect(handed.body.criminal).toMatchObject({ handedOver: { receipt: '公受〔2026〕1号' } });
    expect(handed.body.handOver).toBeUndefined();
  });

  it('names what a clue gets wrong, and shows nobody a case outside his grids', async () => {
    expect(await clue({ objectCode: 'nowhere' })).toMatchObject({ status: 422, body: { code: 'unknown-thing', details: [{ path: 'objectCode' }] } });
    expect(await clue({ sector: 'road' })).toMatchObject({ status: 422, body: { details: [{ path: 'sector' }] } });
    expect(await clue({ foundAt: at(HOUR) })).toMatchObject({ status: 422, body: { code: 'future-date', details: [{ path: 'foundAt' }] } });
    expect(await clue({ hazardIds: ['YH0'], inspectionId: 'JC0' })).toMatchObject({ status: 422, body: { code: 'records-unknown', details: [{ path: 'hazardIds.0' }, { path: 'inspectionId' }] } });
    expect(await clue({ facts: ' ' })).toMatchObject({ status: 422, body: { details: [{ path: 'facts' }] } });
    for (const who of [await aggregator.signIn('operator'), aggregator.wall()]) expect((await who.post('/api/cases', {})).status).toBe(403);
    const far = await hire(aggregator, `far-${Date.now().toString(36)}`, { scope: { sectors: ['fire'], gridPrefix: '331082001202' } });
    expect((await far.get('/api/cases')).body.items).toEqual([]);
    const { id } = (await clue()).body;
    expect((await far.get(`/api/cases/${id}`)).status).toBe(404);
  });
};

describe('a case on the embedded database', () => stories(async () => {
  const aggregator = await Aggregator.start();
  return { aggregator, end: () => aggregator.close() };
}));

withMysql('a case on MariaDB', () => stories(async () => {
  const database = await throwawayDatabase();
  const aggregator = await Aggregator.start({ env: { DATABASE_URL: database.url } });
  return { aggregator, end: async () => { await aggregator.close(); await database.drop(); } };
}));
