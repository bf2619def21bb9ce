import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MaintenanceBody, MaintenanceView } from '@one-screen/contracts';
import { DomainError, EVERYTHING, type AlarmSignal, type DataScope, type Role } from '@one-screen/domain';
import { readConfig } from '../../config/config';
import { Database } from '../../database/database';
import type { DatabaseHealth } from '../../database/database-health';
import { AuditRepository } from '../../identity/audit.repository';
import { AuditService } from '../../identity/audit.service';
import type { Identity } from '../../identity/identity';
import { iso } from '../../journal/instant';
import { JournalRepository } from '../../journal/journal.repository';
import type { DevicesService } from '../../ledger/devices.service';
import type { LedgerService } from '../../ledger/ledger.service';
import { Metrics } from '../../operations/metrics';
import type { PushService } from '../../push/push.service';
import { AlarmsRepository } from '../alarms.repository';
import { AlarmsService } from '../alarms.service';
import { MaintenanceRepository } from './maintenance.repository';
import { MaintenanceService } from './maintenance.service';
import { MaintenanceWindows } from './maintenance-windows';

const HOUR = 3_600_000;
const person = (name: string, role: Role, scope: DataScope = EVERYTHING): Identity => ({ kind: 'user', name, displayName: name, role, scope, ip: '127.0.0.1' });
const officer = person('chen', 'officer');
const leader = person('lin', 'leader');
const OBJECT = { code: 'plant-1', name: '一号罐区', sector: 'industry', gridCode: '331082001004' };
const source = { id: 'gds', sector: 'industry' } as const;

