import { safeNext } from './next.model';

const origin = 'http://127.0.0.1:8080';

describe('where to go after signing in', () => {
  it('honours a path of this site with its query', () => {
    expect(safeNext('/desk?alarm=A1', origin)).toBe('/desk?alarm=A1');
  });

  it('never leaves this site', () => {
    for (const next of ['https://evil.example/', '//evil.example', '/\\evil.example', '\\\\evil.example', 'javascript:alert(1)', '/\t/evil.example', '/.//evil.example', 'desk', '', undefined, 7, ['/desk']]) expect(safeNext(next, origin)).toBeUndefined();
  });

  it('does not come back to the sign-in page', () => {
    expect(safeNext('/login?next=/desk', origin)).toBeUndefined();
  });
});
