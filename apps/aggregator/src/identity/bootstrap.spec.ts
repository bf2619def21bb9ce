import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '../config/config';
import { bootstrapAccounts } from './bootstrap';
import { openIdentity, type IdentityFixture } from './identity.fixture';

let room: IdentityFixture;
beforeEach(async () => {
  room = await openIdentity();
});
afterEach(() => room.close());

const start = (patch: { demo?: boolean; demoPassword?: string; adminPassword?: string }) =>
  bootstrapAccounts(room.database, { demo: false, demoPassword: '', adminPassword: '', dataDir: room.dataDir, ...patch });
const mode = (name: string) => statSync(join(room.dataDir, name)).mode & 0o777;
const enters = (username: string, password: string) => room.identity.signIn(username, password, '127.0.0.1').then(() => true, () => false);

describe('the first start', () => {
  it('of the demo makes four accounts and a wall, once, also when instances start together', async () => {
    const [one, two] = await Promise.all([start({ demo: true }), start({ demo: true })]);
    expect(one).toEqual(two);
    expect(await start({ demo: true })).toEqual(one);
    expect(one.accounts.map(({ username }) => username)).toEqual(['operator', 'officer', 'leader', 'admin']);
    for (const { username, password } of one.accounts) expect(await enters(username, password)).toBe(true);
    expect(await room.identity.identify({ cookies: { os_wall: one.wallToken }, ip: '127.0.0.1', active: false })).toMatchObject({ kind: 'wall' });
    expect([mode('demo-accounts.json'), mode('demo-wall-token')]).toEqual([0o600, 0o600]);
  });

  it('of the demo with DEMO_PASSWORD gives all four that password, and changes it when it changes', async () => {
    const before = await start({ demo: true });
    await start({ demo: true, demoPassword: 'one' });
    expect(await enters('leader', 'one')).toBe(true);
    expect(await enters('leader', before.accounts[2]?.password ?? '')).toBe(false);
    const after = await start({ demo: true });
    expect(await enters('leader', 'one')).toBe(false);
    expect(await enters('leader', after.accounts[2]?.password ?? '')).toBe(true);
  });

  it('of the product writes a random password for admin into a private file, once', async () => {
    const { adminPasswordFile, accounts } = await start({});
    expect(accounts).toEqual([]);
    expect(mode('admin-password')).toBe(0o600);
    expect(await enters('admin', readFileSync(adminPasswordFile ?? '', 'utf8').trim())).toBe(true);
    expect(await start({})).toEqual({ accounts: [] });
  });

  it('of the product takes ADMIN_PASSWORD, refusing a weak one without repeating it', async () => {
    await expect(start({ adminPassword: 'weakweak' })).rejects.toThrow(ConfigError);
    await expect(start({ adminPassword: 'weakweak' })).rejects.not.toThrow(/weakweak/);
    await start({ adminPassword: 'Strong-123' });
    expect(await enters('admin', 'Strong-123')).toBe(true);
    expect(existsSync(join(room.dataDir, 'admin-password'))).toBe(false);
  });
});
