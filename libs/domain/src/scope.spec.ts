import * as fc from 'fast-check';
import { covers, roomsFor, roomsOf } from './scope.js';
import { SECTORS } from './sector.js';

const code = fc.stringMatching(/^\d{0,12}$/);

describe('data scope', () => {
  it('a screen hears exactly what its scope covers', () => {
    fc.assert(
      fc.property(fc.subarray([...SECTORS], { minLength: 1 }), code, fc.constantFrom(...SECTORS), fc.option(code, { nil: undefined }), (sectors, gridPrefix, sector, gridCode) => {
        const scope = { sectors, gridPrefix };
        const hears = roomsOf(scope).some((room) => roomsFor({ sector, gridCode }).includes(room));
        expect(hears).toBe(covers(scope, { sector, gridCode }));
      }),
    );
  });

  it('a warning for the whole city concerns each street, one for another street does not', () => {
    const street = { sectors: ['city' as const], gridPrefix: '331082001' };
    expect(covers(street, { sector: 'city', gridCode: '331082' })).toBe(true);
    expect(covers(street, { sector: 'city', gridCode: '331082001005' })).toBe(true);
    expect(covers(street, { sector: 'city', gridCode: '331082002' })).toBe(false);
  });

  it('what has no place is shown to everyone of its sector', () => {
    expect(covers({ sectors: ['fire'], gridPrefix: '331082001' }, { sector: 'fire' })).toBe(true);
    expect(covers({ sectors: ['fire'], gridPrefix: '331082001' }, { sector: 'road' })).toBe(false);
  });
});
