import { Body, Controller, Get, Module, Post, Put, Req } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { conflict, DomainError, unavailable } from '@one-screen/domain';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ConfigModule } from '../config/config.module';
import { readConfig, type Config } from '../config/config';
import { DatabaseModule } from '../database/database.module';
import { IdentityModule } from '../identity/identity.module';
import { Needs, Public, SourceToken } from '../identity/guard';
import { openIdentity, RIGHT, type IdentityFixture } from '../identity/identity.fixture';
import { createAdapter } from './fastify';
import { HttpModule } from './http.module';
import { createLogger } from './request-log';
import { zod } from './zod.pipe';

const Shape = z.object({ revision: z.number() });

@Controller('try')
class TryController {
  @Post('echo') @Public() echo(@Body() body: unknown) { return { body: Buffer.isBuffer(body) ? `bytes ${body.length}` : body ?? 'nothing' }; }
  @Post('shape') @Public() shape(@Body(zod(Shape)) body: z.infer<typeof Shape>) { return body; }
  @Post('conflict') @Public() conflict() { throw conflict('stale', '已变', 'It changed', { alarm: { id: 'a' } }); }
  @Post('busy') @Public() busy() { throw new DomainError('too-many', 'slow', { zh: '慢', en: 'slow' }, { retryAfterSeconds: 1.2 }); }
  @Post('away') @Public() away() { throw unavailable('database-away', '中断', 'away'); }
  @Post('gone') @Public() gone() { throw Object.assign(new Error('connect ECONNREFUSED 10.1.2.3:3306'), { code: 'ECONNREFUSED' }); }
  @Post('broken') @Public() broken() { throw Object.assign(new Error('inner workings'), { parameters: ['value-of-a-statement'] }); }
  @Post('write') @Needs('handle-alarms') write() { return { done: true }; }
  @Put('shown') @Needs('view') shown() { return { done: true }; }
  @Get('read') read() { return { done: true }; }
  @Post('intake') @SourceToken() intake(@Req() request: FastifyRequest) { return { ip: request.ip }; }
}

let room: IdentityFixture;
let app: NestFastifyApplication;
let log: string[] = [];

beforeAll(async () => {
  room = await openIdentity();
  await room.add('lin', 'officer');
  await room.add('boss', 'admin');
  const config: Config = { ...readConfig({ DATA_DIR: room.dataDir, LOG_LEVEL: 'info' }, { requireSecret: false }) };
  @Module({ imports: [ConfigModule.with(config), DatabaseModule.with(room.database), IdentityModule, HttpModule], controllers: [TryController] })
  class TryModule {}
  app = await NestFactory.create<NestFastifyApplication>(TryModule, createAdapter(config, createLogger(config, { write: (line) => void log.push(line) })), { logger: false });
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
});
afterAll(async () => {
  await app.close();
  await room.close();
});
beforeEach(() => {
  log = [];
});

const post = (path: string, payload?: unknown, headers: Record<string, string> = {}) =>
  app.inject({ method: 'POST', url: path, payload: payload as string, headers: { ...(payload !== undefined && { 'content-type': 'application/json' }), ...headers } });
const cookieOf = async (username = 'lin') => {
  const answer = await post('/api/session', { username, password: RIGHT });
  return { cookie: String(answer.headers['set-cookie']).split(';')[0] ?? '', set: String(answer.headers['set-cookie']), body: answer.json() };
};

