import { openIdentity, RIGHT, type IdentityFixture } from './identity.fixture';
import { tokenHash } from './secret';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const IP = '127.0.0.1';
let room: IdentityFixture;

beforeEach(async () => {
  room = await openIdentity();
  await room.add('lin', 'officer');
});
afterEach(() => room.close());

const code = (work: Promise<unknown>) => work.then(() => 'let in', (error: { code: string }) => error.code);
const signIn = (password: string, username = 'lin') => code(room.identity.signIn(username, password, IP));
const asks = (token: string, active = true, identity = room.identity) => identity.identify({ cookies: { os_session: token }, ip: IP, active });

describe('lock-out', () => {
  it('closes the account at the fifth failure, also to the right password, for 30 minutes', async () => {
    for (let failure = 1; failure <= 4; failure += 1) expect(await signIn('wrong')).toBe('wrong-credentials');
    expect(await signIn('wrong')).toBe('account-locked');
    expect(await signIn(RIGHT)).toBe('account-locked');
    await expect(room.identity.signIn('lin', RIGHT, IP)).rejects.toMatchObject({ kind: 'forbidden', text: { zh: expect.stringContaining('08:30') } });
    room.time.now += 30 * MINUTE - 1;
    expect(await signIn(RIGHT)).toBe('account-locked');
    room.time.now += 1;
    expect(await signIn(RIGHT)).toBe('let in');
  });

  it('starts from nothing after a success, and again after a lock has run out', async () => {
    for (let failure = 1; failure <= 4; failure += 1) await signIn('wrong');
    expect(await signIn(RIGHT)).toBe('let in');
    for (let failure = 1; failure <= 4; failure += 1) expect(await signIn('wrong')).toBe('wrong-credentials');
    expect(await signIn('wrong')).toBe('account-locked');
    room.time.now += 30 * MINUTE;
    for (let failure = 1; failure <= 4; failure += 1) expect(await signIn('wrong')).toBe('wrong-credentials');
    expect(await signIn('wrong')).toBe('account-locked');
  });

  it('lets nobody guess more than five times at once', async () => {
    const guesses = await Promise.all(Array.from({ length: 8 }, () => signIn('wrong')));
    expect(guesses.filter((outcome) => outcome === 'wrong-credentials')).toHaveLength(4);
    expect(guesses.filter((outcome) => outcome === 'account-locked')).toHaveLength(4);
  });

  it('answers an unknown user as a wrong password, and writes no name that may be a password', async () => {
    expect(await signIn('wrong', 'Secret-typed-here')).toBe('wrong-credentials');
    expect(JSON.stringify(await room.audit.page(1000, 10))).not.toContain('Secret');
  });
});

