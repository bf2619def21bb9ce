import { io } from 'socket.io-client';
import { Aggregator, PASSWORD, Person } from '../support/aggregator.js';
import { nativeAlarm, until } from '../support/alarms.js';
import { call } from '../support/caller.js';
import { Nginx } from '../support/nginx.js';
import { Screen } from '../support/screen.js';
import { withNginx } from '../support/services.js';

withNginx('behind the shipped nginx', () => {
  let aggregator: Aggregator;
  let nginx: Nginx;
  beforeAll(async () => {
    aggregator = await Aggregator.start({ env: { TRUST_PROXY: '1' } });
    nginx = await Nginx.start([aggregator.port, aggregator.port]);
  }, 400_000);
  afterAll(async () => {
    await nginx?.stop();
    await aggregator?.close();
  }, 400_000);

  /** Signs in through the proxy as a browser does, naming its own origin. */
  const signIn = async (username: string, { from = '127.0.0.1', headers = {} }: { from?: string; headers?: Record<string, string> } = {}) => {
    const answer = await call(`${nginx.url}/api/session`, { method: 'POST', from, headers: { origin: nginx.url, ...headers }, body: JSON.stringify({ username, password: PASSWORD }) });
    return { ...answer, cookie: String(answer.headers['set-cookie'] ?? '').split(';')[0] ?? '' };
  };
  const intake = (alarm: unknown) => call(`${nginx.url}/api/intake/alarms`, { method: 'POST', headers: { authorization: `Bearer ${aggregator.token()}` }, body: JSON.stringify(alarm) });
  const raise = async () => (JSON.parse((await intake(nativeAlarm())).text) as { results: { id: string }[] }).results[0]?.id ?? '';

  it('lets people sign in and write from the page it serves, and no other site', async () => {
    const { status, cookie } = await signIn('officer');
    expect(status).toBe(200);
    const officer = new Person(nginx.url, cookie);
    const id = await raise();
    const body = { revision: 1, disposition: 'true' };
    const foreign = await officer.call('POST', `/api/alarms/${id}/acknowledge`, body, { origin: 'http://elsewhere.example' });
    expect(foreign.status).toBe(403);
    const own = await officer.post(`/api/alarms/${id}/acknowledge`, body);
    expect(own).toMatchObject({ status: 200, body: { state: 'acknowledged' } });
  });

  it('believes nobody outside who says that he came by TLS or for another host', async () => {
    const { headers } = await signIn('officer', { headers: { 'x-forwarded-proto': 'https' } });
    expect(String(headers['set-cookie'])).not.toMatch(/secure/i);
    const invented = await signIn('officer', { headers: { origin: 'http://elsewhere.example', 'x-forwarded-host': 'elsewhere.example' } });
    expect(invented.status).toBe(403);
  });

  it('carries news to the screens over WebSocket, and over polling where that is all there is', async () => {
    const screen = new Screen(nginx.url, aggregator.wallToken());
    const heard: string[] = [];
    const polling = io(nginx.url, { path: '/socket.io', transports: ['polling'], auth: { token: aggregator.wallToken() }, forceNew: true });
    polling.on('alarm', (view: { id: string }) => heard.push(view.id));
    try {
      await until(() => screen.hellos.length > 0 && polling.connected);
      expect(screen.socket.io.engine.transport.name).toBe('websocket');
      const id = await raise();
      await until(() => screen.alarms.has(id) && heard.includes(id));
    } finally {
      screen.close();
      polling.disconnect();
    }
  });

  it('refuses another site that opens our socket', async () => {
    const refused = await call(`${nginx.url}/socket.io/?EIO=4&transport=polling`, { headers: { origin: 'http://elsewhere.example' } });
    expect(refused.status).toBe(403);
    const own = await call(`${nginx.url}/socket.io/?EIO=4&transport=polling`, { headers: { origin: nginx.url } });
    expect(own.status).toBe(200);
  });

  it.each([1.01, 10])('answers a body of %d MiB with 413 in our own words', async (megabytes) => {
    const answer = await intake(nativeAlarm({ detail: { text: 'x'.repeat(megabytes * 1024 * 1024) } }));
    expect(answer.status).toBe(413);
    expect(answer.headers['content-type']).toMatch(/^application\/json/);
    expect(JSON.parse(answer.text)).toMatchObject({ code: 'body-too-large', message: '请求内容超过 1 MiB' });
  });

  it('hands on a body just below the limit, whatever the aggregator says to it', async () => {
    const body = JSON.stringify(nativeAlarm({ title: 'x'.repeat(1_000_000) }));
    const headers = { authorization: `Bearer ${aggregator.token()}` };
    const post = (more: Record<string, string>) => call(`${nginx.url}/api/intake/alarms`, { method: 'POST', headers: { ...headers, ...more }, body });
    for (let round = 0; round < 10; round += 1) {
      const answers = await Promise.all([post({}), post({ 'content-type': 'text/plain' }), post({ authorization: 'Bearer nobody-knows-this-token' })]);
      expect(answers.map((answer) => answer.status)).toEqual([422, 415, 401]);
    }
  });

  it('puts the real address of the caller into the audit trail, not the proxy’s and not an invented one', async () => {
    await signIn('leader', { from: '127.0.0.77', headers: { 'x-forwarded-for': '203.0.113.9' } });
    const { cookie } = await signIn('admin');
    const { items } = (await new Person(nginx.url, cookie).get('/api/audit?limit=50')).body as { items: { action: string; actor: string; ip: string }[] };
    expect(items.find((entry) => entry.action === 'session.sign-in' && entry.actor === 'leader')?.ip).toBe('127.0.0.77');
  });

  it('says in our words that nobody is there, and when to come again', async () => {
    const alone = await Nginx.start([1, 1]);
    try {
      const answer = await call(`${alone.url}/api/alarms`);
      expect(answer.status).toBe(503);
      expect(answer.headers['retry-after']).toBe('5');
      expect(JSON.parse(answer.text)).toMatchObject({ code: 'unavailable' });
    } finally {
      await alone.stop();
    }
  });
});