describe('refusals', () => {
  it.each([
    ['/try/conflict', 409, 'stale'], ['/try/busy', 429, 'slow'], ['/try/away', 503, 'database-away'], ['/try/gone', 503, 'unavailable'], ['/try/broken', 500, 'internal'], ['/try/nowhere', 404, 'not-found'],
  ])('%s is %i %s', async (path, status, code) => {
    const answer = await post(path);
    expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
  });

  it('carry details and Retry-After, and speak Chinese unless English is preferred', async () => {
    expect((await post('/try/conflict')).json()).toEqual({ code: 'stale', message: '已变', details: { alarm: { id: 'a' } } });
    for (const [language, message] of [['en', 'It changed'], ['en-GB,zh;q=0.5', 'It changed'], ['zh-CN,zh;q=0.9,en;q=0.8', '已变'], ['fr', '已变'], ['*', '已变']]) {
      expect((await post('/try/conflict', undefined, { 'accept-language': String(language) })).json().message).toBe(message);
    }
    expect((await post('/try/busy')).headers['retry-after']).toBe('2');
    expect((await post('/try/away')).headers['retry-after']).toBe('5');
  });

  it('tell the path of a fault in the reader’s language', async () => {
    const answer = await post('/try/shape', { revision: 'one' }, { 'accept-language': 'en' });
    expect(answer.statusCode).toBe(422);
    expect(answer.json()).toMatchObject({ code: 'invalid-body', details: [{ path: 'revision', message: expect.stringMatching(/^Invalid/) }] });
  });

  it('leak nothing of what was not foreseen, and log it once with its stack', async () => {
    const answer = await post('/try/broken', undefined, { 'x-request-id': 'request-12345' });
    expect(answer.json()).toEqual({ code: 'internal', message: '系统内部错误', details: { requestId: 'request-12345' } });
    const lines = log.filter((line) => line.includes('inner workings'));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/request-12345/);
    expect(lines[0]).toMatch(/"stack":/);
    expect(log.join('')).not.toContain('value-of-a-statement');
  });
});

describe('bodies', () => {
  it.each([
    ['application/json', '{"a":1}', 201], ['application/cloudevents+json; charset=utf-8', '{"a":1}', 201], ['application/cloudevents-batch+json', '[1]', 201], ['application/vnd.x.y+json', '{}', 201],
    ['application/json', '', 201], ['application/json', '{"a":', 400], ['application/json', '{"__proto__":{"x":1}}', 400], ['application/json', '{"constructor":{"prototype":{}}}', 400],
    ['application/json', `${'['.repeat(10_000)}${']'.repeat(10_000)}`, 400], ['application/json', `"${'['.repeat(500)}"`, 201],
    ['application/cap+xml', '<alert/>', 201], ['text/xml', '<a/>', 201], ['text/plain', 'x', 415], ['application/x-www-form-urlencoded', 'a=1', 415], ['application/jsonp', '{}', 415],
    ['application/json', `"${'x'.repeat(1024 * 1024)}"`, 413],
  ])('of type %s: case %# gives what it should', async (type, payload, status) => {
    const answer = await post('/try/echo', payload, { 'content-type': type });
    expect(answer.statusCode).toBe(status);
    if (status === 400) expect(answer.json().code).toBe('bad-json');
    if (status === 413) expect(answer.json().code).toBe('body-too-large');
  });

  it('of XML arrive as bytes; compressed ones are refused', async () => {
    expect((await post('/try/echo', '<a/>', { 'content-type': 'application/xml' })).json()).toEqual({ body: 'bytes 4' });
    expect((await post('/try/echo', 'abc', { 'content-type': 'application/json', 'content-encoding': 'gzip' })).statusCode).toBe(415);
  });
});

describe('every answer', () => {
  it('has a request id and the security headers, errors too', async () => {
    for (const url of ['/api/openapi.json', '/nowhere', '/try/%E0%A4%A']) {
      const { headers } = await app.inject({ method: 'GET', url, headers: { 'x-request-id': 'given-id-1' } });
      expect(headers['x-request-id']).toBe('given-id-1');
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
      expect(headers['x-content-type-options']).toBe('nosniff');
    }
    for (const bad of ['short', 'a'.repeat(65), 'with space']) expect((await app.inject({ method: 'GET', url: '/api/docs', headers: { 'x-request-id': bad } })).headers['x-request-id']).toMatch(/^[\da-f-]{36}$/);
  });

  it('keeps passwords, tokens and cookies out of the log', async () => {
    const { cookie } = await cookieOf();
    await post('/api/session', { username: 'lin', password: 'Wrong-Secret-1' }, { cookie });
    await post('/try/intake?token=in-the-query', {}, { authorization: 'Bearer source-secret' });
    expect(log.length).toBeGreaterThan(1);
    expect(log.join('')).not.toMatch(new RegExp(`${RIGHT}|Wrong-Secret|in-the-query|source-secret|${cookie.split('=')[1]}`));
  });
});