describe('sessions', () => {
  it('know the person, and store no token', async () => {
    const { token } = await room.identity.signIn('lin', RIGHT, IP);
    expect(await asks(token)).toMatchObject({ kind: 'user', name: 'lin', role: 'officer' });
    expect(await asks(`${token}x`)).toBeUndefined();
    const rows = await room.database.read('SELECT * FROM session');
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(rows[0]?.token_hash).not.toBe(tokenHash(token));
  });

  it('end after 15 idle minutes; background polls do not keep them', async () => {
    const { token } = await room.identity.signIn('lin', RIGHT, IP);
    room.time.now += 10 * MINUTE;
    expect(await asks(token)).toBeDefined();
    room.time.now += 10 * MINUTE;
    expect(await asks(token, false)).toBeDefined();
    room.time.now += 5 * MINUTE - 1;
    expect(await asks(token, false)).toBeDefined();
    room.time.now += 1;
    expect(await asks(token)).toBeUndefined();
  });

  it('end 12 hours after sign-in however busy, and an operator may watch idle until then', async () => {
    await room.add('chen', 'operator');
    const busy = await room.identity.signIn('lin', RIGHT, IP);
    const watching = await room.identity.signIn('chen', RIGHT, IP);
    for (let passed = 0; passed < 12 * HOUR - 10 * MINUTE; passed += 10 * MINUTE) {
      room.time.now += 10 * MINUTE;
      expect(await asks(busy.token)).toBeDefined();
    }
    room.time.now += 10 * MINUTE - 1;
    expect(await asks(busy.token)).toBeDefined();
    expect(await asks(watching.token)).toBeDefined();
    room.time.now += 1;
    expect(await asks(busy.token)).toBeUndefined();
    expect(await asks(watching.token)).toBeUndefined();
  });

  it('end at once where signed out, and within five seconds elsewhere', async () => {
    const { token, identity } = await room.identity.signIn('lin', RIGHT, IP);
    const sister = room.instance();
    expect(await asks(token, true, sister)).toBeDefined();
    await room.identity.signOut(identity);
    expect(await asks(token)).toBeUndefined();
    room.time.now += 5_000;
    expect(await asks(token, true, sister)).toBeUndefined();
  });

  it("end when the account is disabled or its password set anew; one's own change keeps one's own", async () => {
    const first = await room.identity.signIn('lin', RIGHT, IP);
    const second = await room.identity.signIn('lin', RIGHT, IP);
    await room.identity.changePassword(first.identity, RIGHT, 'Other-5678');
    expect(await asks(first.token)).toBeDefined();
    expect(await asks(second.token)).toBeUndefined();
    await room.users.change('lin', { password: 'Third-9012' }, room.by('boss'));
    expect(await asks(first.token)).toBeUndefined();
    const { token } = await room.identity.signIn('lin', 'Third-9012', IP);
    expect(await asks(token)).toBeDefined();
    await room.users.change('lin', { disabled: true }, room.by('boss'));
    expect(await asks(token)).toBeUndefined();
    expect(await signIn('Third-9012')).toBe('account-disabled');
  });
});

describe('walls', () => {
  const scope = { sectors: ['fire' as const], gridPrefix: '331082' };
  const shows = (token: string, identity = room.identity) => identity.identify({ cookies: {}, bearer: token, ip: IP, active: false });

  it('are known by their token without idle limit, until revoked', async () => {
    const wall = await room.walls.create({ name: '指挥中心', scope }, room.by('boss'));
    const sister = room.instance();
    expect(await shows(wall.token)).toMatchObject({ kind: 'wall', role: 'wall', wallId: wall.id, scope });
    room.time.now += 90 * 24 * HOUR;
    expect(await shows(wall.token)).toBeDefined();
    expect(await shows(wall.token, sister)).toBeDefined();
    await room.walls.revoke(wall.id, room.by('boss'));
    expect(await shows(wall.token)).toBeUndefined();
    room.time.now += 5_000;
    expect(await shows(wall.token, sister)).toBeUndefined();
    expect(await code(room.identity.signInWall(wall.token, IP))).toBe('unknown-wall-token');
    expect(JSON.stringify(await room.database.read('SELECT * FROM wall'))).not.toContain(wall.token);
  });
});

describe('the last administrator', () => {
  it('can neither be disabled nor demoted; with a second one either can', async () => {
    await room.add('boss', 'admin');
    expect(await code(room.users.change('boss', { disabled: true }, room.by('boss')))).toBe('last-admin');
    expect(await code(room.users.change('boss', { role: 'officer' }, room.by('boss')))).toBe('last-admin');
    expect(await code(room.users.change('boss', { role: 'admin', displayName: '新名' }, room.by('boss')))).toBe('let in');
    await room.add('second', 'admin');
    expect(await code(room.users.change('boss', { disabled: true }, room.by('second')))).toBe('let in');
    expect(await code(room.users.change('second', { role: 'leader' }, room.by('second')))).toBe('last-admin');
    expect((await room.accounts.find('second'))?.role).toBe('admin');
  });

  it('of two demoting each other at once, one stays', async () => {
    await room.add('a1', 'admin');
    await room.add('a2', 'admin');
    const outcomes = await Promise.all([code(room.users.change('a1', { role: 'officer' }, room.by('a2'))), code(room.users.change('a2', { role: 'officer' }, room.by('a1')))]);
    expect(outcomes.sort()).toEqual(['last-admin', 'let in']);
  });
});