let database: Database;
let dataDir: string;
const told: MaintenanceView[] = [];
/** One instance of the room: nothing in memory is shared with another on the same database. */
const instance = () => {
  const journal = new JournalRepository(database);
  const repository = new MaintenanceRepository(database);
  const windows = new MaintenanceWindows(repository, journal);
  const audit = new AuditService(database, new AuditRepository(database), Date.now);
  const rows = new AlarmsRepository(database);
  const push = { reached: () => undefined, publish: (name: string, view: MaintenanceView) => void (name === 'maintenance' && told.push(view)) } as unknown as PushService;
  const health = { demand: () => undefined, suspect: () => undefined } as unknown as DatabaseHealth;
  const ledger = { objectOf: (code: string) => (code === OBJECT.code ? OBJECT : undefined) } as unknown as LedgerService;
  const devices = { find: (code: string) => (code === 'T1' ? { sector: 'fire' } : undefined), objectOf: () => undefined, nameOf: () => undefined } as unknown as DevicesService;
  const metrics = new Metrics();
  const alarms = new AlarmsService(rows, journal, health, push, metrics, audit, database, ledger, windows, readConfig({ DATA_DIR: dataDir }, { requireSecret: false }));
  const maintenance = new MaintenanceService(database, repository, windows, alarms, journal, audit, ledger, devices, push, metrics, Date.now);
  return { alarms, maintenance, windows, journal, rows, audit };
};
let here: ReturnType<typeof instance>;
let there: ReturnType<typeof instance>;
let keys = 0;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'one-screen-maintenance-'));
  database = await Database.open({ databaseUrl: '', dataDir });
  here = instance();
  there = instance();
  told.length = 0;
});
afterEach(async () => {
  await Promise.all([here.alarms.stop(), there.alarms.stop()]);
  await database.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const body = (patch: Partial<MaintenanceBody> = {}): MaintenanceBody => ({
  objectCode: OBJECT.code, from: iso(Date.now()), until: iso(Date.now() + 4 * HOUR), reason: '更换探测器', permit: 'ZY-0311', responsible: '王工', ...patch,
});
const approved = async (patch: Partial<MaintenanceBody> = {}, includesRed = false): Promise<MaintenanceView> => {
  const { id, revision } = await here.maintenance.request(officer, body(patch));
  return here.maintenance.decide(leader, id, { action: 'approve', revision, includesRed });
};
const raise = async (at: typeof here, patch: Partial<AlarmSignal> = {}) => {
  const signal: AlarmSignal = { kind: 'alarm', key: `k${(keys += 1)}`, level: 'orange', title: '可燃气二级报警', objectCode: OBJECT.code, occurredAt: Date.now(), cleared: false, ...patch };
  const [result] = await at.alarms.accept(source, [signal], Date.now());
  const alarm = await at.rows.find(String(result?.id), EVERYTHING);
  if (!alarm) throw new Error('not stored');
  return { alarm, signal };
};
const refusal = async (work: Promise<unknown>): Promise<string> => {
  const error = await work.then(() => undefined, (thrown: unknown) => thrown);
  if (!(error instanceof DomainError)) throw error ?? new Error('nothing was refused');
  return `${error.kind} ${error.code}`;
};

describe('a maintenance window', () => {
  it('is asked for, approved by another, and every step is in journal and audit', async () => {
    const asked = await here.maintenance.request(officer, body());
    expect(asked).toMatchObject({ state: 'requested', phase: 'pending', sector: 'industry', gridCode: OBJECT.gridCode, objectName: '一号罐区', held: 0 });
    expect(await refusal(here.maintenance.decide(officer, asked.id, { action: 'approve', revision: 1 }))).toBe('forbidden leader-only');
    expect(await here.maintenance.decide(leader, asked.id, { action: 'approve', revision: 1, note: '同意' })).toMatchObject({ state: 'approved', phase: 'in-force', decidedBy: 'lin', includesRed: false });
    expect(await refusal(here.maintenance.decide(leader, asked.id, { action: 'refuse', revision: 1, note: '否' }))).toBe('conflict stale-revision');
    expect((await here.journal.of('maintenance', asked.id)).map(({ kind, actor, from, to }) => [kind, actor, from, to])).toEqual([
      ['maintenance.requested', 'chen', undefined, 'requested'], ['maintenance.approved', 'lin', 'requested', 'approved'],
    ]);
    const audited = (await here.audit.page(1e9, 10)).map(({ actor, action, result }) => [actor, action, result]);
    expect(audited.reverse()).toEqual([['chen', 'maintenance.request', 'done'], ['chen', 'maintenance.approve', 'refused'], ['lin', 'maintenance.approve', 'done'], ['lin', 'maintenance.refuse', 'refused']]);
    expect(told.map(({ state }) => state)).toEqual(['requested', 'approved']);
  });

  it('refuses what does not exist, what is asked twice, and what lies beyond the data scope', async () => {
    expect(await refusal(here.maintenance.request(officer, body({ objectCode: 'nowhere', deviceCode: 'T9' })))).toBe('invalid unknown-thing');
    expect(await refusal(here.maintenance.request(officer, body({ deviceCode: 'T1' })))).toBe('invalid sectors-differ');
    expect(await refusal(here.maintenance.request(officer, body({ objectCode: undefined })))).toBe('invalid scope-required');
    const away = person('street', 'officer', { ...EVERYTHING, gridPrefix: '331082002' });
    expect(await refusal(here.maintenance.request(away, body()))).toBe('forbidden out-of-scope');
    const asked = await here.maintenance.request(officer, body());
    expect(await refusal(here.maintenance.request(officer, body()))).toBe('conflict same-window');
    expect(await refusal(here.maintenance.decide(person('fire', 'leader', { ...EVERYTHING, sectors: ['fire'] }), asked.id, { action: 'approve', revision: 1 }))).toBe('missing no-such-window');
    expect(await here.maintenance.list(officer, 10)).toHaveLength(1);
  });

  it('holds from the next commit on, also at an instance that has not heard of it, and red comes through', async () => {
    const before = await raise(there);
    expect(before.alarm.state).toBe('raised');
    const window = await approved();
    expect((await raise(there)).alarm).toMatchObject({ state: 'shelved', maintenanceId: window.id, shelvedUntil: Date.parse(window.until), dueAt: undefined });
    expect((await raise(there, { level: 'red' })).alarm).toMatchObject({ state: 'raised', maintenanceId: window.id });
    expect((await raise(there, { objectCode: 'another' })).alarm).toMatchObject({ state: 'raised', maintenanceId: undefined });
    expect((await there.maintenance.list(officer, 10))[0]).toMatchObject({ held: 1, phase: 'in-force' });
    expect(await there.rows.find(before.alarm.id, EVERYTHING)).toMatchObject({ state: 'raised' });
  });

  it('holds red as well where the leader said so', async () => {
    await approved({}, true);
    expect((await raise(here, { level: 'red' })).alarm.state).toBe('shelved');
  });

  it('brings everything back when it is ended early, and holds nothing more anywhere', async () => {
    const window = await approved();
    const still = await raise(there);
    const gone = await raise(here);
    await here.alarms.accept(source, [{ ...gone.signal, cleared: true, occurredAt: Date.now() + 1 }], Date.now());
    await here.maintenance.decide(officer, window.id, { action: 'end', revision: window.revision, note: '提前完工' });
    const back = await here.rows.find(still.alarm.id, EVERYTHING);
    expect(back).toMatchObject({ state: 'raised', maintenanceId: undefined, shelvedUntil: undefined });
    expect(back?.dueAt).toBeGreaterThan(Date.now());
    expect(await here.rows.find(gone.alarm.id, EVERYTHING)).toMatchObject({ state: 'cleared', dueAt: undefined });
    expect((await raise(there)).alarm.state).toBe('raised');
    expect((await here.journal.of('alarm', still.alarm.id)).map(({ kind }) => kind)).toEqual(['alarm.raised', 'alarm.shelved', 'alarm.unshelved']);
    expect(here.windows.unreleased).toEqual([]);
  });

  it('whose instance died between its end and the bringing back is taken up by any other', async () => {
    const window = await approved();
    const { alarm } = await raise(here);
    jest.spyOn(here.alarms, 'release').mockRejectedValue(new Error('killed'));
    await here.maintenance.decide(officer, window.id, { action: 'end', revision: window.revision, note: '提前完工' });
    expect(await here.rows.find(alarm.id, EVERYTHING)).toMatchObject({ state: 'shelved' });
    await there.windows.refresh();
    expect(there.windows.unreleased).toEqual([window.id]);
    await there.maintenance.release(window.id);
    expect(await here.rows.find(alarm.id, EVERYTHING)).toMatchObject({ state: 'raised' });
    expect(there.windows.unreleased).toEqual([]);
  });

  it('costs an alarm no question of its own while nothing changes', async () => {
    await approved();
    await raise(here);
    const asked = jest.spyOn(MaintenanceRepository.prototype, 'live');
    for (let count = 0; count < 5; count += 1) await raise(here);
    expect(asked).not.toHaveBeenCalled();
    asked.mockRestore();
  });
});