describe('the guard', () => {
  it('gives a strict private cookie and tells who one is', async () => {
    const { cookie, set, body } = await cookieOf();
    expect(set).toMatch(/^os_session=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/);
    expect(body).toMatchObject({ kind: 'user', username: 'lin', role: 'officer', idleSeconds: 900, permissions: ['view', 'note', 'handle-alarms', 'patrol'] });
    expect((await app.inject({ method: 'GET', url: '/api/session', headers: { cookie } })).json()).toEqual(body);
    expect((await app.inject({ method: 'DELETE', url: '/api/session', headers: { cookie } })).statusCode).toBe(204);
    expect((await app.inject({ method: 'GET', url: '/api/session', headers: { cookie } })).json().code).toBe('sign-in-required');
  });

  it('asks for a session, a permission and our own origin, and writes down what it refuses', async () => {
    const officer = await cookieOf();
    const admin = await cookieOf('boss');
    expect((await post('/try/write')).statusCode).toBe(401);
    expect((await post('/try/write', undefined, { cookie: officer.cookie })).statusCode).toBe(201);
    expect((await post('/try/write', undefined, { cookie: admin.cookie })).json().code).toBe('not-permitted');
    expect((await post('/try/write', undefined, { cookie: officer.cookie, origin: 'http://evil.example' })).json().code).toBe('bad-origin');
    expect((await post('/api/session', { username: 'lin', password: RIGHT }, { origin: 'http://evil.example' })).json().code).toBe('bad-origin');
    const written = (await room.audit.page(10_000, 6)).map(({ actor, action, result, detail }) => [actor, action, result, detail]);
    expect(written).toEqual(expect.arrayContaining([['boss', 'POST /try/write', 'refused', 'not-permitted'], ['lin', 'POST /try/write', 'refused', 'bad-origin'], ['-', 'POST /try/write', 'refused', 'sign-in-required']]));
  });

  it('lets a wall read, and write only where screens are meant to', async () => {
    const admin = await cookieOf('boss');
    const made = await post('/api/walls', { name: '大厅', scope: { sectors: ['fire'], gridPrefix: '' } }, { cookie: admin.cookie });
    expect(made.statusCode).toBe(201);
    const entered = await post('/api/session/wall', { token: made.json().token });
    const cookie = String(entered.headers['set-cookie']).split(';')[0] ?? '';
    expect(cookie).toMatch(/^os_wall=/);
    expect((await app.inject({ method: 'GET', url: '/try/read', headers: { cookie } })).statusCode).toBe(200);
    expect((await app.inject({ method: 'PUT', url: '/try/shown', headers: { cookie } })).statusCode).toBe(200);
    expect((await post('/try/write', undefined, { cookie })).statusCode).toBe(403);
    expect((await post('/api/session/password', { current: RIGHT, next: 'Other-5678' }, { cookie })).statusCode).toBe(403);
    expect((await app.inject({ method: 'DELETE', url: `/api/walls/${made.json().id}`, headers: { cookie: admin.cookie } })).statusCode).toBe(204);
    expect((await app.inject({ method: 'GET', url: '/try/read', headers: { cookie } })).statusCode).toBe(401);
  });

  it('serves users, people and audit to those who may', async () => {
    const [officer, admin] = [await cookieOf(), await cookieOf('boss')];
    const get = (url: string, cookie: string) => app.inject({ method: 'GET', url, headers: { cookie } });
    expect((await get('/api/users', officer.cookie)).statusCode).toBe(403);
    expect((await get('/api/users', admin.cookie)).body).not.toContain('scrypt');
    expect((await get('/api/people', officer.cookie)).json().items).toEqual([{ username: 'lin', displayName: 'lin', role: 'officer' }]);
    const page = (await get('/api/audit?limit=2', admin.cookie)).json();
    expect(page.items).toHaveLength(2);
    expect((await get(`/api/audit?limit=2&before=${page.nextCursor}`, admin.cookie)).json().items[0].sequence).toBe(Number(page.nextCursor) - 1);
    expect((await get('/api/audit?limit=0', admin.cookie)).statusCode).toBe(422);
  });
});
