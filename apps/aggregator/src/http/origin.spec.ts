import { originMatches } from './origin';

const ask = (headers: Record<string, string>, patch: { method?: string; host?: string; protocol?: 'http' | 'https' } = {}) =>
  originMatches({ method: 'POST', host: 'wall.example:8080', protocol: 'http', ...patch, headers });

describe('the origin check', () => {
  it('lets our own pages write', () => {
    expect(ask({ origin: 'http://wall.example:8080' })).toBe(true);
    expect(ask({ 'sec-fetch-site': 'same-origin', origin: 'http://wall.example:8080' })).toBe(true);
    expect(ask({ origin: 'https://wall.example' }, { host: 'wall.example', protocol: 'http' })).toBe(true);
    expect(ask({ origin: 'https://wall.example' }, { host: 'wall.example:443', protocol: 'https' })).toBe(true);
  });

  it.each([
    [{ origin: 'http://evil.example' }], [{ origin: 'http://wall.example' }], [{ origin: 'http://wall.example:8080.evil.example' }], [{ origin: 'null' }],
    [{ 'sec-fetch-site': 'cross-site' }], [{ 'sec-fetch-site': 'same-site', origin: 'http://wall.example:8080' }],
  ])('refuses what another site sent: %j', (headers) => {
    expect(ask(headers as Record<string, string>)).toBe(false);
  });

  it('leaves reading, bearer tokens and programs alone', () => {
    expect(ask({ origin: 'http://evil.example' }, { method: 'GET' })).toBe(true);
    expect(ask({ origin: 'http://evil.example', authorization: 'Bearer abc' })).toBe(true);
    expect(ask({})).toBe(true);
  });
});
